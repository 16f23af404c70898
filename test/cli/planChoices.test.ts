import { describe, expect, it } from 'vitest';
import type { ClusterPlan } from '../../server/index.js';
import { shop } from '../harness/shopOfTwoZones.js';
import { eniLens, folderWith, json } from './program.js';

/* What the choices of a plan offer: nothing that the tool of the cluster, or EKS, refuses. */

const kops = `apiVersion: kops.k8s.io/v1alpha2
kind: Cluster
metadata: { name: quay.example.com }
spec:
  kubernetesVersion: 1.31.0
  networkCIDR: 10.0.0.0/16
  networking: { amazonvpc: {} }
  subnets: [{ name: eu-west-1a, type: Private, zone: eu-west-1a, cidr: 10.0.0.0/24 }]
---
apiVersion: kops.k8s.io/v1alpha2
kind: InstanceGroup
metadata: { name: nodes, labels: { kops.k8s.io/cluster: quay.example.com } }
spec: { role: Node, machineType: m5.large, minSize: 2, maxSize: 4, subnets: [eu-west-1a] }
`;

const terraform = (more: string): string => `resource "aws_eks_cluster" "quay" {
  name = "quay"
  ${more}
}
resource "aws_eks_node_group" "web" {
  cluster_name    = aws_eks_cluster.quay.name
  node_group_name = "web"
  instance_types  = ["m5.large"]
  subnet_ids      = ["subnet-0aaaaaaaaaaaaaaa0"]
  scaling_config {
    min_size     = 1
    desired_size = 2
    max_size     = 12
  }
}
`;

const answers = (more: string): Readonly<Record<string, string>> => ({
  'cluster.json': `{"cluster":{"name":"quay","arn":"arn:aws:eks:eu-west-1:111122223333:cluster/quay","version":"1.31","resourcesVpcConfig":{"vpcId":"vpc-0aaaaaaaaaaaaaaaa"},
"kubernetesNetworkConfig":{"ipFamily":"ipv4"}${more}}}`,
  'group.json': `{"nodegroup":{"nodegroupName":"web","nodegroupArn":"arn:aws:eks:eu-west-1:111122223333:nodegroup/quay/web/1","clusterName":"quay",
"instanceTypes":["m5.large"],"amiType":"AL2023_x86_64_STANDARD","scalingConfig":{"minSize":1,"maxSize":4,"desiredSize":2},"subnets":["subnet-0aaaaaaaaaaaaaaa0"]}}`,
});

const eksctl = (before: string, after: string): Readonly<Record<string, string>> => ({
  'shop.yaml': shop.replace(before, after),
});

const capi = `apiVersion: controlplane.cluster.x-k8s.io/v1beta2
kind: AWSManagedControlPlane
metadata: { name: quay }
spec:
  eksClusterName: quay
  region: eu-west-1
  version: v1.31.0
  network: { vpc: { cidrBlock: 10.0.0.0/16 }, subnets: [{ id: subnet-0aaaaaaaaaaaaaaa0, cidrBlock: 10.0.0.0/24, availabilityZone: eu-west-1a }] }
  addons: [{ name: vpc-cni, version: v1.21.1 }]
---
apiVersion: infrastructure.cluster.x-k8s.io/v1beta2
kind: AWSManagedMachinePool
metadata: { name: web, labels: { cluster.x-k8s.io/cluster-name: quay } }
spec: { eksNodegroupName: web, instanceType: m5.large, scaling: { minSize: 1, maxSize: 4 } }
`;

const karpenter = `apiVersion: karpenter.sh/v1
kind: NodePool
metadata: { name: web }
spec:
  limits: { cpu: 64 }
  template:
    spec:
      nodeClassRef: { group: karpenter.k8s.aws, kind: EC2NodeClass, name: web }
      requirements: [{ key: node.kubernetes.io/instance-type, operator: In, values: [m5.large] }]
---
apiVersion: karpenter.k8s.aws/v1
kind: EC2NodeClass
metadata: { name: web }
spec: { amiFamily: AL2023, subnetSelectorTerms: [{ id: subnet-0aaaaaaaaaaaaaaa0 }] }
---
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: aws-node, namespace: kube-system }
spec: { template: { spec: { containers: [{ name: aws-node, env: [{ name: WARM_IP_TARGET, value: "2" }] }] } } }
`;

