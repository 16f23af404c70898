import { message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import { lateSettings } from '../../model/cniOrder.js';
import { entryOf } from '../../model/env.js';
import type { Fix } from '../../model/fix.js';
import { isComputedByEks, nameOfGroup, placeOfGroup } from '../../model/nodeGroup.js';
import type { MadeAfterNodes, NodeGroup } from '../../model/resource.js';
import { groupCapacity } from '../../plan/capacity.js';
import { eksMaxPods, seenByEks } from '../../plan/maxPods.js';
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
    const only = lateSettings(cluster);
    if (only === undefined) return;
    const [first, ...more] = cluster.nodeGroups.flatMap((group) => tooLow(group, cluster));
    if (first === undefined) return;
    const { madeAfterNodes } = only;
    const isAddon = only.takenBy === 'addon';
    yield {
      at: isAddon ? madeAfterNodes.at : (entryOf(only, 'ENABLE_PREFIX_DELEGATION')?.name.at ?? madeAfterNodes.at),
      message: isAddon
        ? message(
            'The nodes of {group} are made before this add-on turns prefix delegation on: EKS computes max pods of {low} for them instead of {high}',
            { group: nameOfGroup(first.group), low: first.low, high: first.high },
          )
        : message(
            'The nodes are made before this command turns prefix delegation on: EKS computes max pods of {low} for them instead of {high}, and they keep single addresses',
            { low: first.low, high: first.high },
          ),
      ...(isAddon
        ? {}
        : {
            advice: message(
              'Turn it on before the nodes are made, as the vpc-cni add-on of a ClusterConfig does, or replace the nodes afterwards',
            ),
          }),
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
  readonly low: number;
  readonly high: number;
}

/** A group of which EKS computes fewer pods as long as prefix delegation is off. */
function tooLow(group: NodeGroup, cluster: Cluster): readonly TooLow[] {
  const settings = settingsInForce(cluster);
  const { ipam, version } = settings;
  const types = group.amiFamily === 'windows' ? undefined : groupCapacity(group, cluster);
  if (types === undefined || group.maxPods.kind !== 'computed' || !isComputedByEks(group) || !ipam.prefixDelegation)
    return [];
  const low = eksMaxPods(types, seenByEks(settings), version)?.pods;
  const high = eksMaxPods(types, ipam, version)?.pods;
  return low === undefined || high === undefined || low >= high ? [] : [{ group, low, high }];
}

function fixes({ first }: MadeAfterNodes): readonly Fix[] {
  return first === undefined
    ? []
    : [{ title: message('Make the add-on before the node groups'), level: 'suggested', changes: [first] }];
}
