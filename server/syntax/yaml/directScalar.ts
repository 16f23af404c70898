import { isBreakAt, lineEnd } from '../../text/lines.js';
import type { ScalarNode } from '../node.js';
import {
  backslash,
  type Cursor,
  colon,
  comma,
  dash,
  doubleQuote,
  hash,
  isLineEnd,
  nextContent,
  scalarOf,
  singleQuote,
  skipBreak,
  space,
  spanOf,
  tab,
} from './directCursor.js';
import { longestWord, startsNumber } from './yaml11.js';

/** Reads a plain or quoted scalar of one line. Undefined where none stands. */
export function readScalar(cursor: Cursor, place: 'block' | 'flow'): ScalarNode | undefined {
  const character = cursor.text.charCodeAt(cursor.at);
  if (character === doubleQuote) return readDouble(cursor);
  if (character === singleQuote) return readSingle(cursor);
  return readPlain(cursor, place);
}

/** True when the cursor stands behind a key, at its colon. */
export function isAtColon({ text, at }: Cursor, isAfterQuote: boolean, place: 'block' | 'flow'): boolean {
  if (text.charCodeAt(at) !== colon) return false;
  const next = text.charCodeAt(at + 1);
  return next === space || isLineEnd(next) || (place === 'flow' && (isAfterQuote || isFlowIndicator(next)));
}

function readPlain(cursor: Cursor, place: 'block' | 'flow'): ScalarNode | undefined {
  const { text, at: start } = cursor;
  const end = startsPlain(text, start) ? plainEnd(text, start, place) : undefined;
  if (end === undefined) return undefined;
  cursor.at = end;
  const written = text.slice(start, end);
  return scalarOf(cursor, 'plain', { value: coreValue(written), text: written }, spanOf(cursor, start, end));
}

/** A plain scalar may start with any character that has no meaning of its own there. */
function startsPlain(text: string, at: number): boolean {
  const first = text.charCodeAt(at);
  if (first === dash || first === colon) {
    const next = text.charCodeAt(at + 1);
    return next !== space && next !== tab && !isLineEnd(next) && !isFlowIndicator(next);
  }
  return !isLineEnd(first) && first !== space && !'\t?:,[]{}#&*!|>\'"%@`'.includes(text.charAt(at));
}

/** Where the text of a plain scalar ends that goes on to the end of its line, to a comment, or to the colon of a key. */
function plainEnd(text: string, start: number, place: 'block' | 'flow'): number | undefined {
  let end = start;
  for (let at = start; ; at++) {
    const character = text.charCodeAt(at);
    if (character === space) continue;
    if (isLineEnd(character)) return end;
    if (character === tab) return undefined;
    if (character === hash && at > end) return end;
    if (place === 'flow' && isFlowIndicator(character)) return end;
    if (character === colon && endsKey(text.charCodeAt(at + 1), place)) return at === end ? end : undefined;
    end = at + 1;
  }
}

function endsKey(next: number, place: 'block' | 'flow'): boolean {
  return next === space || next === tab || isLineEnd(next) || (place === 'flow' && isFlowIndicator(next));
}

function isFlowIndicator(character: number): boolean {
  // , [ ] { }
  return character === comma || character === 91 || character === 93 || character === 123 || character === 125;
}

/** What a plain scalar says by YAML 1.2's core schema. Most say nothing but their text. */
function coreValue(text: string): ScalarNode['value'] {
  if (startsNumber(text.charCodeAt(0))) return coreNumber(text);
  const word = text.length <= longestWord ? coreWords.get(text) : undefined;
  return word === undefined ? text : word;
}

const coreWords: ReadonlyMap<string, null | boolean> = new Map<string, null | boolean>([
  ...['~', 'null', 'Null', 'NULL'].map((word) => [word, null] as const),
  ...['true', 'True', 'TRUE'].map((word) => [word, true] as const),
  ...['false', 'False', 'FALSE'].map((word) => [word, false] as const),
]);

function coreNumber(text: string): string | number {
  if (/^[-+]?\d+$/.test(text)) return Number.parseInt(text, 10);
  if (/^0o[0-7]+$/.test(text)) return Number.parseInt(text.slice(2), 8);
  if (/^0x[\da-fA-F]+$/.test(text)) return Number.parseInt(text, 16);
  if (/^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/.test(text)) return Number.parseFloat(text);
  if (/^(?:\.nan|\.NaN|\.NAN)$/.test(text)) return Number.NaN;
  if (!/^[-+]?\.(?:inf|Inf|INF)$/.test(text)) return text;
  return text.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}

