import { type Message, message, signs } from '../messages/message.js';
import type { Cluster } from '../model/cluster.js';
import type { Fix } from '../model/fix.js';
import { kindsOfCluster, type NodeKind } from '../plan/nodes.js';
import { hull, nodePool } from '../plan/pool.js';
import { type SettingsInForce, settingsInForce, targetNames, withTexts } from '../plan/settings.js';
import { rangeText } from '../text/numbers.js';

/** Variables with the values they are to have. */
export type Variables = readonly (readonly [name: string, value: string])[];

/** What a kind of node holds once variables are set, and what it holds now: `m5.large: 12–30 instead of 10–30 addresses`. */
export function poolEffect(
  variables: Variables,
  { type, pods }: NodeKind,
  settings: SettingsInForce,
): Message | undefined {
  if (settings.refused) return undefined;
  const bounds = (each: SettingsInForce): string | undefined => {
    const pool = nodePool(type.limits, each, pods);
    return pool.kind === 'pool' ? rangeText(hull([pool.idle.subnetIPs, pool.full.subnetIPs])) : undefined;
  };
  const after = bounds(withTexts(settings, Object.fromEntries(variables)));
  const before = bounds(settings);
  return after === undefined || before === undefined
    ? undefined
    : message('{type}: {after} instead of {before} addresses', { type: type.name, after, before });
}

/** The title of a fix, with what it makes of the pool of the cluster's nodes where all that decides about that is seen. */
export function titleWithEffect({ title, changes }: Fix, cluster: Cluster | undefined): Message {
  const variables = changes.flatMap(
    (change): Variables => (change.kind === 'setVariables' ? Object.entries(change.variables) : []),
  );
  const isAll = changes.every(({ kind }) => kind === 'setVariables') && variables.every(([name]) => isTarget(name));
  if (cluster === undefined || variables.length === 0 || !isAll) return title;
  const settings = settingsInForce(cluster);
  const [kind] = kindsOfCluster(cluster, settings);
  const effect = settings.isSeen && kind ? poolEffect(variables, kind, settings) : undefined;
  return effect ? signs('{title} ({effect})', { title, effect }) : title;
}

function isTarget(name: string): boolean {
  return targetNames.some((each) => each === name);
}
