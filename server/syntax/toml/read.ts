import { lineEnd } from '../../text/lines.js';
import type { Span } from '../../text/span.js';
import { spanInDocument } from '../host.js';
import type { Comment, Entry, Item, Node, Reading, ScalarNode } from '../node.js';
import type { TextPlace } from '../syntax.js';
import { type TomlNodes, tomlNodes } from './nodes.js';

/**
 * Reads TOML 1.0 line by line, so that a line which is half typed, or which a template makes, takes nothing else with it. What it does not understand is
 * left out; it finds no faults, and dates are not known values.
 */
export function readToml(text: string, place: TextPlace): Reading {
  const at = text.startsWith('\uFEFF') ? 1 : 0;
  const cursor: Cursor = { text, place, make: tomlNodes(text, place), comments: [], at, isTorn: false };
  const root = readAll(cursor);
  return { root, comments: cursor.comments, problems: [], templated: /^[ \t]*(?:\{\{|\{%|%\{)/m.test(text) };
}

/** So deep do arrays and tables lie in each other at most. */
const deepest = 30;

/** Where reading is in a text. */
interface Cursor {
  readonly text: string;
  readonly place: TextPlace;
  readonly make: TomlNodes;
  readonly comments: Comment[];
  at: number;
  /** An array of several lines had no end: so that no text is read again and again, those behind it are read within their line. */
  isTorn: boolean;
}

function readAll(cursor: Cursor): Node | undefined {
  const all: Entry[] = [];
  let table: { readonly key: ScalarNode; readonly start: number; readonly entries: Entry[] } | undefined;
  let end = cursor.at;
  const closeTable = (): void => {
    if (table)
      all.push(cursor.make.entry(table.key, cursor.make.map('block', table.entries, { start: table.start, end })));
    table = undefined;
  };
  while (toNextLine(cursor)) {
    const before = cursor.at;
    if (cursor.text[cursor.at] === '[') {
      const key = header(cursor);
      if (key !== undefined) {
        closeTable();
        table = { key, start: cursor.at, entries: [] };
        end = cursor.at;
      }
    } else {
      const entry = readEntry(cursor, deepest);
      if (entry !== undefined) {
        (table?.entries ?? all).push(entry);
        end = cursor.at;
      }
    }
    endLine(cursor, before);
  }
  closeTable();
  return all.length === 0 ? undefined : cursor.make.map('block', all, { start: 0, end: cursor.text.length });
}

/** Goes to the next line that has something else than blanks and comments; false at the end. */
function toNextLine(cursor: Cursor): boolean {
  for (;;) {
    skipBlanks(cursor, true);
    if (cursor.at >= cursor.text.length) return false;
    if (cursor.text[cursor.at] !== '#') return true;
    comment(cursor);
  }
}

/** Goes to what follows on the line; false where nothing does. */
function isOnLine(cursor: Cursor): boolean {
  skipBlanks(cursor, false);
  return cursor.at < lineEnd(cursor.text, cursor.at) && cursor.text[cursor.at] !== '#';
}

function skipBlanks(cursor: Cursor, withBreaks: boolean): void {
  while (cursor.at < cursor.text.length) {
    const character = cursor.text[cursor.at];
    if (character !== ' ' && character !== '\t' && !(withBreaks && (character === '\n' || character === '\r'))) return;
    cursor.at++;
  }
}

function comment(cursor: Cursor): void {
  const start = cursor.at;
  cursor.at = lineEnd(cursor.text, start);
  const { host, base } = cursor.place;
  const mark = /^#+[ \t]*/.exec(cursor.text.slice(start, start + 100))?.[0].length ?? 1;
  const lead = cursor.text.slice(cursor.text.lastIndexOf('\n', start - 1) + 1, start);
  cursor.comments.push({
    span: spanInDocument(host, base + start, base + cursor.at),
    text: cursor.text.slice(Math.min(start + mark, cursor.at), cursor.at).trimEnd(),
    textStart: host.toDocument(base + start + mark),
    ownLine: lead.trim() === '',
  });
}

/** Leaves the line behind, with what nobody understood of it; it goes on at least one character. */
function endLine(cursor: Cursor, before: number): void {
  skipBlanks(cursor, false);
  if (cursor.text[cursor.at] === '#') comment(cursor);
  cursor.at = Math.max(lineEnd(cursor.text, cursor.at), before + 1);
}

/** `[a.b]` or `[[a.b]]`; undefined where its end is not on the line. */
function header(cursor: Cursor): ScalarNode | undefined {
  const start = cursor.at;
  while (cursor.text[cursor.at] === '[') cursor.at++;
  skipBlanks(cursor, false);
  const key = readKey(cursor);
  skipBlanks(cursor, false);
  if (key === undefined || cursor.text[cursor.at] !== ']') {
    cursor.at = start;
    return undefined;
  }
  while (cursor.text[cursor.at] === ']') cursor.at++;
  return key;
}

/** A key with all its parts, which dots join. */
function readKey(cursor: Cursor): ScalarNode | undefined {
  const start = cursor.at;
  const parts: string[] = [];
  let end = start;
  for (;;) {
    const part = keyPart(cursor);
    if (part === undefined) break;
    parts.push(part);
    end = cursor.at;
    skipBlanks(cursor, false);
    if (cursor.text[cursor.at] !== '.') break;
    cursor.at++;
    skipBlanks(cursor, false);
  }
  cursor.at = end;
  return parts.length === 0 ? undefined : cursor.make.key(parts.join('.'), { start, end });
}

function keyPart(cursor: Cursor): string | undefined {
  const quote = cursor.text[cursor.at];
  if (quote === '"' || quote === "'") {
    const close = cursor.text.indexOf(quote, cursor.at + 1);
    if (close < 0 || close > lineEnd(cursor.text, cursor.at)) return undefined;
    const part = cursor.text.slice(cursor.at + 1, close);
    cursor.at = close + 1;
    return part;
  }
  const start = cursor.at;
  while (cursor.at < cursor.text.length && /[\w-]/.test(cursor.text[cursor.at] ?? '')) cursor.at++;
  return cursor.at === start ? undefined : cursor.text.slice(start, cursor.at);
}

function readEntry(cursor: Cursor, depth: number): Entry | undefined {
  const key = readKey(cursor);
  skipBlanks(cursor, false);
  if (key === undefined || cursor.text[cursor.at] !== '=') return undefined;
  cursor.at++;
  skipBlanks(cursor, false);
  return cursor.make.entry(key, readValue(cursor, depth));
}

function readValue(cursor: Cursor, depth: number): Node {
  const character = cursor.text[cursor.at];
  if (character === '"' || character === "'") return readString(cursor, character);
  if ((character === '[' || character === '{') && depth > 0) {
    const start = cursor.at;
    const read = character === '[' ? array(cursor, depth) : inlineTable(cursor, depth);
    if (read) return read;
    // Without its end it is one line that is half typed.
    cursor.isTorn ||= cursor.at > lineEnd(cursor.text, start);
    cursor.at = start;
    return restOfLine(cursor);
  }
  const start = cursor.at;
  while (cursor.at < cursor.text.length && !/[\s,\]}#]/.test(cursor.text[cursor.at] ?? '')) cursor.at++;
  const isTemplated = /[{$<%]/.test(cursor.text.slice(start, cursor.at));
  if (!isTemplated) return cursor.make.word({ start, end: cursor.at });
  cursor.at = start;
  return restOfLine(cursor);
}

function restOfLine(cursor: Cursor): ScalarNode {
  const start = cursor.at;
  const written = cursor.text.slice(start, lineEnd(cursor.text, start)).trimEnd();
  cursor.at = start + written.length;
  return cursor.make.string(written, { start, end: cursor.at }, 'literal', false);
}

function readString(cursor: Cursor, quote: string): ScalarNode {
  const start = cursor.at;
  const mark = quote.repeat(3);
  const isLong = cursor.text.startsWith(mark, start);
  const first = start + (isLong ? 3 : 1);
  const stop = isLong ? cursor.text.length : lineEnd(cursor.text, start);
  let end = first;
  while (end < stop && !cursor.text.startsWith(isLong ? mark : quote, end)) {
    end += quote === '"' && cursor.text[end] === '\\' ? 2 : 1;
  }
  const isClosed = end < stop;
  // A string of several lines without its end is over with its first line.
  const last = isClosed ? end : Math.min(lineEnd(cursor.text, start), cursor.text.length);
  const inside: Span = { start: Math.min(first, last), end: last };
  cursor.at = isClosed ? last + (isLong ? 3 : 1) : last;
  const written = cursor.text.slice(inside.start, inside.end);
  const value = quote === '"' ? unescaped(written) : written;
  return cursor.make.string(
    value,
    { start, end: cursor.at },
    isLong ? 'literal' : quote === '"' ? 'double' : 'single',
    isClosed,
  );
}

function array(cursor: Cursor, depth: number): Node | undefined {
  const start = cursor.at++;
  const items: Item[] = [];
  const toNext = (): boolean => (cursor.isTorn ? isOnLine(cursor) : toNextLine(cursor));
  for (;;) {
    if (!toNext()) return undefined;
    if (cursor.text[cursor.at] === ']') break;
    const before = cursor.at;
    items.push({ value: readValue(cursor, depth - 1) });
    if (!toNext()) return undefined;
    if (cursor.text[cursor.at] === ',') cursor.at++;
    else if (cursor.text[cursor.at] !== ']' || cursor.at === before) return undefined;
  }
  cursor.at++;
  return cursor.make.seq(items, { start, end: cursor.at });
}

function inlineTable(cursor: Cursor, depth: number): Node | undefined {
  const start = cursor.at++;
  const entries: Entry[] = [];
  for (;;) {
    skipBlanks(cursor, false);
    if (cursor.text[cursor.at] === '}') break;
    const entry = readEntry(cursor, depth - 1);
    if (entry === undefined) return undefined;
    entries.push(entry);
    skipBlanks(cursor, false);
    if (cursor.text[cursor.at] === ',') cursor.at++;
    else if (cursor.text[cursor.at] !== '}') return undefined;
  }
  cursor.at++;
  return cursor.make.map('flow', entries, { start, end: cursor.at });
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', '"': '"', '\\': '\\' };

function unescaped(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(/\\(?:u([0-9a-fA-F]{4})|(.))/g, (all, code: string | undefined, letter: string | undefined) =>
    code === undefined ? (escapes[letter ?? ''] ?? all) : String.fromCharCode(Number.parseInt(code, 16)),
  );
}