function readDouble(cursor: Cursor): ScalarNode | undefined {
  const { text, at: start } = cursor;
  let at = start + 1;
  let isEscaped = false;
  for (let character = text.charCodeAt(at); character !== doubleQuote; character = text.charCodeAt(++at)) {
    if (isLineEnd(character) || character === tab) return undefined;
    if (character !== backslash) continue;
    if (!jsonEscape.test(text.slice(at, at + 6))) return undefined;
    isEscaped = true;
    at++;
  }
  cursor.at = at + 1;
  const decoded: string = isEscaped ? JSON.parse(text.slice(start, cursor.at)) : text.slice(start + 1, at);
  return scalarOf(cursor, 'double', { value: decoded, text: decoded }, spanOf(cursor, start, cursor.at));
}

/** The escapes that JSON and YAML share; others are left to the library. */
const jsonEscape = /^\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/;

function readSingle(cursor: Cursor): ScalarNode | undefined {
  const { text, at: start } = cursor;
  let at = start + 1;
  for (; text.charCodeAt(at) !== singleQuote || text.charCodeAt(at + 1) === singleQuote; at++) {
    const character = text.charCodeAt(at);
    if (isLineEnd(character) || character === tab) return undefined;
    if (character === singleQuote) at++;
  }
  cursor.at = at + 1;
  const decoded = text.slice(start + 1, at).replaceAll("''", "'");
  return scalarOf(cursor, 'single', { value: decoded, text: decoded }, spanOf(cursor, start, cursor.at));
}

/** Reads a literal scalar, `|` or `|-`, whose lines are indented more than `indent`, and moves to what comes next. */
export function readLiteral(
  cursor: Cursor,
  indent: number,
): { readonly node: ScalarNode; readonly end: number } | undefined {
  const { text, at: start } = cursor;
  cursor.at++;
  const isStripped = text.charCodeAt(cursor.at) === dash;
  if (isStripped) cursor.at++;
  if (!isLineEnd(text.charCodeAt(cursor.at))) return undefined;
  skipBreak(cursor);
  const leading = skipBlankLines(cursor);
  const own = indentAt(text, cursor.at);
  const first = text.charCodeAt(cursor.at + own);
  if (own <= indent || isLineEnd(first) || first === tab) return undefined;
  const lines = takeLines(cursor, own);
  if (lines === undefined) return undefined;
  const decoded = '\n'.repeat(leading) + lines.texts.join('\n') + (isStripped ? '' : '\n');
  nextContent(cursor);
  const span = spanOf(cursor, start, lines.end);
  return { node: scalarOf(cursor, 'literal', { value: decoded, text: decoded }, span), end: lines.end };
}

/** Takes the lines that are indented at least so far, without the blank ones at their end. */
function takeLines(
  cursor: Cursor,
  indent: number,
): { readonly texts: readonly string[]; readonly end: number } | undefined {
  const { text } = cursor;
  const texts: string[] = [];
  let [end, count] = [cursor.at, 0];
  while (cursor.at < text.length) {
    const lineStart = cursor.at;
    const found = indentAt(text, lineStart);
    const next = text.charCodeAt(lineStart + found);
    const isBlank = isLineEnd(next);
    if (!isBlank && found < indent) {
      if (next === tab) return undefined;
      break;
    }
    cursor.at = lineEnd(text, lineStart + found);
    // Blanks at the end of the text: which of them count is the library's business.
    if (isBlank && found > 0 && Number.isNaN(next)) return undefined;
    texts.push(text.slice(Math.min(lineStart + indent, lineStart + found), cursor.at));
    if (!isBlank) [end, count] = [cursor.at, texts.length];
    else if (found > indent) return undefined;
    skipBreak(cursor);
  }
  return { texts: texts.slice(0, count), end };
}

function skipBlankLines(cursor: Cursor): number {
  let count = 0;
  while (isBreakAt(cursor.text, cursor.at)) {
    skipBreak(cursor);
    count++;
  }
  return count;
}

function indentAt(text: string, lineStart: number): number {
  let at = lineStart;
  while (text.charCodeAt(at) === space) at++;
  return at - lineStart;
}
