import { list, message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import { clusterEnv, effective, ipFamilyOf, isWritten } from '../../model/env.js';
import { groupTypes, isServedByAnotherCni } from '../../model/groupTypes.js';
import { nameOfGroup, placeOfGroup } from '../../model/nodeGroup.js';
import type { NodeGroup } from '../../model/resource.js';
import type { Location } from '../../text/span.js';
import type { Finding, Rule } from '../rule.js';

export const rule: Rule = {
  id: 'ipv6-unsupported-instance',
  severity: 'error',
  combines: true,
  advice: message('Take a Nitro type, such as t3 for t2 or m5 for m4'),
  silentWithout: ['nodeGroups'],
  *check(cluster) {
    const asked = placeOfIpv6(cluster);
    if (asked === undefined) return;
    for (const group of cluster.nodeGroups) yield* checkGroup(group, asked, cluster);
  },
};

/** Where the cluster is said to be IPv6; undefined where it is not, or cannot be seen. */
function placeOfIpv6(cluster: Cluster): Location | undefined {
  const family = cluster.declaration?.ipFamily;
  if (family?.kind === 'known' && family.value === 'IPv6') return family.at;
  const setting = clusterEnv(cluster).flag('ENABLE_IPv6');
  const isOn = effective(setting) === true && ipFamilyOf(cluster) !== 'IPv4';
  return isOn && isWritten(setting) ? setting.at : undefined;
}

function* checkGroup(group: NodeGroup, asked: Location, cluster: Cluster): Iterable<Finding> {
  if (group.amiFamily === 'windows') {
    yield {
      at: placeOfGroup(group),
      severity: 'warning',
      message: message('EKS has Linux nodes only in an IPv6 cluster, and those of {group} are Windows', {
        group: nameOfGroup(group),
      }),
      advice: message('Keep Windows nodes in an IPv4 cluster'),
      related: [{ at: asked, message: message('IPv6 is chosen here') }],
    };
    return;
  }
  if (isServedByAnotherCni(group, cluster)) return;
  const types = groupTypes(group, cluster) ?? [];
  const xen = types.filter(({ limits }) => limits.hypervisor === 'xen' && !limits.bareMetal);
  const [first] = xen;
  if (first === undefined) return;
  yield {
    at: first.at,
    message: message(
      'IPv6 needs prefix delegation, and {types} of {group} cannot have it: aws-node exits on these nodes, and they stay NotReady',
      { types: list([...new Set(xen.map(({ name }) => name))]), group: nameOfGroup(group) },
    ),
    related: [{ at: asked, message: message('IPv6 is chosen here') }],
  };
}
