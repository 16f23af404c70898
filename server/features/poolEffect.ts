import { type Message, message, signs } from '../messages/message.js';
import type { Cluster } from '../model/cluster.js';
import type { Fix } from '../model/fix.js';
import { rangeText } from './hover/content.js';
import { hull, kindsOfCluster, type NodeKind, nodePool, type PoolSettings, poolSettings, targetNames } from './pool.js';

/** Variables with the values they are to have. */
export type Variables = readonly (readonly [name: string, value: string])[];

/** What a kind of node holds once variables are set, and what it holds now: `m5.large: 12–30 instead of 10–30 addresses`. */
export function poolEffect(
  variables: Variables,
  { type, limits, maxPods }: NodeKind,
  { env, refused }: PoolSettings,
): Message | undefined {
  if (refused) return undefined;
  const bounds = (texts: PoolSettings['env']): string | undefined => {
    const pool = nodePool(limits, texts, maxPods);
    return pool.kind === 'pool' ? rangeText(hull([pool.idle, pool.full])) : undefined;
  };
  const after = bounds({ ...env, ...Object.fromEntries(variables) });
  const before = bounds(env);
  return after === undefined || before === undefined
    ? undefined
    : message('{type}: {after} instead of {before} addresses', { type, after, before });
}

/** The title of a fix, with what it makes of the pool of the cluster's nodes where all that decides about that is seen. */
export function titleWithEffect({ title, changes }: Fix, cluster: Cluster | undefined): Message {
  const variables = changes.flatMap(
    (change): Variables =>
      change.kind === 'setVariable' && isTarget(change.name) ? [[change.name, change.value]] : [],
  );
  if (cluster === undefined || variables.length === 0 || variables.length < changes.length) return title;
  const settings = poolSettings(cluster);
  const isSeen = [...settings.inputs.values()].every(({ source }) => source.kind !== 'assumed');
  const [kind] = kindsOfCluster(cluster, settings);
  const effect = isSeen && kind ? poolEffect(variables, kind, settings) : undefined;
  return effect ? signs('{title} ({effect})', { title, effect }) : title;
}

function isTarget(name: string): boolean {
  return targetNames.some((each) => each === name);
}
