import { behindBreak, isBreak } from '../../text/lines.js';
import type { Span } from '../../text/span.js';
import { isTemplate } from '../../text/template.js';
import { spanInDocument } from '../host.js';
import type { Comment, ScalarNode, ScalarStyle } from '../node.js';
import type { TextPlace } from '../syntax.js';
import { asString, readPlainAsYaml11 } from './yaml11.js';

/** Where a text is read, and what was met so far. Every reader moves `at` behind what it has read. */
export interface Cursor extends TextPlace {
  readonly text: string;
  readonly comments: Comment[];
  /** False where no word of the text can be a template. */
  readonly mayBeTemplate: boolean;
  at: number;
  /** The column of what stands at `at` after `nextContent`; -1 at the end of the text. */
  column: number;
}

/** How far what is read must be indented, and how many collections are around it. */
export interface Depth {
  readonly indent: number;
  readonly level: number;
}

/** Deeper nesting is left to the library's way, which knows how deep is too deep. */
export const deepestDirect = 60;

export const tab = 9;
export const space = 32;
export const doubleQuote = 34;
export const hash = 35;
export const singleQuote = 39;
export const comma = 44;
export const dash = 45;
export const dot = 46;
export const colon = 58;
export const openBracket = 91;
export const backslash = 92;
export const closeBracket = 93;
export const openBrace = 123;
export const bar = 124;
export const closeBrace = 125;

/** True at a line break and at the end of the text, where there is no character code. */
export function isLineEnd(character: number): boolean {
  return isBreak(character) || Number.isNaN(character);
}

/** Moves over spaces. */
export function skipSpaces(cursor: Cursor): void {
  const { text } = cursor;
  while (text.charCodeAt(cursor.at) === space) cursor.at++;
}

/** Moves over a line break, where one stands. */
export function skipBreak(cursor: Cursor): void {
  cursor.at = behindBreak(cursor.text, cursor.at);
}

/** Moves from the start of a line to what comes next and is neither blank nor a comment. */
export function nextContent(cursor: Cursor): void {
  const { text } = cursor;
  for (;;) {
    const lineStart = cursor.at;
    skipSpaces(cursor);
    const character = text.charCodeAt(cursor.at);
    if (Number.isNaN(character)) {
      cursor.column = -1;
      return;
    }
    if (character === hash) takeComment(cursor, true);
    else if (!isLineEnd(character)) {
      cursor.column = cursor.at - lineStart;
      return;
    }
    skipBreak(cursor);
  }
}

/** Moves behind the rest of a line that holds nothing but a comment, and to what comes next. False where something else stands there. */
export function finishLine(cursor: Cursor): boolean {
  skipSpaces(cursor);
  const character = cursor.text.charCodeAt(cursor.at);
  if (character === hash && cursor.text.charCodeAt(cursor.at - 1) === space) takeComment(cursor, false);
  else if (!isLineEnd(character)) return false;
  skipBreak(cursor);
  nextContent(cursor);
  return true;
}

/** True when a `-` stands at the cursor that opens an item of a list. */
export function isAtItem({ text, at }: Cursor): boolean {
  if (text.charCodeAt(at) !== dash) return false;
  const next = text.charCodeAt(at + 1);
  return next === space || isLineEnd(next);
}

/** A span of the text as a span of the document. */
export function spanOf({ host, base }: Cursor, start: number, end: number): Span {
  return spanInDocument(host, base + start, base + end);
}

/** A scalar as the tree has it. */
export function scalarOf(
  cursor: Cursor,
  style: ScalarStyle,
  { value, text }: Pick<ScalarNode, 'value' | 'text'>,
  span: Span,
): ScalarNode {
  const { host, shared: anchored } = cursor;
  const readAs = style === 'plain' ? readPlainAsYaml11(text) : asString;
  const open = cursor.mayBeTemplate && isTemplate(text);
  return { kind: 'scalar', value, text, style, readAs, open, span, host, anchored };
}

function takeComment(cursor: Cursor, ownLine: boolean): void {
  const { text, at: start } = cursor;
  let end = start;
  while (!isLineEnd(text.charCodeAt(end))) end++;
  const textStart = cursor.host.toDocument(cursor.base + start + 1);
  cursor.comments.push({ span: spanOf(cursor, start, end), text: text.slice(start + 1, end), textStart, ownLine });
  cursor.at = end;
}
