import { list, type Message, message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import { clusterEnv, effective, type Setting } from '../../model/env.js';
import { knownValue } from '../../model/fact.js';
import { distinctTypes, isServedByAnotherCni } from '../../model/groupTypes.js';
import { nameOfGroup } from '../../model/nodeGroup.js';
import type { SecurityGroupPolicy } from '../../model/securityGroupPolicy.js';
import { sourceOfSetting } from '../../plan/source.js';
import { pages } from '../links.js';
import { type Content, type Input, inputOfFact, type Table } from './content.js';

/** What a SecurityGroupPolicy gives its pods, on which nodes, and what it takes away from them. Undefined for one without a name. */
export function securityGroupPolicyContent(policy: SecurityGroupPolicy, cluster: Cluster): Content | undefined {
  const name = knownValue(policy.name);
  if (name === undefined) return undefined;
  const env = clusterEnv(cluster);
  const podEni = env.flag('ENABLE_POD_ENI');
  const mode = env.text('POD_SECURITY_GROUP_ENFORCING_MODE');
  const isOff = podEni.kind === 'set' && !podEni.value;
  const ids = (knownValue(policy.groupIds) ?? []).flatMap((id) => knownValue(id) ?? []);
  return {
    answer: isOff
      ? message('SecurityGroupPolicy {name}: no EC2 node offers the branch ENIs its pods ask for', { name })
      : ids.length === 0
        ? message('SecurityGroupPolicy {name}: each of its pods gets a branch ENI', { name })
        : message('SecurityGroupPolicy {name}: each of its pods gets a branch ENI with {groups}', {
            name,
            groups: list(ids),
          }),
    about: [
      message(
        'A node runs as many of these pods as it has branch ENIs, and they count for max pods as all others. Where several policies select a pod, it gets the groups of all.',
      ),
    ],
    tables: branchTable(cluster),
    inputs: [
      ...inputOfFact(message('namespace'), policy.namespace),
      ...settingInput('ENABLE_POD_ENI', podEni),
      ...settingInput('POD_SECURITY_GROUP_ENFORCING_MODE', mode),
    ],
    caveats: isOff ? [] : modeCaveats(effective(mode) ?? 'strict', cluster),
    links: [{ title: message('Security groups for pods'), href: pages.podEni }],
  };
}

function settingInput(name: string, setting: Setting<boolean | string>): readonly Input[] {
  const value = effective(setting);
  if (value === undefined) return [];
  return [{ name, value: String(value), source: sourceOfSetting(setting) }];
}

/** The branch ENIs of each type of each group that the VPC CNI serves. */
function branchTable(cluster: Cluster): readonly Table[] {
  const rows = cluster.nodeGroups
    .filter((group) => group.amiFamily !== 'windows' && !isServedByAnotherCni(group, cluster))
    .flatMap((group) =>
      (distinctTypes(group, cluster) ?? []).map(({ name, limits }) => [
        nameOfGroup(group),
        name,
        limits.trunking === true ? (limits.branchEnis ?? '?') : limits.trunking === false ? 0 : '?',
      ]),
    );
  return rows.length > 0
    ? [{ head: [message('Node group'), message('Instance type'), message('Branch ENIs per node')], rows }]
    : [];
}

/** Source: amazon-vpc-cni-k8s v1.23.1, README.md, POD_SECURITY_GROUP_ENFORCING_MODE; EKS user guide, "Assign security groups to individual Pods". */
function modeCaveats(mode: string, cluster: Cluster): readonly Message[] {
  const custom = effective(clusterEnv(cluster).flag('AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG')) === true;
  const ofMode =
    mode === 'standard'
      ? [
          message(
            'In standard mode the groups do not hold between pods of one node, and not for traffic out of the VPC unless AWS_VPC_K8S_CNI_EXTERNALSNAT is true',
          ),
        ]
      : [
          message(
            'In strict mode all traffic of these pods passes the branch ENI: NodeLocal DNSCache, kube-proxy in ipvs mode, and Services with instance targets and externalTrafficPolicy Local do not work for them; TCP probes need DISABLE_TCP_EARLY_DEMUX in the init container',
          ),
        ];
  return [
    ...ofMode,
    ...(custom
      ? [
          message(
            'With custom networking these pods get the subnet of the ENIConfig, and the groups of the policy in place of its own',
          ),
        ]
      : []),
  ];
}
