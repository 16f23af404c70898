import { lineBefore, lineEnd } from '../../text/lines.js';
import type { Span } from '../../text/span.js';
import type { Draft, Entry, MapNode } from '../node.js';
import { isRestFree, placeOf, placeOfMember, wholeLines } from './draft.js';
import type { Drafts } from './members.js';
import { flowStyle, insertInBrackets, insertLines, isNextLine, padOf, removeFromBrackets } from './members.js';
import { spellString } from './spell.js';

/** Entries of a mapping that are to move under one of its keys; `inner` is the mapping there, where there is one. */
export interface Move {
  readonly map: MapNode;
  readonly moved: readonly Entry[];
  readonly under: string;
  readonly inner: MapNode | undefined;
}

/** The move in a block mapping: whole lines move, with their comments at the end, and get more indentation. */
export function wrapLines(move: Move): Drafts {
  const { map, moved, under, inner } = move;
  const { text } = map.host;
  const pad = padOf(map);
  if (pad === undefined) return undefined;
  const isEmptyInner = inner?.style === 'flow' && inner.entries.length === 0;
  const innerPad =
    inner === undefined || isEmptyInner ? `${pad}  ` : inner.style === 'block' ? padOf(inner) : undefined;
  if (innerPad === undefined || innerPad.length <= pad.length) return undefined;
  const places = moved.map((entry) => placeOfMember(map.host, entry));
  if (!places.every(({ end }) => isRestFree(text, end))) return undefined;
  const deeper = ' '.repeat(innerPad.length - pad.length);
  const lines = places
    .map(({ start, end }) => innerPad + indentLines(text.slice(start, lineEnd(text, end)), deeper))
    .join('\n');
  const [first, ...rest] = places;
  if (first === undefined) return undefined;
  const leaving = inner === undefined ? rest : places;
  if (!leaving.every(({ start }) => lineBefore(text, start) === pad)) return undefined;
  const removals = runsOf(text, leaving).map(
    ({ start, end }): Draft => ({ ...wholeLines(text, start, end), newText: '' }),
  );
  if (inner === undefined) {
    const newText = `${spellString(under, 'plain')}:\n${lines}`;
    return [{ start: first.start, end: lineEnd(text, first.end), newText }, ...removals];
  }
  const added = isEmptyInner ? fillBrackets(text, placeOf(inner), lines) : insertLines(inner, innerPad.length, lines);
  return added && [...added, ...removals];
}

/** The move within brackets: on one line, or on lines of their own where the entries have that. */
export function wrapInBrackets(move: Move): Drafts {
  const { map, moved, under, inner } = move;
  const { text } = map.host;
  const indices = moved.map((entry) => map.entries.indexOf(entry));
  const places = moved.map((entry) => placeOfMember(map.host, entry));
  const fragments = places.map(({ start, end }) => text.slice(start, end));
  const [first] = places;
  if (first === undefined) return undefined;
  if (inner !== undefined) {
    const added = insertInBrackets(inner, inner.entries.at(-1), fragments.join(', '));
    const removed = removeFromBrackets(map, neighbors(indices, places));
    return added && removed && [...added, ...removed];
  }
  const before = lineBefore(text, first.start);
  const { keys, colon } = flowStyle(map);
  const body = /^[ \t]+$/.test(before)
    ? `{\n${fragments.map((fragment) => `${before}  ${indentLines(fragment, '  ')}`).join(',\n')}\n${before}}`
    : `{${fragments.join(', ')}}`;
  const removed = removeFromBrackets(map, neighbors(indices.slice(1), places.slice(1)));
  return removed && [{ ...first, newText: `${spellString(under, keys)}${colon}${body}` }, ...removed];
}

/** Every line but the first gets more indentation; blank lines stay blank. */
function indentLines(text: string, deeper: string): string {
  return text
    .split(/\r\n|\r|\n/)
    .map((line, index) => (index === 0 || line === '' ? line : deeper + line))
    .join('\n');
}

function fillBrackets(text: string, { start, end }: Span, lines: string): Drafts {
  const from = text.slice(0, start).trimEnd().length;
  return isRestFree(text, end) && text.charAt(from - 1) === ':'
    ? [{ start: from, end: lineEnd(text, end), newText: `\n${lines}` }]
    : undefined;
}

/** Places on lines that follow each other, joined. */
function runsOf(text: string, places: readonly Span[]): readonly Span[] {
  const runs: Span[] = [];
  for (const place of places) {
    const last = runs.at(-1);
    if (last !== undefined && isNextLine(text, last.end, place.start))
      runs[runs.length - 1] = { start: last.start, end: place.end };
    else runs.push(place);
  }
  return runs;
}

/** Places of entries that follow each other, joined. */
function neighbors(indices: readonly number[], places: readonly Span[]): readonly Span[] {
  const runs: Span[] = [];
  places.forEach((place, position) => {
    const last = runs.at(-1);
    const follows = position > 0 && indices[position] === (indices[position - 1] ?? -2) + 1;
    if (last !== undefined && follows) runs[runs.length - 1] = { start: last.start, end: place.end };
    else runs.push(place);
  });
  return runs;
}
