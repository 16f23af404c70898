locals {
  name    = "harbor"
  version = "1.34"
  zones   = slice(data.aws_availability_zones.available.names, 0, 3)
  tags    = { Project = local.name }
}

module "eks" {
  source  = "terraform-aws-modules/eks/aws"
  version = "~> 21.0"

  name                   = local.name
  kubernetes_version     = local.version
  endpoint_public_access = true
  subnet_ids             = module.vpc.private_subnets

  addons = {
    coredns = {
      configuration_values = jsonencode({ replicaCount = 3, env = { MAX_PODS = 1 } })
    }
    vpc-cni = {
      before_compute = true
      most_recent    = true # with prefixes
      configuration_values = jsonencode({
        env = {
          ENABLE_PREFIX_DELEGATION = "true"
          WARM_PREFIX_TARGET       = tostring(var.warm_prefixes)
          AWS_VPC_K8S_CNI_EXTERNALSNAT = var.external ? "true" : "false"
        }
        enableNetworkPolicy = "true"
        eniConfig = {
          create  = true
          region  = var.region
          subnets = { for zone, id in zipmap(local.zones, module.vpc.intra_subnets) : zone => { id = id } }
        }
      })
    }
    aws-ebs-csi-driver = var.storage ? {} : null
  }

  eks_managed_node_groups = {
    web = {
      ami_type       = "AL2023_x86_64_STANDARD"
      instance_types = ["m5.large", "m5a.large"]
      min_size       = 1
      max_size       = var.most_nodes
      desired_size   = 2
      cloudinit_pre_nodeadm = [
        {
          content_type = "application/node.eks.aws"
          content      = <<-EOT
            ---
            apiVersion: node.eks.aws/v1alpha1
            kind: NodeConfig
            spec:
              kubelet:
                config:
                  maxPods: ${var.max_pods}
          EOT
        }
      ]
    }
    "${local.name}-jobs" = merge(local.defaults, { instance_types = var.types })
  }
  self_managed_node_groups = { for name, group in var.groups : name => merge(group, { ami_type = "AL2023_x86_64_STANDARD" }) }

  tags = local.tags
}
