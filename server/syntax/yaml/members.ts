import { lineBefore, lineEnd } from '../../text/lines.js';
import { memoized } from '../../text/memo.js';
import type { Span } from '../../text/span.js';
import { isTemplate } from '../../text/template.js';
import { isJson } from '../host.js';
import type { Draft, Entry, Item, MapNode, Node, ScalarNode, SeqNode } from '../node.js';
import { endWithComments, isRestFree, placeOf, placeOfMember, wholeLines, withComma } from './draft.js';
import type { FlowStyle, Quoting } from './spell.js';

/** What changes when members of a mapping or a list are added or removed; undefined where that is not safe. */
export type Drafts = readonly Draft[] | undefined;

/** The blanks before the lines of a block mapping's keys, or undefined where they cannot be told. */
export const padOf = memoized((map: MapNode): string | undefined => {
  const { text } = map.host;
  const prefixes = map.entries.map((entry) => {
    const { start } = placeOfMember(map.host, entry);
    return lineBefore(text, start);
  });
  const [first] = prefixes;
  const own = prefixes.find((prefix) => /^ *$/.test(prefix));
  return own ?? (first !== undefined && /^ *(?:- +)+$/.test(first) ? ' '.repeat(first.length) : undefined);
});

/** New lines behind the last line of a block mapping or list whose members start at `column`. */
export function insertLines(container: MapNode | SeqNode, column: number, lines: string): Drafts {
  const { text } = container.host;
  const { end } = placeOf(container);
  if (!isRestFree(text, end) || keepsLines(container)) return undefined;
  const at = endWithComments(text, end, column);
  return [{ start: at, end: at, newText: `\n${lines}` }];
}

/** A new member behind the last one within brackets. */
export function insertInBrackets(
  container: MapNode | SeqNode,
  last: Entry | Item | undefined,
  fragment: string,
): Drafts {
  const { host } = container;
  const { text } = host;
  const place = placeOf(container);
  if (!hasBrackets(text, place)) return undefined;
  const inside = { start: place.start + 1, end: place.end - 1 };
  if (last === undefined)
    return text.slice(inside.start, inside.end).trim() === '' ? [{ ...inside, newText: fragment }] : undefined;
  const { start, end } = placeOfMember(host, last);
  const before = lineBefore(text, start);
  const separator = /^[ \t]+$/.test(before) ? `,\n${before}` : ', ';
  return [{ start: end, end, newText: `${separator}${fragment}` }];
}

/** Removes members from within brackets, given as the places of runs of neighbors. */
export function removeFromBrackets(container: MapNode | SeqNode, runs: readonly Span[]): Drafts {
  const { text } = container.host;
  if (!hasBrackets(text, placeOf(container))) return undefined;
  const drafts: Draft[] = [];
  for (const run of runs) {
    const gone = withComma(text, run);
    if (gone === undefined) return undefined;
    drafts.push({ ...gone, newText: '' });
  }
  return drafts;
}

/** Removes the lines of a block member. One that shares its first line with a dash gives its place to the next one. */
export function removeLines(container: MapNode | SeqNode, place: Span, next: Span | undefined): Drafts {
  const { text } = container.host;
  if (!isRestFree(text, place.end)) return undefined;
  if (/^[ \t]*$/.test(lineBefore(text, place.start))) {
    return [{ ...wholeLines(text, place.start, place.end), newText: '' }];
  }
  if (next === undefined || !isNextLine(text, place.end, next.start)) return undefined;
  return [{ start: place.start, end: next.start, newText: '' }];
}

/** A container that loses its only member. It moves behind the colon of its key, where brackets may always stand. */
export function emptied(container: MapNode | SeqNode, brackets: '{}' | '[]'): Drafts {
  const { text } = container.host;
  const { start, end } = placeOf(container);
  if (!isRestFree(text, end)) return undefined;
  const before = text.slice(0, start).trimEnd();
  if (before.endsWith(':')) return [{ start: before.length, end, newText: ` ${brackets}` }];
  const isFirstOnLine = lineBefore(text, start).trim() === '';
  return brackets === '[]' && isFirstOnLine && before !== '' && !/(?:^|\n)---$/.test(before)
    ? undefined
    : [{ start, end, newText: brackets }];
}

/** True when nothing but the rest of the line and blanks lies between an end and the start of the next line's text. */
export function isNextLine(text: string, end: number, start: number): boolean {
  return isRestFree(text, end) && /^(?:\r\n|\r|\n) *$/.test(text.slice(lineEnd(text, end), start));
}

/** How new text within a container's brackets is written: as its neighbors, as JSON where only that can stand. */
export function flowStyle(container: MapNode | SeqNode): FlowStyle {
  const isInJson = isJson(container.host);
  const { text } = container.host;
  if (container.kind === 'seq') {
    const strings = isInJson ? 'double' : stringQuoting(container.items.map(({ value }) => value));
    return { keys: isInJson ? 'double' : 'plain', strings, colon: ': ' };
  }
  const first = container.entries[0];
  const strings = isInJson ? 'double' : stringQuoting(container.entries.map(({ value }) => value));
  if (first === undefined) return { keys: isInJson ? 'double' : 'plain', strings, colon: ': ' };
  const keys = quotingOf(first.key);
  const isTight = keys !== 'plain' && /^:\S/.test(text.slice(placeOf(first.key).end, placeOf(first.key).end + 2));
  return { keys, strings, colon: isTight ? ':' : ': ' };
}

/** The quoting of the last string among the nodes; double quotes where there is none to follow. */
export function stringQuoting(nodes: readonly Node[]): Quoting {
  const last = nodes.findLast(
    (node) => node.kind === 'scalar' && typeof node.value === 'string' && !isTemplate(node.text),
  );
  return last?.kind === 'scalar' ? quotingOf(last) : 'double';
}

function quotingOf(node: ScalarNode): Quoting {
  return node.style === 'single' || node.style === 'plain' ? node.style : 'double';
}

function hasBrackets(text: string, { start, end }: Span): boolean {
  return /^(?:\{\}|\[\])$/.test(text.charAt(start) + text.charAt(end - 1)) && end - start >= 2;
}

/** True when the last scalar keeps the blank lines behind it (`|+`), so that a line put there would change it. */
function keepsLines(node: Node): boolean {
  switch (node.kind) {
    case 'map': {
      const last = node.entries.at(-1);
      return last !== undefined && last.alias === undefined && keepsLines(last.value);
    }
    case 'seq': {
      const last = node.items.at(-1);
      return last !== undefined && last.alias === undefined && keepsLines(last.value);
    }
    case 'scalar':
      return (node.style === 'literal' || node.style === 'folded') && /\n\n$|^\n*$/.test(node.text);
    default:
      return node satisfies never;
  }
}
