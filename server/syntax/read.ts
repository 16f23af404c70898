import type { Entry, MapNode, Node } from './node.js';

/** The value of a key, or undefined where the node is no mapping or has no such key. Merged keys (`<<`) count. */
export function get(node: Node | undefined, key: string): Node | undefined {
  return entry(node, key)?.value;
}

/** The entry that counts for a key: the last one written, as kubectl's and eksctl's readers take it, else a merged one. */
export function entry(node: Node | undefined, key: string): Entry | undefined {
  return node?.kind === 'map' ? effectiveEntries(node).get(key) : undefined;
}

/** The entries that count, in written order, then the merged ones. Empty for anything but a mapping. */
export function entries(node: Node | undefined): readonly Entry[] {
  return node?.kind === 'map' ? [...effectiveEntries(node).values()] : [];
}

/** The items of a list, aliases followed. Empty for anything but a list. */
export function items(node: Node | undefined): readonly Node[] {
  return node?.kind === 'seq' ? node.items.map(({ value }) => value) : [];
}

/** The value behind several keys, one within the other. */
export function path(node: Node | undefined, ...keys: readonly string[]): Node | undefined {
  return keys.reduce(get, node);
}

/** The text of a scalar as written (`012`, `yes`; a string without its quotes), or undefined for null and for what is no scalar. */
export function textOf(node: Node | undefined): string | undefined {
  return node?.kind === 'scalar' && node.value !== null ? node.text : undefined;
}

/** A memo: nodes never change, and an entry goes with its node. */
const known = new WeakMap<MapNode, ReadonlyMap<string, Entry>>();

/** Merges within merges are followed so far; the first `mostMergedEntries` of a mapping are taken. */
const deepestMerge = 32;
const mostMergedEntries = 100_000;

function effectiveEntries(map: MapNode): ReadonlyMap<string, Entry> {
  const before = known.get(map);
  if (before !== undefined) return before;
  const found = collectEntries(map, 0);
  known.set(map, found);
  return found;
}

function collectEntries(map: MapNode, depth: number): ReadonlyMap<string, Entry> {
  const found = new Map<string, Entry>();
  for (const own of map.entries) found.set(own.key.text, own);
  if (depth >= deepestMerge) return found;
  for (const merged of map.merges) {
    if (merged.kind !== 'map') continue;
    for (const [key, inherited] of known.get(merged) ?? collectEntries(merged, depth + 1)) {
      if (found.size >= mostMergedEntries) return found;
      if (!found.has(key)) found.set(key, inherited);
    }
  }
  return found;
}
