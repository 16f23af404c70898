import type { Node } from '../node.js';

/** A fault of syntax: where it is, and where its line starts. */
export interface DoubtfulPlace {
  readonly at: number;
  readonly line: number;
}

/**
 * The tree with the value open at which its reading went wrong: the last one before the fault, or around it, where both are on one line.
 * What is said of that value would be a second fault for the first one, such as of `"{ "` in `values: "{ "a": 1 }"`.
 */
export function withDoubt(root: Node, place: DoubtfulPlace): Node {
  return doubted(root, place, false);
}

function doubted(node: Node, place: DoubtfulPlace, isOnLine: boolean): Node {
  if (isOnLine && node.span.start <= place.at) return { ...node, open: true };
  if (node.kind === 'map') {
    const index = node.entries.findLastIndex(({ span }) => span.start <= place.at);
    const last = node.entries[index];
    if (last === undefined || last.alias !== undefined) return node;
    const value = doubted(last.value, place, last.key.span.start >= place.line);
    return { ...node, entries: node.entries.with(index, { ...last, value }) };
  }
  if (node.kind === 'seq') {
    const index = node.items.findLastIndex(({ value }) => value.span.start <= place.at);
    const last = node.items[index];
    if (last === undefined || last.alias !== undefined) return node;
    return { ...node, items: node.items.with(index, { ...last, value: doubted(last.value, place, false) }) };
  }
  return node;
}
