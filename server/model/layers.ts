import { memoizedPair } from '../text/memo.js';
import type { Cluster } from './cluster.js';
import type { Fact } from './fact.js';
import type { CniSettings } from './resource.js';

/*
 * Settings that are made one after the other are one to a cluster: what they come to. Their containers stay as they are, the earliest
 * first, so that the last entry of a name counts as it does in one list, and a fix finds the place that an entry stands in.
 */

/** The settings of a cluster: those of a stack as one, in the place of its last layer, the others as they are. */
export function settledSettings(all: readonly CniSettings[]): readonly CniSettings[] {
  if (all.every(({ layer }) => layer === undefined)) return all;
  return all.flatMap((settings) => {
    const stack = stackOf(settings, all);
    if (stack.at(-1) !== settings) return [];
    const [lowest = settings, ...others] = stack;
    return [others.reduce((below, above) => onTop(below, above), lowest)];
  });
}

/** What a carrier's settings are a part of in its cluster: the stack as a whole, or themselves. */
export function settledIn({ settings: all }: Cluster, settings: CniSettings): CniSettings {
  return all.find(({ layers }) => layers.includes(settings)) ?? settings;
}

/** What settings were put together from, the earliest first: themselves where one carrier writes them. */
export function layersOf(settings: CniSettings): readonly CniSettings[] {
  return settings.layers.length > 0 ? settings.layers : [settings];
}

/** All layers of the stack that settings are in, the earliest first. */
function stackOf(settings: CniSettings, all: readonly CniSettings[]): readonly CniSettings[] {
  const { layer } = settings;
  if (layer === undefined) return [settings];
  const same = all.filter((other) => other.layer?.stack === layer.stack);
  return same.toSorted((a, b) => (a.layer?.order ?? 0) - (b.layer?.order ?? 0));
}

/** A memo, because a stack that stays the same is the same settings: what was found out about them is kept. */
const onTop = memoizedPair(
  (below: CniSettings, above: CniSettings): CniSettings => ({
    ...above,
    whole: below.whole,
    // What a layer does not write is as the layers below have it, unless it may write what cannot be seen.
    absent: above.partlyHidden ? 'unknown' : below.absent,
    layers: [...layersOf(below), above],
    clusterName: said(above.clusterName) ? above.clusterName : below.clusterName,
    containers: [...below.containers, ...above.containers],
    version: said(above.version) ? above.version : below.version,
    imageName: said(above.imageName) ? above.imageName : below.imageName,
    newBlocks: { ...below.newBlocks, ...above.newBlocks },
    partlyHidden: below.partlyHidden || above.partlyHidden,
  }),
);

/** True where a layer writes the field, readable or not. */
function said(fact: Fact<unknown>): boolean {
  return fact.kind === 'known' || (fact.kind === 'unknown' && fact.at !== undefined);
}
