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
  return doubted(root, place, (value, isOnLine) => isOnLine && value.span.start <= place.at);
}

/** The tree with the scalar open in which the parser met a later fault: what it says there is a guess, but nobody wrote that scalar. */
export function withGuess(root: Node, place: DoubtfulPlace): Node {
  return doubted(root, place, ({ kind, span }) => kind === 'scalar' && span.start <= place.at && place.at < span.end);
}

function doubted(
  node: Node,
  place: DoubtfulPlace,
  isMeant: (value: Node, isOnLine: boolean) => boolean,
  isOnLine = false,
): Node {
  const whole = isMeant(node, isOnLine) ? { ...node, open: true as const } : node;
  if (whole.kind === 'map') {
    const index = whole.entries.findLastIndex(({ span }) => span.start <= place.at);
    const last = whole.entries[index];
    if (last === undefined || last.alias !== undefined) return whole;
    const value = doubted(last.value, place, isMeant, last.key.span.start >= place.line);
    return { ...whole, entries: whole.entries.with(index, { ...last, value }) };
  }
  if (whole.kind === 'seq') {
    const index = whole.items.findLastIndex(({ value }) => value.span.start <= place.at);
    const last = whole.items[index];
    if (last === undefined || last.alias !== undefined) return whole;
    return { ...whole, items: whole.items.with(index, { ...last, value: doubted(last.value, place, isMeant) }) };
  }
  return whole;
}
