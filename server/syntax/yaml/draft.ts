import {
  beforeBreak,
  behindBreak,
  isLineEnd,
  lineBefore,
  lineEnd,
  lineStart,
  nextLine,
  restOfLine,
} from '../../text/lines.js';
import { memoized } from '../../text/memo.js';
import { meetsAny, type Span } from '../../text/span.js';
import { maskTemplates, placeholderLines } from '../../text/templateParts.js';
import { localSpan } from '../host.js';
import type { Entry, Host, Item, Node } from '../node.js';

/** The place of a node in its host's own text. */
export function placeOf({ host, span }: Node): Span {
  return localSpan(host, span);
}

/** The place of an entry or an item, that of its alias included, in its host's own text. */
export function placeOfMember(host: Host, member: Entry | Item): Span {
  return localSpan(host, 'span' in member ? member.span : (member.alias ?? member.value.span));
}

/** True when templates make it unsafe to move, add or remove lines around this place. */
export function isTemplatedAround(host: Host, place: Span): boolean {
  const { hasLines, parts } = templatesIn(host);
  return hasLines || meetsAny(parts, place);
}

/** What templates there are in a text: whether any makes lines, and those that stand within one. A text may have thousands of changes. */
const templatesIn = memoized(({ text }: Host): { readonly hasLines: boolean; readonly parts: readonly Span[] } => {
  if (placeholderLines(text).length > 0) return { hasLines: true, parts: [] };
  const masked = maskTemplates(text);
  const parts = masked?.masked ?? [];
  return { hasLines: parts.some(({ start, end }) => masked?.text.slice(start, end).trim() === ''), parts };
});

/** True when the rest of the line holds blanks or a comment only. */
export function isRestFree(text: string, at: number): boolean {
  return /^[ \t]*(?:#.*)?$/.test(restOfLine(text, at)) && !/^#/.test(text.slice(at, at + 1));
}

/** The end of the last line that belongs to what ends at `end`: comment lines further right than `column` follow it. */
export function endWithComments(text: string, end: number, column: number): number {
  let position = lineEnd(text, end);
  for (let next = nextLine(text, position); next !== undefined; next = nextLine(text, position)) {
    const indent = /^( *)#/.exec(restOfLine(text, next))?.[1]?.length ?? -1;
    if (indent <= column) break;
    position = lineEnd(text, next);
  }
  return position;
}

/** The whole lines from `start` to `end`, with the line break before them (behind them for the first lines of the text). */
export function wholeLines(text: string, start: number, end: number): Span {
  const from = lineStart(text, start);
  const to = lineEnd(text, end);
  const before = beforeBreak(text, from);
  return before === from ? { start: from, end: behindBreak(text, to) } : { start: before, end: to };
}

/**
 * What to remove so that the member of a bracketed list or mapping at `place` is gone with one comma.
 * Undefined where a comment stands in the way, because it would be lost or swallow what follows.
 */
export function withComma(text: string, place: Span): Span | undefined {
  const { start } = place;
  const comma = /^\s*,[ \t]*/.exec(text.slice(place.end, place.end + farthest))?.[0];
  if (comma !== undefined) {
    const end = place.end + comma.length;
    if (text[end] === '#') return undefined;
    const standsAlone = isLineEnd(text, end) && /^[ \t]*$/.test(lineBefore(text, start));
    const next = standsAlone ? nextLine(text, end) : undefined;
    if (next === undefined) return { start, end };
    return { start, end: next + (/^[ \t]*/.exec(text.slice(next, next + farthest))?.[0].length ?? 0) };
  }
  if (!/^\s*[}\]]/.test(text.slice(place.end, place.end + farthest))) return undefined;
  const from = Math.max(0, start - farthest);
  const before = text.slice(from, start).trimEnd();
  const at = from + before.length;
  if (before.endsWith(',')) return lineBefore(text, at).includes('#') ? undefined : { start: at - 1, end: place.end };
  return before.endsWith('{') || before.endsWith('[') ? place : undefined;
}

/** A comma further away than this is not looked for. */
const farthest = 10_000;
