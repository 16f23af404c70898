import type { TypedFile } from './typedFile.js';

/* Manifests of Kubernetes, whoever applies them. */

export const manifests: Readonly<Record<string, TypedFile>> = {
  "Karpenter's EC2NodeClass and NodePool": {
    uri: 'file:///shop/karpenter.yaml',
    text: `apiVersion: karpenter.k8s.aws/v1
kind: EC2NodeClass
metadata:
  name: default
spec:
  amiFamily: AL2023
  amiSelectorTerms:
    - alias: al2023@latest
  role: nodes
  subnetSelectorTerms:
    - tags:
        karpenter.sh/discovery: shop
  securityGroupSelectorTerms:
    - id: sg-0a1b2c3d4e5f60718
  kubelet:
    maxPods: 29
---
apiVersion: karpenter.sh/v1
kind: NodePool
metadata:
  name: default
spec:
  template:
    spec:
      nodeClassRef:
        group: karpenter.k8s.aws
        kind: EC2NodeClass
        name: default
      requirements:
        - key: node.kubernetes.io/instance-type
          operator: In
          values: ["m5.large", "m5.xlarge"]
        - key: topology.kubernetes.io/zone
          operator: In
          values:
            - eu-west-1a
            - eu-west-1b
  limits:
    cpu: 64
---
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: aws-node, namespace: kube-system }
spec:
  template:
    spec:
      containers:
        - name: aws-node
          env:
            - name: ENABLE_PREFIX_DELEGATION
              value: "false"
            - { name: WARM_ENI_TARGET, value: "1" }
`,
    mistake: ['maxPods: 29', 'maxPods: 110', 'max-pods-above-capacity'],
  },
  'a kOps cluster': {
    uri: 'file:///shop/kops.yaml',
    text: `apiVersion: kops.k8s.io/v1alpha2
kind: Cluster
metadata:
  name: k.example.com
spec:
  cloudProvider: aws
  networkCIDR: 10.40.0.0/16
  networking:
    amazonvpc:
      env:
        - name: ENABLE_PREFIX_DELEGATION
          value: "true"
        - name: WARM_PREFIX_TARGET
          value: "1"
  subnets:
    - name: eu-west-1a
      type: Private
      zone: eu-west-1a
      cidr: 10.40.0.0/20
  kubelet:
    maxPods: 110
---
apiVersion: kops.k8s.io/v1alpha2
kind: InstanceGroup
metadata:
  name: nodes
  labels:
    kops.k8s.io/cluster: k.example.com
spec:
  role: Node
  machineType: m5.large
  minSize: 2
  maxSize: 6
  subnets: [eu-west-1a]
`,
    mistake: ['value: "1"', 'value: "one"', 'invalid-integer'],
  },
  'a policy for security groups': {
    uri: 'file:///shop/policy.yaml',
    text: `apiVersion: vpcresources.k8s.aws/v1beta1
kind: SecurityGroupPolicy
metadata:
  name: shop
  namespace: shop
spec:
  podSelector:
    matchLabels:
      app: shop
    matchExpressions:
      - key: tier
        operator: In
        values: ["web", 'api']
  securityGroups:
    groupIds:
      - sg-0a1b2c3d4e5f60718
      - sg-0f9e8d7c6b5a40312
`,
    mistake: ['sg-0f9e8d7c6b5a40312', 'sg-0f9e8d7', 'security-group-policy'],
  },
  'a control plane and a machine pool of Cluster API': {
    uri: 'file:///shop/capi.yaml',
    text: `apiVersion: controlplane.cluster.x-k8s.io/v1beta2
kind: AWSManagedControlPlane
metadata:
  name: shop
  namespace: clusters
spec:
  region: eu-west-1
  version: v1.33.0
  vpcCni:
    env:
      - name: ENABLE_PREFIX_DELEGATION
        value: "true"
      - name: WARM_PREFIX_TARGET
        value: "1"
  addons:
    - name: kube-proxy
      version: v1.33.0-eksbuild.2
    - name: vpc-cni
      version: v1.20.4-eksbuild.2
      conflictResolution: overwrite
      configuration: |
        env:
          WARM_IP_TARGET: "2"
          MINIMUM_IP_TARGET: "10"
        enableNetworkPolicy: "true"
---
apiVersion: infrastructure.cluster.x-k8s.io/v1beta2
kind: AWSManagedMachinePool
metadata:
  name: web
spec:
  instanceType: m5.large
  scaling:
    minSize: 2
    maxSize: 6
`,
    mistake: ['value: "1"', 'value: "one"', 'invalid-integer'],
  },
  'the add-on and a node group of Crossplane': {
    uri: 'file:///shop/crossplane.yaml',
    text: `apiVersion: eks.aws.upbound.io/v1beta1
kind: Addon
metadata:
  name: cni
spec:
  forProvider:
    region: eu-west-1
    clusterName: shop
    addonName: vpc-cni
    addonVersion: v1.20.4-eksbuild.2
    configurationValues: |
      {
        "env": {
          "WARM_IP_TARGET": "2",
          "MINIMUM_IP_TARGET": "10"
        },
        "nodeAgent": { "enablePolicyEventLogs": "true" }
      }
---
apiVersion: eks.aws.upbound.io/v1beta1
kind: NodeGroup
metadata:
  name: web
spec:
  forProvider:
    region: eu-west-1
    clusterName: shop
    instanceTypes:
      - m5.large
    scalingConfig:
      - minSize: 2
        maxSize: 6
        desiredSize: 2
`,
    mistake: ['"WARM_IP_TARGET": "2"', '"WARM_IP_TARGET": "two"', 'invalid-integer'],
  },
  'the add-on of ACK': {
    uri: 'file:///shop/ack.yaml',
    text: `apiVersion: eks.services.k8s.aws/v1alpha1
kind: Addon
metadata:
  name: shop-cni
spec:
  clusterName: shop
  name: vpc-cni
  addonVersion: v1.20.4-eksbuild.2
  resolveConflicts: OVERWRITE
  configurationValues: '{"env": {"ENABLE_PREFIX_DELEGATION": "true", "WARM_PREFIX_TARGET": "1"}}'
`,
    mistake: ['"WARM_PREFIX_TARGET": "1"', '"WARM_PREFIX_TARGET": "one"', 'invalid-integer'],
  },
  'a kustomization with patches': {
    uri: 'file:///shop/kustomization.yaml',
    text: `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
namespace: kube-system
resources:
  - aws-k8s-cni.yaml
patches:
  - target:
      kind: DaemonSet
      name: aws-node
    patch: |-
      apiVersion: apps/v1
      kind: DaemonSet
      metadata:
        name: aws-node
      spec:
        template:
          spec:
            containers:
              - name: aws-node
                env:
                  - name: WARM_IP_TARGET
                    value: "5"
                  - name: MINIMUM_IP_TARGET
                    value: "20"
  - target: { kind: DaemonSet, name: aws-node }
    patch: |-
      - op: add
        path: /spec/template/spec/containers/0/env/-
        value:
          name: ENABLE_POD_ENI
          value: "true"
      - op: add
        path: /spec/template/spec/containers/0/env/-
        value: { name: MAX_ENI, value: "3" }
`,
    mistake: ['value: "5"', 'value: "five"', 'invalid-integer'],
  },
  'ENIConfigs, the ConfigMap and a workload': {
    uri: 'file:///shop/cni.yaml',
    text: `apiVersion: v1
kind: ConfigMap
metadata:
  name: amazon-vpc-cni
  namespace: kube-system
data:
  enable-network-policy-controller: "true"
  enable-windows-ipam: "false"
  branch-eni-cooldown: "60"
---
apiVersion: eks.amazonaws.com/v1
kind: NodeClass
metadata:
  name: shop
spec:
  role: nodes
  subnetSelectorTerms:
    - tags: { Name: shop-private }
  securityGroupSelectorTerms:
    - id: sg-0a1b2c3d4e5f60718
  snatPolicy: Random
  networkPolicy: DefaultAllow
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: router }
spec:
  replicas: 2
  selector: { matchLabels: { app: router } }
  template:
    metadata:
      labels: { app: router }
      annotations:
        k8s.amazonaws.com/nicConfig: multi-nic-attachment
    spec:
      containers:
        - name: router
          image: router:1
---
apiVersion: v1
kind: Node
metadata:
  name: ip-10-0-0-1.ec2.internal
  labels:
    topology.kubernetes.io/zone: eu-west-1a
    k8s.amazonaws.com/eniConfig: eu-west-1a
---
apiVersion: crd.k8s.amazonaws.com/v1alpha1
kind: ENIConfig
metadata: { name: eu-west-1a }
spec:
  subnet: subnet-0a1b2c3d4e5f60711
  securityGroups: ['sg-0a1b2c3d4e5f60718', "sg-0f9e8d7c6b5a40312"]
`,
    mistake: ['subnet-0a1b2c3d4e5f60711', 'subnet-0a1b2c3', 'eniconfig-invalid-id'],
  },
  'a ClusterConfig with custom networking and groups of all kinds': {
    uri: 'file:///shop/cluster.yaml',
    text: `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata:
  name: harbor
  region: eu-west-1
  version: "1.32"
vpc:
  id: vpc-0a1b2c3d4e5f60711
  subnets:
    private:
      eu-west-1a:
        id: subnet-0a1b2c3d4e5f60711
        cidr: 10.40.0.0/22
      eu-west-1b: { id: subnet-0a1b2c3d4e5f60712, cidr: 10.40.4.0/22 }
iam:
  withOIDC: true
addons:
  - name: vpc-cni
    version: v1.20.4
    useDefaultPodIdentityAssociations: true
    configurationValues: |-
      env:
        AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: "true"
        ENI_CONFIG_LABEL_DEF: topology.kubernetes.io/zone
      eniConfig:
        create: true
        region: eu-west-1
        subnets:
          eu-west-1a:
            id: subnet-0a1b2c3d4e5f60713
            securityGroups:
              - sg-0a1b2c3d4e5f60718
          eu-west-1b:
            id: subnet-0a1b2c3d4e5f60714
            securityGroups: [sg-0a1b2c3d4e5f60718]
  - name: coredns
  - name: eks-pod-identity-agent
managedNodeGroups:
  - name: web
    amiFamily: AmazonLinux2023
    instanceTypes:
      - m5.large
      - m5a.large
    spot: true
    desiredCapacity: 3
    privateNetworking: true
    subnets: [eu-west-1a, eu-west-1b]
    taints:
      - key: team
        value: shop
        effect: NoSchedule
  - name: rocket
    amiFamily: Bottlerocket
    instanceType: m5.xlarge
    maxPodsPerNode: 44
    bottlerocket:
      settings:
        motd: "hello"
        host-containers: { admin: { enabled: true } }
nodeGroups:
  - name: own
    amiFamily: AmazonLinux2
    ami: ami-0123456789abcdef0
    instancesDistribution:
      instanceTypes: ["c5.xlarge", c5a.xlarge]
      maxPrice: 0.2
    maxPodsPerNode: 44
    overrideBootstrapCommand: |
      #!/bin/bash
      source /var/lib/cloud/scripts/eksctl/bootstrap.helper.sh
      /etc/eks/bootstrap.sh "\${CLUSTER_NAME}" --container-runtime containerd --kubelet-extra-args "--node-labels=\${NODE_LABELS}"
cloudWatch:
  clusterLogging:
    enableTypes: ["*"]
`,
    mistake: ['maxPodsPerNode: 44', 'maxPodsPerNode: 234', 'max-pods-above-capacity'],
  },
  'a ClusterConfig of IPv6': {
    uri: 'file:///shop/six.yaml',
    text: `# The cluster of the shop.
kind: ClusterConfig
apiVersion: eksctl.io/v1alpha5

metadata: { name: six, region: us-east-1, version: "1.33", tags: { team: 'shop' } }

kubernetesNetworkConfig:
  ipFamily: IPv6
iam: { withOIDC: true }
addons:
  - name: vpc-cni
    configurationValues: '{"env": {"ENABLE_PREFIX_DELEGATION": "true"}}'
  - name: coredns
  - name: kube-proxy
managedNodeGroups:
  - name: web
    instanceType: m5.large
    minSize: 1
    maxSize: 4
    volumeSize: 100
    overrideBootstrapCommand: |
      apiVersion: node.eks.aws/v1alpha1
      kind: NodeConfig
      spec:
        kubelet:
          config:
            maxPods: 110
            shutdownGracePeriod: 30s
`,
    mistake: ['"ENABLE_PREFIX_DELEGATION": "true"', '"ENABLE_PREFIX_DELEGATION": "yes"', 'invalid-boolean'],
  },
};
