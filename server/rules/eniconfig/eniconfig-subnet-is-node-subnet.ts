import { message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import { selectionKeys } from '../../model/eniConfigChoice.js';
import type { NodeGroup } from '../../model/resource.js';
import { nodeSubnets } from '../../model/subnets.js';
import type { Sourced } from '../../text/span.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'eniconfig-subnet-is-node-subnet',
  severity: 'info',
  *check(cluster) {
    if (selectionKeys(cluster).customNetworking === false) return;
    const ofNodes = cluster.nodeGroups.flatMap((group) => subnetIds(group, cluster));
    for (const { subnetId, securityGroupIds } of cluster.eniConfigs) {
      if (subnetId.kind !== 'known' || subnetId.value === '') continue;
      const same = ofNodes.find(({ value }) => value === subnetId.value);
      if (same === undefined) continue;
      yield {
        at: subnetId.at,
        message:
          securityGroupIds.length > 0
            ? message(
                '{subnet} is the subnet of the nodes: pods gain no addresses, only security groups, and each node loses the pods of its primary ENI',
                { subnet: subnetId.value },
              )
            : message(
                '{subnet} is the subnet of the nodes: pods gain nothing, and each node loses the pods of its primary ENI',
                { subnet: subnetId.value },
              ),
        related: [{ at: same.at, message: message('Nodes lie in this subnet') }],
      };
    }
  },
};

/** The ids of the subnets a group's nodes lie in, as far as they are seen. */
function subnetIds(group: NodeGroup, cluster: Cluster): readonly Sourced<string>[] {
  const named = group.subnetRefs.kind === 'known' ? group.subnetRefs.value : [];
  const ids = [...named, ...(nodeSubnets(group, cluster) ?? []).map(({ id }) => id)];
  return ids.flatMap((id) => (id.kind === 'known' ? [id] : []));
}
