import { message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import { selectionKeys } from '../../model/eniConfigChoice.js';
import type { Fact } from '../../model/fact.js';
import type { Subnet } from '../../model/resource.js';
import { nodeSubnets } from '../../model/subnets.js';
import { memoized } from '../../text/memo.js';
import type { Sourced } from '../../text/span.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'eniconfig-subnet-is-node-subnet',
  severity: 'info',
  followsSettings: true,
  advice: message('Name a subnet of a range of its own, such as one of 100.64.0.0/10, or turn custom networking off'),
  silentWithout: ['eniConfigs'],
  *check(cluster) {
    if (selectionKeys(cluster).customNetworking === false) return;
    const ofNodes = idsOfNodes(cluster);
    for (const { subnetId, subnetKey, securityGroupIds } of cluster.eniConfigs) {
      const named = subnetKey ?? (subnetId.kind === 'known' ? subnetId : undefined);
      const same = named?.value ? ofNodes.get(named.value) : undefined;
      if (named === undefined || same === undefined) continue;
      yield {
        at: named.at,
        message:
          securityGroupIds.length > 0
            ? message(
                '{subnet} is the subnet of the nodes: pods gain no addresses, only security groups, and each node loses the pods of its primary ENI',
                { subnet: named.value },
              )
            : message(
                '{subnet} is the subnet of the nodes: pods gain nothing, and each node loses the pods of its primary ENI',
                { subnet: named.value },
              ),
        related: [{ at: same.at, message: message('Nodes lie in this subnet') }],
      };
    }
  },
};

/** The ids of the subnets nodes lie in, as far as they are seen, each with the first place that says so. */
function idsOfNodes(cluster: Cluster): ReadonlyMap<string, Sourced<string>> {
  const lists = cluster.nodeGroups.flatMap((group) => {
    const named = group.subnetRefs.kind === 'known' ? [group.subnetRefs.value] : [];
    return [...named, idsOf(nodeSubnets(group, cluster) ?? none)];
  });
  const ids = [...new Set(lists)].flat().flatMap((id) => (id.kind === 'known' ? [id] : []));
  return new Map(ids.toReversed().map((id) => [id.value, id]));
}

const none: readonly Subnet[] = [];

/** A memo, because groups that are placed alike share the list of their subnets. */
const idsOf = memoized((subnets: readonly Subnet[]): readonly Fact<string>[] => subnets.map(({ id }) => id));
