import { nodeadmMaxPods, recommendedCap } from '../../ipam/maxPods.js';
import { message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import { clusterEnv, isWritten } from '../../model/env.js';
import type { Fix } from '../../model/fix.js';
import type { NodeConfig } from '../../model/nodeConfig.js';
import { placeOfGroup } from '../../model/nodeGroup.js';
import type { NodeGroup } from '../../model/resource.js';
import { groupCapacity, unsupportedPrefixes } from '../../plan/capacity.js';
import { assignedMaxPods } from '../../plan/maxPods.js';
import { bestCaseSettings } from '../../plan/settings.js';
import { lowest } from '../../text/extremes.js';
import { groupBy } from '../../text/groupBy.js';
import type { Finding, Related, Rule } from '../rule.js';
import { readNodeConfigs, typicalTypes } from './nodeConfigs.js';
import { addedMaxPods } from './overcommitment.js';

export const rule: Rule = {
  id: 'max-pods-not-raised',
  severity: 'info',
  followsSettings: true,
  combines: true,
  advice: message('Set max pods for these nodes'),
  reportsAbsence: true,
  silentWithout: ['nodeGroups', 'nodeConfigs'],
  *check(cluster) {
    const settings = bestCaseSettings(cluster);
    if (settings === undefined || !settings.prefixDelegation || settings.assumesPrefixes) return;
    for (const group of cluster.nodeGroups) yield* checkGroup(group, cluster);
    yield* checkNodeConfigs(cluster);
  },
};

function* checkGroup(group: NodeGroup, cluster: Cluster): Iterable<Finding> {
  const types = groupCapacity(group, cluster);
  if (types === undefined || group.maxPods.kind !== 'computed' || unsupportedPrefixes(group, cluster)) return;
  const judged = types.map(({ name, limits, servable }) => ({
    name,
    current: assignedMaxPods(group, limits),
    possible: Math.min(servable, recommendedCap(limits).pods),
  }));
  const possible = lowest(judged.map((type) => type.possible));
  const [first] = judged;
  const current = first?.current;
  // One number for all types must not take pods away from the large ones.
  if (first === undefined || current === undefined || !judged.every((type) => (type.current ?? possible) < possible))
    return;
  yield {
    at: placeOfGroup(group),
    message: message(
      'Prefix delegation is on, but no max pods is set: each {name} node still takes {current} pods, and could take {possible}',
      { name: first.name, current, possible },
    ),
    related: switchedOnAt(cluster),
    fixes: () => raise(group, possible, current),
  };
}

/** NodeConfigs of nodes that no group shows: those of one file are one, as nodeadm merges them. */
function* checkNodeConfigs(cluster: Cluster): Iterable<Finding> {
  const alone = readNodeConfigs(cluster).filter(({ group, isOverruled }) => group === undefined && !isOverruled);
  const [typical] = typicalTypes.filter(({ name }) => name === 'm5.large');
  if (typical === undefined) return;
  const open = [...groupBy(alone, ({ at }) => at.uri).values()].filter((merged) => merged.every(leavesMaxPods)).flat();
  for (const config of open.filter(({ namesCluster, isHybrid }) => namesCluster && !isHybrid)) {
    yield {
      at: config.place,
      message: message(
        'Prefix delegation is on, but this NodeConfig sets no max pods: the node takes the number of single addresses, such as {pods} on {name}, which could take {possible}',
        {
          pods: nodeadmMaxPods(typical.limits).pods,
          name: typical.name,
          possible: recommendedCap(typical.limits).pods,
        },
      ),
      related: switchedOnAt(cluster),
    };
  }
}

function leavesMaxPods({
  maxPods,
  maxPodsFlag,
  expression,
  misplaced,
  wrongDashes,
  partlyHidden,
}: NodeConfig): boolean {
  const isWritten = [maxPods, maxPodsFlag, expression].some(({ kind }) => kind !== 'absent');
  return !isWritten && !partlyHidden && misplaced.length === 0 && wrongDashes.length === 0;
}

function switchedOnAt(cluster: Cluster): readonly Related[] {
  const prefixes = clusterEnv(cluster).flag('ENABLE_PREFIX_DELEGATION');
  return isWritten(prefixes) ? [{ at: prefixes.at, message: message('Prefix delegation is on') }] : [];
}

function raise({ maxPods }: NodeGroup, pods: number, current: number): readonly Fix[] {
  const change = maxPods.kind === 'computed' ? addedMaxPods(maxPods, pods) : undefined;
  if (maxPods.kind !== 'computed' || maxPods.setting === undefined || change === undefined) return [];
  const { setting } = maxPods;
  return [
    {
      title: message('Set {setting} to {pods} instead of the default {current}', { setting, pods, current }),
      level: 'suggested',
      changes: [change],
    },
  ];
}
