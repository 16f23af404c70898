import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { daemonSet, list, node } from '../harness/liveState.js';
import { hands, key, keys, languageOf, pause, shown, transient, type, withEditor } from '../harness/typing.js';

/* Files of more kinds, typed key by key: what is right is never told wrong on the way, and what is wrong is told after a pause. */

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

interface Kind {
  readonly uri: string;
  /** Right as it is. */
  readonly text: string;
  /** What makes it wrong: a part, what stands there instead, and the rule that says so. */
  readonly mistake: readonly [part: string, instead: string, rule: string];
}

const kinds: Readonly<Record<string, Kind>> = {
  'values of the chart of the VPC CNI': {
    uri: 'file:///shop/aws-vpc-cni/values.yaml',
    text: `# What differs from the chart.
init:
  env:
    DISABLE_TCP_EARLY_DEMUX: "true"
env:
  ENABLE_POD_ENI: "true"
  ENABLE_PREFIX_DELEGATION: 'true'
  WARM_PREFIX_TARGET: "1"
  POD_SECURITY_GROUP_ENFORCING_MODE: standard
eniConfig:
  create: false
  region: eu-west-1
  subnets:
    eu-west-1a:
      id: subnet-0a1b2c3d4e5f60711
      securityGroups:
        - sg-0a1b2c3d4e5f60718
enableNetworkPolicy: "true"
`,
    mistake: ['WARM_PREFIX_TARGET: "1"', 'WARM_PREFIX_TARGET: "one"', 'invalid-integer'],
  },
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
  'a script with kubectl set env': {
    uri: 'file:///shop/setup.sh',
    text: `#!/usr/bin/env bash
set -euo pipefail

# Keep some addresses warm; that isn't much.
kubectl set env daemonset aws-node -n kube-system \\
  WARM_IP_TARGET=2 \\
  MINIMUM_IP_TARGET="10"
if [ "$1" = prefixes ]; then
  kubectl set env ds/aws-node -n kube-system 'ENABLE_PREFIX_DELEGATION=true' WARM_PREFIX_TARGET=1
fi
kubectl set env ds aws-node -c aws-vpc-cni-init DISABLE_TCP_EARLY_DEMUX=true
kubectl -n kube-system rollout status "ds/aws-node" --timeout=\${TIMEOUT:-5m}
`,
    mistake: ['WARM_IP_TARGET=2', 'WARM_IP_TARGET=two', 'invalid-integer'],
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
  'the recipe of a Makefile': {
    uri: 'file:///shop/Makefile',
    text: `NAMESPACE ?= kube-system
.PHONY: cni

cni: login ## Set up the CNI
	@echo "Setting up"
	kubectl set env ds/aws-node -n $(NAMESPACE) \\
	  ENABLE_PREFIX_DELEGATION=true \\
	  WARM_PREFIX_TARGET=1
	kubectl set env ds/aws-node -n $(NAMESPACE) MAX_ENI="3" AWS_VPC_K8S_CNI_LOGLEVEL=$(LEVEL)
	eksctl create nodegroup --cluster shop --name web --node-type m5.large --max-pods-per-node 29
`,
    mistake: ['WARM_PREFIX_TARGET=1', 'WARM_PREFIX_TARGET=one', 'invalid-integer'],
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
  'values of a chart that depends on that of the CNI': {
    uri: 'file:///shop/values.yaml',
    text: `ingress:
  enabled: true
aws-vpc-cni:
  enabled: true
  image:
    tag: v1.20.4
  init:
    env:
      DISABLE_TCP_EARLY_DEMUX: "true"
  env:
    WARM_IP_TARGET: "2"
    MINIMUM_IP_TARGET: "10"
    AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: "true"
    ENI_CONFIG_LABEL_DEF: topology.kubernetes.io/zone
  eniConfig:
    create: true
    region: eu-west-1
    subnets:
      eu-west-1a:
        id: subnet-0a1b2c3d4e5f60711
        securityGroups: [sg-0a1b2c3d4e5f60718]
cert-manager:
  crds: { enabled: true }
`,
    mistake: ['WARM_IP_TARGET: "2"', 'WARM_IP_TARGET: "two"', 'invalid-integer'],
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
  'a HelmRelease of Flux': {
    uri: 'file:///shop/release.yaml',
    text: `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: aws-vpc-cni
  namespace: kube-system
spec:
  interval: 1h
  chart:
    spec:
      chart: aws-vpc-cni
      version: "1.20.4"
      sourceRef:
        kind: HelmRepository
        name: eks
  values:
    originalMatchLabels: true
    env:
      WARM_IP_TARGET: "2"
      MINIMUM_IP_TARGET: "10"
    eniConfig:
      create: false
`,
    mistake: ['WARM_IP_TARGET: "2"', 'WARM_IP_TARGET: "two"', 'invalid-integer'],
  },
  'an Application of Argo CD': {
    uri: 'file:///shop/app.yaml',
    text: `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: aws-vpc-cni
  namespace: argocd
spec:
  project: default
  source:
    repoURL: https://aws.github.io/eks-charts
    chart: aws-vpc-cni
    targetRevision: 1.20.4
    helm:
      releaseName: aws-vpc-cni
      parameters:
        - name: env.ENABLE_POD_ENI
          value: "true"
      valuesObject:
        env:
          ENABLE_PREFIX_DELEGATION: "true"
          WARM_PREFIX_TARGET: "1"
  destination:
    server: https://kubernetes.default.svc
    namespace: kube-system
`,
    mistake: ['WARM_PREFIX_TARGET: "1"', 'WARM_PREFIX_TARGET: "one"', 'invalid-integer'],
  },
  'a page of Markdown with fences': {
    uri: 'file:///shop/README.md',
    text: `# Networking

Set the pool with:

\`\`\`sh
kubectl set env ds aws-node -n kube-system WARM_IP_TARGET=2 MINIMUM_IP_TARGET=10
\`\`\`

or in the cluster:

\`\`\`yaml
apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata:
  name: shop
  region: eu-west-1
addons:
  - name: vpc-cni
    configurationValues: |-
      env:
        ENABLE_PREFIX_DELEGATION: "true"
        WARM_PREFIX_TARGET: "1"
\`\`\`

That's all.
`,
    mistake: ['WARM_PREFIX_TARGET: "1"', 'WARM_PREFIX_TARGET: "one"', 'invalid-integer'],
  },
};

describe.each(Object.entries(kinds))('%s', (_name, { uri, text, mistake: [part, instead, rule] }) => {
  it.each([
    ['nothing closed by itself', false],
    ['brackets and quotes closed by the editor', false],
    ['brackets and quotes closed by the editor', true],
  ] as const)(
    'typed, %s, shows no finding that vanishes again; beside the YAML extension: %s',
    async (how, yamlExtensionActive) => {
      await withEditor({ yamlExtensionActive }, async (editor) => {
        const seen = await type(editor, { uri, text, closing: hands[how] });
        expect(transient(editor, uri, seen)).toEqual([]);
      });
    },
  );

  it('shows no finding that vanishes again while a line is typed that is missing', async () => {
    await withEditor({ yamlExtensionActive: false }, async (editor) => {
      await editor.open(uri, languageOf(uri), text);
      for (const { index, 0: line } of text.matchAll(/.+/g)) {
        const [before, behind] = [text.slice(0, index), text.slice(index + line.length)];
        await key(editor, uri, before + behind);
        await pause(editor);
        const already = shown(editor, uri);
        const seen = await keys(editor, {
          uri,
          before,
          text: line,
          closing: hands['brackets and quotes closed by the editor'],
          behind,
        });
        const without = seen.map((each) => ({
          ...each,
          findings: each.findings.filter((one) => !already.includes(one)),
        }));
        expect(transient(editor, uri, without), line).toEqual([]);
      }
    });
  });

  it('is told what is wrong once somebody pauses', async () => {
    expect(text).toContain(part);
    await withEditor({ yamlExtensionActive: false }, async (editor) => {
      await type(editor, { uri, text: text.replace(part, instead) });
      expect(shown(editor, uri).join('\n')).toContain(rule);
    });
  });
});

it('says of pasted nodes and their DaemonSet at once what stays', async () => {
  const uri = 'file:///shop/nodes.yaml';
  await withEditor({ yamlExtensionActive: false }, async (editor) => {
    await editor.open(uri, 'yaml', '');
    await key(editor, uri, list(daemonSet({ ENABLE_POD_ENI: 'true' }), node('n1', 20), node('n2', 29)));
    const pasted = [{ typed: 'all of it', findings: shown(editor, uri) }];
    await pause(editor);
    expect(transient(editor, uri, pasted)).toEqual([]);
    expect(shown(editor, uri).join('\n')).toContain('Node n2 takes 29 pods');
  });
});
