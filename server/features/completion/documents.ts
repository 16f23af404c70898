import { enumeration, message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import { knownValue } from '../../model/fact.js';
import { zonesOf } from './names.js';
import type { Proposal } from './proposal.js';

/**
 * Whole documents for an empty one: an ENIConfig for each zone of the cluster that has none, and each kind of document by itself. `cluster` is
 * the one the document would belong to, where that is one.
 */
export function documentProposals(cluster: Cluster | undefined): readonly Proposal[] {
  return [...(cluster ? eniConfigsPerZone(cluster) : []), ...single];
}

function eniConfigsPerZone(cluster: Cluster): readonly Proposal[] {
  const taken = new Set(cluster.eniConfigs.map(({ name }) => knownValue(name)));
  const zones = zonesOf(cluster).filter((zone) => !taken.has(zone));
  if (zones.length === 0) return [];
  return [
    {
      label: message('ENIConfig per zone'),
      kind: 'snippet',
      detail: enumeration(zones),
      documentation: message('One ENIConfig for each zone of the cluster, named like the zone'),
      text: zones.map((zone, index) => eniConfigText(zone, { first: 1 + 2 * index, securityGroups: [] })).join('---\n'),
      filter: 'ENIConfig eniconfig',
      rank: 0,
    },
  ];
}

/** Stands where a person is to write the id of a subnet. */
export const subnetPlaceholder = 'SUBNET_ID';

/**
 * An ENIConfig whose subnet, and whose security groups where none are given, are typed over from the place of the number `first` on. What stands
 * there before is read as a placeholder.
 */
export function eniConfigText(
  name: string,
  { first, securityGroups }: { readonly first: number; readonly securityGroups: readonly string[] },
): string {
  const groups = securityGroups.length > 0 ? securityGroups : [`\${${first + 1}:SECURITY_GROUP_ID}`];
  return [
    'apiVersion: crd.k8s.amazonaws.com/v1alpha1',
    'kind: ENIConfig',
    'metadata:',
    `  name: ${name}`,
    'spec:',
    `  subnet: \${${first}:${subnetPlaceholder}}`,
    '  securityGroups:',
    ...groups.map((id) => `    - ${id}`),
    '',
  ].join('\n');
}

const single: readonly Proposal[] = [
  {
    label: 'ENIConfig',
    kind: 'snippet',
    detail: message('one subnet and its security groups for pods'),
    text: eniConfigText('${1:ZONE_NAME}', { first: 2, securityGroups: [] }),
    filter: 'ENIConfig eniconfig',
    rank: 1,
  },
  {
    label: message('ClusterConfig with prefix delegation'),
    kind: 'snippet',
    detail: message('an eksctl cluster with the add-on vpc-cni'),
    text: `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata:
  name: \${1:CLUSTER_NAME}
  region: \${2:AWS_REGION}
addons:
  - name: vpc-cni
    configurationValues: |-
      env:
        ENABLE_PREFIX_DELEGATION: "true"
        WARM_PREFIX_TARGET: "1"
managedNodeGroups:
  - name: \${3:workers}
    instanceType: \${4:m5.large}
`,
    filter: 'ClusterConfig clusterconfig eksctl',
    rank: 2,
  },
  {
    label: 'SecurityGroupPolicy',
    kind: 'snippet',
    detail: message('security groups of their own for some pods'),
    text: `apiVersion: vpcresources.k8s.aws/v1beta1
kind: SecurityGroupPolicy
metadata:
  name: \${1:NAME}
  namespace: \${2:NAMESPACE}
spec:
  podSelector:
    matchLabels:
      \${3:app}: \${4:VALUE}
  securityGroups:
    groupIds:
      - \${5:SECURITY_GROUP_ID}
`,
    filter: 'SecurityGroupPolicy securitygrouppolicy sgp',
    rank: 5,
  },
  {
    label: 'NodeConfig',
    kind: 'snippet',
    detail: message('max pods for nodes of Amazon Linux 2023'),
    text: `apiVersion: node.eks.aws/v1alpha1
kind: NodeConfig
spec:
  kubelet:
    config:
      maxPods: \${1:110}
`,
    filter: 'NodeConfig nodeconfig',
    rank: 3,
  },
  {
    label: message('Patch of the DaemonSet aws-node'),
    kind: 'snippet',
    detail: message('variables of the VPC CNI'),
    text: `spec:
  template:
    spec:
      containers:
        - name: aws-node
          env:
            - name: \${1:ENABLE_PREFIX_DELEGATION}
              value: "\${2:true}"
`,
    filter: 'aws-node patch DaemonSet',
    rank: 4,
  },
];
