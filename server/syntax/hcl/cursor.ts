import { lineEnd } from '../../text/lines.js';
import type { Span } from '../../text/span.js';
import { isHeredocAt, readHeredoc, readQuoted } from './text.js';

/** Where a reader is in a text, and what it met on its way. */
export interface Cursor {
  readonly text: string;
  at: number;
  /** The comments passed so far, in order. */
  readonly comments: Span[];
  /** Something is missing that must be there, as while a person types: a bracket, a quote, an equals sign. */
  isBroken: boolean;
}

/** Passes blanks and comments, and line breaks too where `lines` says so. */
export function skipBlanks(cursor: Cursor, lines: 'lines' | 'line'): void {
  const { text } = cursor;
  for (;;) {
    const character = text[cursor.at];
    if (character === ' ' || character === '\t' || character === '\r' || character === '\uFEFF') cursor.at++;
    else if (character === '\n' && lines === 'lines') cursor.at++;
    else if (!isCommentAt(text, cursor.at)) return;
    else skipComment(cursor);
  }
}

export function isCommentAt(text: string, at: number): boolean {
  return text[at] === '#' || text.startsWith('//', at) || text.startsWith('/*', at);
}

/** Passes one comment, without the line break behind it. */
function skipComment(cursor: Cursor): void {
  const { text, at } = cursor;
  const closing = text.startsWith('/*', at) ? text.indexOf('*/', at + 2) : lineEnd(text, at);
  if (closing < 0) cursor.isBroken = true;
  const end = closing < 0 ? text.length : text.startsWith('/*', at) ? closing + 2 : closing;
  cursor.comments.push({ start: at, end });
  cursor.at = end;
}

const name = /[\p{L}_][\p{L}\p{N}_-]*/uy;

/** The name at the cursor, which passes it; undefined where none stands. */
export function takeName(cursor: Cursor): Span | undefined {
  name.lastIndex = cursor.at;
  const [written] = name.exec(cursor.text) ?? [];
  if (written === undefined) return undefined;
  const start = cursor.at;
  cursor.at += written.length;
  return { start, end: cursor.at };
}

/** True where an equals sign (or, in an object, a colon) stands between a key and its value. */
export function isAssignment(text: string, at: number): boolean {
  if (text[at] === '=') return text[at + 1] !== '=' && text[at + 1] !== '>';
  return text[at] === ':' && text[at + 1] !== ':';
}

const topBlock =
  /(?:resource|data|module|locals|variable|output|provider|terraform|moved|import|removed|check|ephemeral)\b[ \t]*(?:"[^"\n]*"[ \t]*){0,2}\{/y;

/** True where, at the start of a line, a block begins that stands in nothing: what is open there was not closed. */
export function isTopBlockAt(text: string, at: number): boolean {
  if (at > 0 && text[at - 1] !== '\n') return false;
  topBlock.lastIndex = at;
  return topBlock.test(text);
}

/** What ends an expression: the line it stands on, or only a comma and the bracket around it. */
export type Until = 'line' | 'bracket';

/** Passes the rest of an expression, whatever it is. */
export function skipExpression(cursor: Cursor, until: Until): void {
  const { text } = cursor;
  let depth = 0;
  while (cursor.at < text.length) {
    const character = text.charAt(cursor.at);
    if (depth === 0 && (character === ',' || (character === '\n' && until === 'line'))) return;
    if (character === '\n') {
      cursor.at++;
      if (isTopBlockAt(text, cursor.at)) return;
    } else if (/[}\])]/.test(character)) {
      if (depth === 0) return;
      depth--;
      cursor.at++;
    } else if (/[{[(]/.test(character)) {
      depth++;
      cursor.at++;
    } else if (depth === 0 && until === 'line' && isCommentAt(text, cursor.at)) return;
    else skipToken(cursor);
  }
  if (depth > 0) cursor.isBroken = true;
}

/** Passes a text, a comment or a character. */
function skipToken(cursor: Cursor): void {
  const { text, at } = cursor;
  if (text[at] === '"') cursor.at = readQuoted(text, at).end;
  else if (isCommentAt(text, at)) skipComment(cursor);
  else if (text[at] === '<' && isHeredocAt(text, at)) cursor.at = readHeredoc(text, at)?.end ?? at + 2;
  else cursor.at++;
}

/** Where the marks of the outermost condition in an expression stand: `a ? b : c`; undefined where it is none. */
export function conditionIn(
  text: string,
  { start, end }: Span,
): { readonly then: number; readonly else: number } | undefined {
  const cursor: Cursor = { text, at: start, comments: [], isBroken: false };
  let depth = 0;
  let conditions = 0;
  let then: number | undefined;
  while (cursor.at < end) {
    const { at } = cursor;
    const character = text.charAt(at);
    if (/[{[(]/.test(character)) depth++;
    else if (/[}\])]/.test(character)) depth--;
    else if (depth === 0 && character === '?' && conditions++ === 0) then = at;
    else if (depth === 0 && then !== undefined && isColonAt(text, at) && --conditions === 0) return { then, else: at };
    skipToken(cursor);
  }
  return undefined;
}

function isColonAt(text: string, at: number): boolean {
  return text[at] === ':' && text[at + 1] !== ':' && text[at - 1] !== ':';
}
