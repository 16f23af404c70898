import { memoized } from '../../text/memo.js';
import { mayHoldTemplate } from '../../text/template.js';
import type { Entry, ScalarNode } from '../node.js';
import type { Cursor } from './directCursor.js';

/** A key that needs no further thought: no merge, no template, not very long. What is escaped is not seen in the whole text. */
export function isSimpleKey({ text, style }: ScalarNode, { mayBeTemplate }: Cursor): boolean {
  const isSeen = !mayBeTemplate && style !== 'double';
  return text.length < 1000 && text !== '<<' && (isSeen || !mayHoldTemplate(text));
}

/** Most mappings are so small that looking through them is cheaper than a set for each. */
const mostToLookThrough = 12;

/** True when a mapping that is being read has a key already; `before` are its entries so far. */
export function isRepeated({ text }: ScalarNode, before: readonly Entry[]): boolean {
  if (before.length <= mostToLookThrough) {
    for (const { key } of before) if (key.text === text) return true;
    return false;
  }
  const known = keysOf(before);
  for (let next = before[known.size]; next !== undefined; next = before[known.size]) known.add(next.key.text);
  return known.has(text);
}

/** The keys of a large mapping, as far as they were asked for: one for each entry, because none is repeated. */
const keysOf = memoized((_: readonly Entry[]) => new Set<string>());
