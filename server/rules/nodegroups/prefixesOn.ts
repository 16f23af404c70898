import { recommendedCap } from '../../ipam/maxPods.js';
import { isPrefixCapable } from '../../ipam/settings.js';
import type { Change } from '../../model/change.js';
import type { Cluster } from '../../model/cluster.js';
import { clusterEnv, effective, entryOf, isWritten, type Setting } from '../../model/env.js';
import { groupTypes } from '../../model/groupTypes.js';
import type { CniSettings, EnvEntry, NodeGroup } from '../../model/resource.js';
import { hasShippedValue, isRendered, isShippedAlong } from '../../model/shippedValues.js';
import { prefixesAsWarmAs } from '../../plan/warmPrefixes.js';
import { memoized } from '../../text/memo.js';
import { blockOf, settingVariables } from '../fixes.js';
import { isTarget } from '../poolTargets.js';

/** How prefix delegation is turned on. */
export interface PrefixesOn {
  /** None where that would make another setting or another group wrong. */
  readonly changes: readonly Change[];
  /** What takes the place of warm ENIs that somebody chose; undefined where nobody did, or they do not count. */
  readonly warm?: KeptWarm;
}

/** Warm ENIs, and the warm prefixes with which a node has at least as many free addresses. */
export interface KeptWarm {
  readonly enis: number;
  readonly prefixes: number;
}

/** What turns on prefix delegation for a group. `carrier`: the only settings of the cluster; undefined where none are listed. */
export function prefixesOn(carrier: CniSettings | undefined, cluster: Cluster, group: NodeGroup): PrefixesOn {
  const inTheWay = groupsInTheWay(cluster);
  if (inTheWay.size > (inTheWay.has(group) ? 1 : 0)) return { changes: [] };
  if (carrier) return changesIn(carrier, cluster);
  const block = cluster.declaration?.newAddonBlock;
  return { changes: block ? [{ kind: 'setVariables', block, variables: turnedOn }] : [] };
}

const turnedOn = { ENABLE_PREFIX_DELEGATION: 'true' };

function changesIn(carrier: CniSettings, cluster: Cluster): PrefixesOn {
  const env = clusterEnv(cluster);
  const chosenIn = (setting: Setting<number>): EnvEntry | undefined =>
    isWritten(setting) && !isShippedAlong(setting.entry, carrier) ? setting.entry : undefined;
  const [warmEni, warmPrefix] = [env.integer('WARM_ENI_TARGET'), env.integer('WARM_PREFIX_TARGET')];
  const counted = [env.integer('WARM_IP_TARGET'), env.integer('MINIMUM_IP_TARGET')];
  const countsAddresses = counted.some(isTarget);
  const entry = chosenIn(warmEni);
  // Which of two targets that somebody chose is to count is for a person to say.
  if (chosenIn(warmPrefix) && (countsAddresses || (entry && !hasShippedValue(entry)))) return { changes: [] };
  if (entry && !countsAddresses && !hasShippedValue(entry))
    return keepingWarm(entry, effective(warmEni), carrier, cluster);
  const isZero = (setting: Setting<number>): boolean => setting.kind !== 'unknown' && (effective(setting) ?? 0) === 0;
  // ipamd refuses prefix delegation without any warm target.
  const target = [warmPrefix, ...counted].every(isZero) ? { WARM_PREFIX_TARGET: '1' } : {};
  const instead = 'WARM_PREFIX_TARGET' in target || entry === undefined ? [] : insteadOf(entry, carrier);
  if (instead.length > 0) return { changes: instead };
  const change = settingVariables(carrier, { ...turnedOn, ...target });
  return { changes: change ? [change] : [] };
}

/** A WARM_ENI_TARGET that has no effect beside prefixes: the entry becomes the one that turns them on. None where there are both. */
function insteadOf(entry: EnvEntry, carrier: CniSettings): readonly Change[] {
  const hasBoth = entryOf(carrier, 'ENABLE_PREFIX_DELEGATION') !== undefined;
  return hasBoth ? [] : becomes(entry, 'ENABLE_PREFIX_DELEGATION', 'true', carrier);
}

/** Warm prefixes in the place of the warm ENIs that somebody chose, which prefix delegation does not look at. */
function keepingWarm(entry: EnvEntry, enis: number | undefined, carrier: CniSettings, cluster: Cluster): PrefixesOn {
  if (enis === undefined) return { changes: [] };
  const prefixes = prefixesAsWarmAs(enis, cluster);
  const hasTarget = entryOf(carrier, 'WARM_PREFIX_TARGET') !== undefined;
  const target = String(prefixes);
  const replaced = hasTarget ? withoutWarmEni(entry, carrier) : becomes(entry, 'WARM_PREFIX_TARGET', target, carrier);
  const set = settingVariables(carrier, { ...turnedOn, ...(hasTarget ? { WARM_PREFIX_TARGET: target } : {}) });
  return replaced.length === 0 || set === undefined
    ? { changes: [] }
    : { changes: [...replaced, set], warm: { enis, prefixes } };
}

/** A list of all variables keeps the one that is shipped with it. */
function withoutWarmEni(entry: EnvEntry, carrier: CniSettings): readonly Change[] {
  if (isRendered(carrier)) return becomes(entry, 'WARM_ENI_TARGET', '1', carrier);
  const block = blockOf(carrier, entry);
  return block ? [{ kind: 'removeVariable', block, at: entry.name.at }] : [];
}

function becomes(entry: EnvEntry, name: string, value: string, carrier: CniSettings): readonly Change[] {
  const block = blockOf(carrier, entry);
  if (block === undefined || entry.value.kind !== 'literal') return [];
  return [
    ...(name === entry.name.value ? [] : [{ kind: 'renameVariable', block, at: entry.name.at, name } as const]),
    ...(value === entry.value.text
      ? []
      : [{ kind: 'replaceValue', at: entry.value.at, value, asString: true } as const]),
  ];
}

/** The groups that prefix delegation would make wrong. */
const groupsInTheWay = memoized(
  (cluster: Cluster): ReadonlySet<NodeGroup> =>
    new Set(cluster.nodeGroups.filter((group) => !staysRight(group, cluster))),
);

/** True when a group can take part in prefix delegation without a change of its own. A number that its nodes compute stays, and is served as before. */
function staysRight(group: NodeGroup, cluster: Cluster): boolean {
  const limits = (groupTypes(group, cluster) ?? []).map((type) => type.limits);
  const { maxPods } = group;
  if (group.amiFamily === 'windows') return true;
  if (!limits.every(isPrefixCapable)) return false;
  return maxPods.kind !== 'set' || limits.every((each) => maxPods.value <= recommendedCap(each).pods);
}
