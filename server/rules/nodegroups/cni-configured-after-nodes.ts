import { message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import { knownValue } from '../../model/fact.js';
import type { Fix } from '../../model/fix.js';
import { isComputedByEks, placeOfGroup } from '../../model/nodeGroup.js';
import type { MadeAfterNodes, NodeGroup } from '../../model/resource.js';
import { groupCapacity } from '../../plan/capacity.js';
import { eksMaxPods } from '../../plan/nodes.js';
import { settingsInForce } from '../../plan/settings.js';
import type { Finding, Rule } from '../rule.js';

export const rule: Rule = {
  id: 'cni-configured-after-nodes',
  severity: 'warning',
  followsSettings: true,
  combines: true,
  advice: message(
    'Make the add-on before the node groups; nodes that run already get the new number once they are replaced',
  ),
  silentWithout: ['settings'],
  *check(cluster) {
    // Of several add-ons nobody can say which one the nodes find.
    const [only, ...others] = cluster.settings.filter(({ takenBy }) => takenBy === 'addon');
    if (only?.madeAfterNodes === undefined || others.length > 0) return;
    const [first, ...more] = cluster.nodeGroups.flatMap((group) => tooLow(group, cluster));
    if (first === undefined) return;
    const { madeAfterNodes } = only;
    yield {
      at: madeAfterNodes.at,
      message: message(
        'The nodes of {group} are made before this add-on turns prefix delegation on: EKS computes max pods of {low} for them instead of {high}',
        { group: first.name, low: first.low, high: first.high },
      ),
      related: [first, ...more].map(({ group, low }) => ({
        at: placeOfGroup(group),
        message: message('These nodes get max pods of {low}', { low }),
      })),
      fixes: () => fixes(madeAfterNodes),
    } satisfies Finding;
  },
};

interface TooLow {
  readonly group: NodeGroup;
  readonly name: string;
  readonly low: number;
  readonly high: number;
}

/** A group of which EKS computes fewer pods as long as prefix delegation is off. */
function tooLow(group: NodeGroup, cluster: Cluster): readonly TooLow[] {
  const { ipam, version } = settingsInForce(cluster);
  const types = group.amiFamily === 'windows' ? undefined : groupCapacity(group, cluster);
  if (types === undefined || group.maxPods.kind !== 'computed' || !isComputedByEks(group) || !ipam.prefixDelegation)
    return [];
  const low = eksMaxPods(types, { ...ipam, prefixDelegation: false }, version)?.pods;
  const high = eksMaxPods(types, ipam, version)?.pods;
  const name = knownValue(group.name);
  return low === undefined || high === undefined || name === undefined || low >= high
    ? []
    : [{ group, name, low, high }];
}

function fixes({ first }: MadeAfterNodes): readonly Fix[] {
  return first === undefined
    ? []
    : [{ title: message('Make the add-on before the node groups'), level: 'suggested', changes: [first] }];
}
