import type { Entry, MapNode, Node } from './node.js';

/** The value of a key, or undefined where the node is no mapping or has no such key. Merged keys (`<<`) count. */
export function get(node: Node | undefined, key: string): Node | undefined {
  return entryOf(node, key)?.value;
}

/** The entry that counts for a key: the last one written, as kubectl's and eksctl's readers take it, else a merged one. */
export function entryOf(node: Node | undefined, key: string): Entry | undefined {
  if (node?.kind !== 'map') return undefined;
  return isSmall(node) ? lastOf(node.entries, key) : effectiveEntries(node).get(key);
}

/** The entries that count, in written order, then the merged ones. Empty for anything but a mapping. */
export function entries(node: Node | undefined): readonly Entry[] {
  if (node?.kind !== 'map') return [];
  return isSmall(node) && !hasRepeatedKey(node) ? node.entries : [...effectiveEntries(node).values()];
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

/** Most mappings are so small that looking through them is cheaper than any index, and leaves nothing behind to collect. */
const mostToLookThrough = 12;

function isSmall({ entries: own, merges }: MapNode): boolean {
  return own.length <= mostToLookThrough && merges.length === 0;
}

/** Loops, because formats ask for every key they know of every mapping, and for all keys again and again. */
function lastOf(own: readonly Entry[], key: string): Entry | undefined {
  for (let index = own.length - 1; index >= 0; index--) {
    if (own[index]?.key.text === key) return own[index];
  }
  return undefined;
}

function hasRepeatedKey({ entries: own }: MapNode): boolean {
  for (let index = 1; index < own.length; index++) {
    const text = own[index]?.key.text;
    for (let before = 0; before < index; before++) if (own[before]?.key.text === text) return true;
  }
  return false;
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
