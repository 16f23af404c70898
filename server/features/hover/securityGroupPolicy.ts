import { list, type Message, message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import { clusterEnv, effective } from '../../model/env.js';
import { knownValue } from '../../model/fact.js';
import type { SecurityGroupPolicy } from '../../model/securityGroupPolicy.js';
import { pages } from '../links.js';
import { type Content, inputOfFact, settingInput } from './content.js';
import { typesTable } from './typesTable.js';

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
    tables: typesTable(cluster, message('Branch ENIs per node'), ({ trunking, branchEnis }) =>
      trunking === true ? (branchEnis ?? '?') : trunking === false ? 0 : '?',
    ),
    inputs: [
      ...inputOfFact(message('namespace'), policy.namespace),
      ...settingInput('ENABLE_POD_ENI', podEni),
      ...settingInput('POD_SECURITY_GROUP_ENFORCING_MODE', mode),
    ],
    caveats: isOff ? [] : modeCaveats(effective(mode) ?? 'strict', cluster),
    links: [{ title: message('Security groups for pods'), href: pages.podEni }],
  };
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
