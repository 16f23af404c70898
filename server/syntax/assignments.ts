import type { Span } from '../text/span.js';

/** One of the assignments in what Helm's `--set` is given: `init.env.X=value`. All spans are in that text. */
export interface Assignment {
  /** All that stands before the equals sign. */
  readonly name: Span;
  readonly value: Span;
  /** The items of a value in braces, which is a list; undefined for a text. */
  readonly list: readonly Span[] | undefined;
}

/** Why Helm refuses a text, and how much of it it has not read then. */
export interface Unread {
  readonly why: 'noValue' | 'openList' | 'index';
  readonly span: Span;
}

/** What Helm reads in a text, up to where it stops. */
export interface Assignments {
  readonly read: readonly Assignment[];
  readonly unread: Unread | undefined;
}

/**
 * The assignments in a text, as `--set` and `--set-string` take it apart: at commas, and in braces at those between items; a backslash takes the next
 * character as it is. Source: helm e9b85e4, pkg/strvals/parser.go.
 */
export function assignmentsIn(text: string): Assignments {
  const read: Assignment[] = [];
  for (let start = 0; start < text.length; ) {
    const stop = (why: Unread['why']): Assignments => ({ read, unread: { why, span: { start, end: text.length } } });
    const equals = endOfName(text, start);
    if (typeof equals !== 'number') return equals === 'end' ? { read, unread: undefined } : stop(equals);
    const name = { start, end: equals };
    if (text[equals + 1] !== '{') {
      const end = until(text, equals + 1, ',');
      read.push({ name, value: { start: equals + 1, end }, list: undefined });
      start = end + 1;
      continue;
    }
    const list: Span[] = [];
    let at = equals + 1;
    do {
      const end = until(text, at + 1, ',}');
      list.push({ start: at + 1, end });
      at = end;
    } while (text[at] === ',');
    if (at >= text.length) return stop('openList');
    read.push({ name, value: { start: equals + 1, end: at + 1 }, list });
    start = text[at + 1] === ',' ? at + 2 : at + 1;
  }
  return { read, unread: undefined };
}

/** So many levels a name may have below its first key. Source: `MaxNestedNameLevel` of helm e9b85e4, pkg/strvals/parser.go. */
const mostLevels = 30;

/** Lists in lists count for nothing there, and more of them nobody means. */
const mostKeys = 100;

/**
 * The keys to a value: names, and numbers of items (`extraEnv[0].name`); undefined for what is not written so, and for one with more levels than Helm
 * takes.
 */
export function keysIn(name: string): readonly (string | number)[] | undefined {
  const keys: (string | number)[] = [];
  for (let [at, level] = [0, 0]; at <= name.length; level++) {
    if (level > mostLevels) return undefined;
    const end = until(name, at, '.[');
    keys.push(plainText(name.slice(at, end)));
    at = end;
    while (name[at] === '[') {
      const closing = name.indexOf(']', at);
      const index = name.slice(at + 1, closing);
      if (closing < 0 || !/^\d{1,5}$/.test(index) || keys.length > mostKeys) return undefined;
      keys.push(Number(index));
      at = closing + 1;
    }
    if (at < name.length && name[at] !== '.') return undefined;
    at++;
  }
  return keys;
}

/** A part of such a text as Helm reads it, without the backslashes that take a character as it is. */
export function plainText(part: string): string {
  return part.replace(/\\([\s\S])/g, '$1');
}

/** A text as it has to be written for a value. */
export function writtenValue(text: string): string {
  return text.replace(/[\\,]/g, '\\$&').replace(/^\{/, '\\{');
}

/** Where the equals sign behind a name stands; why there is none, or that nothing more is written. */
function endOfName(text: string, start: number): number | 'end' | 'noValue' | 'index' {
  for (let at = start; ; ) {
    const end = until(text, at, '=[,.');
    if (end >= text.length) return end === at ? 'end' : 'noValue';
    if (text[end] === '=') return end;
    if (text[end] === ',') return 'noValue';
    at = end + 1;
    for (let opening = end; text[opening] === '['; opening = at) {
      const closing = text.indexOf(']', opening);
      if (closing < 0 || !/^\d{1,5}$/.test(text.slice(opening + 1, closing))) return 'index';
      at = closing + 1;
      if (text[at] === '=') return at;
      if (text[at] === '.') {
        at++;
        break;
      }
      if (text[at] !== '[') return 'index';
    }
  }
}

/** Where one of some characters stands that is not taken as it is; the end of the text where none does. */
function until(text: string, from: number, stops: string): number {
  let at = from;
  while (at < text.length && !stops.includes(text.charAt(at))) at += text[at] === '\\' ? 2 : 1;
  return Math.min(at, text.length);
}
