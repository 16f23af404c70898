import type { TypedFile } from './typedFile.js';

/* Files of tools that make the infrastructure. */

export const infrastructure: Readonly<Record<string, TypedFile>> = {
  'an add-on in Terraform': {
    uri: 'file:///shop/main.tf',
    text: `locals {
  name = "shop"
}

resource "aws_eks_addon" "vpc_cni" {
  cluster_name                = aws_eks_cluster.this[0].name
  addon_name                  = "vpc-cni"
  resolve_conflicts_on_update = "PRESERVE"

  configuration_values = jsonencode({
    env = {
      "WARM_IP_TARGET"                     = "2"
      MINIMUM_IP_TARGET                    = tostring(10)
      AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG = "true"
      ENI_CONFIG_LABEL_DEF                 = "topology.kubernetes.io/zone"
    }
    eniConfig = {
      create  = true
      region  = "eu-west-1"
      subnets = {
        for zone, id in zipmap(local.zones, module.vpc.intra_subnets) : zone => { id = id, securityGroups = [var.group] }
      }
    }
    nodeAgent = { enablePolicyEventLogs = "true" }
  })
  tags = merge(var.tags, { Name = "\${local.name}-cni" })
}
`,
    mistake: ['= "2"', '= "two"', 'invalid-integer'],
  },
  'the module for EKS in Terraform': {
    uri: 'file:///shop/eks.tf',
    text: `module "eks" {
  source             = "terraform-aws-modules/eks/aws"
  version            = "~> 21.0"
  name               = var.name
  kubernetes_version = "1.33"
  vpc_id             = module.vpc.vpc_id
  subnet_ids         = module.vpc.private_subnets

  addons = {
    coredns    = {}
    kube-proxy = {}
    vpc-cni = {
      most_recent    = true
      before_compute = true
      configuration_values = jsonencode({
        env = {
          ENABLE_PREFIX_DELEGATION = "true"
          WARM_PREFIX_TARGET       = "1"
        }
      })
    }
  }

  eks_managed_node_groups = {
    web = {
      ami_type       = "AL2023_x86_64_STANDARD"
      instance_types = ["m5.large", "m6i.large"]
      min_size       = 2
      max_size       = 6
      desired_size   = 2
    }
  }
}
`,
    mistake: ['= "1"', '= "one"', 'invalid-integer'],
  },
  'a template of CloudFormation': {
    uri: 'file:///shop/template.yaml',
    text: `AWSTemplateFormatVersion: "2010-09-09"
Description: Nodes of the shop
Parameters:
  ClusterName:
    Type: String
Resources:
  Cni:
    Type: AWS::EKS::Addon
    Properties:
      AddonName: vpc-cni
      AddonVersion: v1.20.4-eksbuild.2
      ClusterName: !Ref ClusterName
      ResolveConflicts: OVERWRITE
      ConfigurationValues: !Sub |
        {
          "env": {
            "ENABLE_PREFIX_DELEGATION": "true",
            "WARM_PREFIX_TARGET": "1",
            "ADDITIONAL_ENI_TAGS": "{\\"stack\\": \\"\${AWS::StackName}\\"}"
          }
        }
  Template:
    Type: AWS::EC2::LaunchTemplate
    Properties:
      LaunchTemplateData:
        ImageId: ami-0123456789abcdef0
        InstanceType: m5.large
        UserData:
          Fn::Base64: !Sub |
            #!/bin/bash
            set -ex
            /etc/eks/bootstrap.sh \${ClusterName} --use-max-pods false --kubelet-extra-args '--max-pods=29'
  Nodes:
    Type: AWS::EKS::Nodegroup
    Properties:
      ClusterName: !Ref ClusterName
      NodeRole: !GetAtt Role.Arn
      Subnets:
        - subnet-0a1b2c3d4e5f60711
        - !Ref Subnet
      ScalingConfig: { MinSize: 2, DesiredSize: 2, MaxSize: 6 }
      UpdateConfig:
        MaxUnavailable: 1
      LaunchTemplate:
        Id: !Ref Template
        Version: !GetAtt Template.LatestVersionNumber
`,
    mistake: ['"WARM_PREFIX_TARGET": "1"', '"WARM_PREFIX_TARGET": "one"', 'invalid-integer'],
  },
  'a template of CloudFormation in JSON': {
    uri: 'file:///shop/cdk.out/shop.template.json',
    text: `{
  "Resources": {
    "Cluster": {
      "Type": "AWS::EKS::Cluster",
      "Properties": { "Name": "shop", "Version": "1.33", "RoleArn": "arn:aws:iam::111122223333:role/eks" }
    },
    "Cni": {
      "Type": "AWS::EKS::Addon",
      "Properties": {
        "AddonName": "vpc-cni",
        "ClusterName": { "Ref": "Cluster" },
        "ConfigurationValues": "{\\"env\\": {\\"WARM_IP_TARGET\\": \\"2\\", \\"MINIMUM_IP_TARGET\\": \\"10\\"}}"
      }
    },
    "Nodes": {
      "Type": "AWS::EKS::Nodegroup",
      "Properties": {
        "ClusterName": { "Ref": "Cluster" },
        "InstanceTypes": ["m5.large", "m6i.large"],
        "AmiType": "AL2023_x86_64_STANDARD",
        "ScalingConfig": { "MinSize": 2, "DesiredSize": 2, "MaxSize": 6 },
        "Subnets": [{ "Ref": "SubnetA" }, { "Ref": "SubnetB" }]
      }
    }
  }
}
`,
    mistake: ['\\"WARM_IP_TARGET\\": \\"2\\"', '\\"WARM_IP_TARGET\\": \\"two\\"', 'invalid-integer'],
  },
  'node groups in Terraform with launch templates': {
    uri: 'file:///shop/nodes.tf',
    text: `resource "aws_launch_template" "web" {
  name_prefix   = "\${var.name}-web-"
  image_id      = data.aws_ssm_parameter.ami.value
  instance_type = "m5.large"
  user_data = base64encode(<<-EOT
    MIME-Version: 1.0
    Content-Type: multipart/mixed; boundary="//"

    --//
    Content-Type: application/node.eks.aws

    apiVersion: node.eks.aws/v1alpha1
    kind: NodeConfig
    spec:
      cluster:
        name: \${var.name}
        apiServerEndpoint: \${aws_eks_cluster.shop.endpoint}
        certificateAuthority: \${aws_eks_cluster.shop.certificate_authority[0].data}
        cidr: 172.20.0.0/16
      kubelet:
        config:
          maxPods: 29
    --//--
  EOT
  )
}

resource "aws_eks_node_group" "web" {
  cluster_name  = aws_eks_cluster.shop.name
  node_role_arn = aws_iam_role.node.arn
  subnet_ids    = [aws_subnet.a.id, aws_subnet.b.id]

  launch_template {
    id      = aws_launch_template.web.id
    version = aws_launch_template.web.latest_version
  }

  scaling_config {
    min_size     = 2
    desired_size = 2
    max_size     = 6
  }

  labels = { team = "shop" }
}

resource "aws_subnet" "a" {
  vpc_id            = aws_vpc.shop.id
  cidr_block        = "10.40.0.0/20"
  availability_zone = "eu-west-1a"
}

resource "aws_eks_addon" "cni" {
  cluster_name         = aws_eks_cluster.shop.name
  addon_name           = "vpc-cni"
  configuration_values = jsonencode(merge(local.values, { env = { WARM_IP_TARGET = "2", MINIMUM_IP_TARGET = "10" } }))
}
`,
    mistake: ['WARM_IP_TARGET = "2"', 'WARM_IP_TARGET = "two"', 'invalid-integer'],
  },
  'what Terraform gives a cluster': {
    uri: 'file:///shop/manifests.tf',
    text: `resource "helm_release" "cni" {
  name       = "aws-vpc-cni"
  repository = "https://aws.github.io/eks-charts"
  chart      = "aws-vpc-cni"
  namespace  = "kube-system"
  version    = "1.20.4"

  values = [yamlencode({
    originalMatchLabels = true
    env = {
      ENABLE_PREFIX_DELEGATION = "true"
    }
  })]

  set {
    name  = "env.WARM_PREFIX_TARGET"
    value = "1"
  }
}

resource "kubernetes_env" "cni" {
  container   = "aws-node"
  api_version = "apps/v1"
  kind        = "DaemonSet"
  metadata {
    name      = "aws-node"
    namespace = "kube-system"
  }
  env {
    name  = "AWS_VPC_K8S_CNI_LOGLEVEL"
    value = "INFO"
  }
}

resource "kubernetes_manifest" "policy" {
  manifest = {
    apiVersion = "vpcresources.k8s.aws/v1beta1"
    kind       = "SecurityGroupPolicy"
    metadata   = { name = "shop", namespace = "shop" }
    spec = {
      podSelector    = { matchLabels = { app = "shop" } }
      securityGroups = { groupIds = ["sg-0a1b2c3d4e5f60718"] }
    }
  }
}

resource "kubectl_manifest" "eni" {
  for_each  = toset(var.zones)
  yaml_body = <<-YAML
    apiVersion: crd.k8s.amazonaws.com/v1alpha1
    kind: ENIConfig
    metadata:
      name: \${each.key}
    spec:
      subnet: subnet-0a1b2c3d4e5f60711
      securityGroups:
        - sg-0a1b2c3d4e5f60718
  YAML
}

resource "null_resource" "cni" {
  provisioner "local-exec" {
    command = "kubectl set env ds/aws-node -n kube-system MAX_ENI=3"
  }
}
`,
    mistake: ['value = "1"', 'value = "one"', 'invalid-integer'],
  },
};