/** Undefined: it is possible. */
const clusters: readonly (readonly [
  name: string,
  files: Readonly<Record<string, string>>,
  refused: string | undefined,
])[] = [
  ['a cluster of kOps', { 'kops.yaml': kops }, 'kOps refuses the VPC CNI in an IPv6 cluster'],
  [
    'a group of Windows nodes',
    eksctl(
      'managedNodeGroups:',
      'managedNodeGroups:\n  - { name: win, instanceType: m5.large, amiFamily: WindowsServer2022CoreContainer }',
    ),
    'EKS has no Windows nodes in IPv6: win',
  ],
  [
    'hybrid nodes in eksctl',
    eksctl('addons:', 'remoteNetworkConfig: { remoteNodeNetworks: [{ cidrs: [10.80.0.0/16] }] }\naddons:'),
    'Hybrid nodes need an IPv4 cluster',
  ],
  [
    'an Outpost in eksctl',
    eksctl('addons:', 'outpost: { controlPlaneOutpostARN: "arn:aws:outposts:eu-west-1:1:outpost/op-1" }\naddons:'),
    'A cluster on Outposts has no IPv6',
  ],
  [
    'local zones in eksctl',
    eksctl('addons:', 'localZones: [us-west-2-lax-1a]\naddons:'),
    'eksctl refuses localZones in an IPv6 cluster',
  ],
  [
    'hybrid nodes in Terraform',
    { 'main.tf': terraform('remote_network_config { remote_node_networks { cidrs = ["10.80.0.0/16"] } }') },
    'Hybrid nodes need an IPv4 cluster',
  ],
  [
    'an Outpost in Terraform',
    { 'main.tf': terraform('outpost_config { outpost_arns = ["arn:aws:outposts:eu-west-1:1:outpost/op-1"] }') },
    'A cluster on Outposts has no IPv6',
  ],
  [
    'hybrid nodes of a running cluster',
    answers(',"remoteNetworkConfig":{"remoteNodeNetworks":[{"cidrs":["10.80.0.0/16"]}]}'),
    'Hybrid nodes need an IPv4 cluster',
  ],
  [
    'a type without prefixes',
    eksctl('m5.large', 't2.large'),
    't2.large cannot have prefixes: aws-node exits on it in an IPv6 cluster',
  ],
  [
    'a CNI from before IPv6',
    { ...eksctl('version: v1.21.1', ''), 'eni-lens.yaml': 'cniVersion: v1.9.3\n' },
    'This version of the CNI has no IPv6',
  ],
  ['plain eksctl', { 'shop.yaml': shop }, undefined],
  ['plain Terraform', { 'main.tf': terraform('') }, undefined],
  ['a running cluster', answers(''), undefined],
  ['Cluster API', { 'capi.yaml': capi }, undefined],
  ['Karpenter alone', { 'karpenter.yaml': karpenter }, undefined],
];

describe('the choices of a plan', () => {
  it.each(clusters)('offer IPv6 where it can be, and say else why not: %s', async (_name, files, refused) => {
    const outcome = await eniLens(['plan', '--format', 'json'], { cwd: folderWith(files) });
    const { clusters: plans } = json<{ readonly clusters: readonly ClusterPlan[] }>('plan', outcome);
    const { choices = [] } = plans.find((each) => each.choices.length > 0) ?? {};
    const six = choices.find(({ id }) => id === 'ipv6');
    expect([six?.isPossible, six?.reason]).toEqual(
      refused === undefined
        ? [true, expect.stringMatching(/^Needs a new cluster: nothing changes the IP family of one/)]
        : [false, refused],
    );
    expect(six?.addressesPerNode).toEqual(
      refused === undefined ? { idle: [1, 1], compared: [1, 1], full: [1, 1] } : undefined,
    );
    // What is possible comes first, and only that has numbers.
    const isPossible = choices.map((each) => each.isPossible);
    expect(isPossible).toEqual(isPossible.toSorted((one, other) => Number(other) - Number(one)));
    expect(choices.filter((each) => each.isPossible !== (each.maxPods !== undefined))).toEqual([]);
  });
});
