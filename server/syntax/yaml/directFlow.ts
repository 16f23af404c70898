import type { Entry, Item, MapNode, Node, SeqNode } from '../node.js';
import {
  type Cursor,
  closeBrace,
  closeBracket,
  comma,
  type Depth,
  dash,
  deepestDirect,
  dot,
  hash,
  isLineEnd,
  openBrace,
  openBracket,
  skipBreak,
  skipSpaces,
  spanOf,
  tab,
} from './directCursor.js';
import { isRepeated, isSimpleKey } from './directKeys.js';
import { isAtColon, readScalar } from './directScalar.js';

/** Reads a list or mapping in brackets. Undefined where something in it is not simple. */
export function readFlow(cursor: Cursor, { indent, level }: Depth): MapNode | SeqNode | undefined {
  if (level > deepestDirect) return undefined;
  const inside = { indent, level: level + 1 };
  return cursor.text.charCodeAt(cursor.at) === openBrace ? readFlowMap(cursor, inside) : readFlowSeq(cursor, inside);
}

function readFlowMap(cursor: Cursor, depth: Depth): MapNode | undefined {
  const start = cursor.at++;
  const entries: Entry[] = [];
  if (!skipLines(cursor, depth)) return undefined;
  while (cursor.text.charCodeAt(cursor.at) !== closeBrace) {
    const entry = readEntry(cursor, depth);
    if (entry === undefined || isRepeated(entry.key, entries) || !skipComma(cursor, depth, closeBrace))
      return undefined;
    entries.push(entry);
  }
  cursor.at++;
  const { host, shared: anchored } = cursor;
  return {
    kind: 'map',
    style: 'flow',
    entries,
    merges: [],
    span: spanOf(cursor, start, cursor.at),
    host,
    anchored,
    open: false,
  };
}

function readEntry(cursor: Cursor, depth: Depth): Entry | undefined {
  const start = cursor.at;
  const key = readScalar(cursor, 'flow');
  if (key === undefined || !isSimpleKey(key, cursor) || !isAtColon(cursor, key.style !== 'plain', 'flow'))
    return undefined;
  cursor.at++;
  if (!skipLines(cursor, depth)) return undefined;
  const value = readValue(cursor, depth);
  return value && { key, value, span: spanOf(cursor, start, cursor.at) };
}

function readFlowSeq(cursor: Cursor, depth: Depth): SeqNode | undefined {
  const start = cursor.at++;
  const items: Item[] = [];
  if (!skipLines(cursor, depth)) return undefined;
  while (cursor.text.charCodeAt(cursor.at) !== closeBracket) {
    const value = readValue(cursor, depth);
    if (value === undefined || !skipComma(cursor, depth, closeBracket)) return undefined;
    items.push({ value });
  }
  cursor.at++;
  const { host, shared: anchored } = cursor;
  return { kind: 'seq', style: 'flow', items, span: spanOf(cursor, start, cursor.at), host, anchored, open: false };
}

function readValue(cursor: Cursor, depth: Depth): Node | undefined {
  const first = cursor.text.charCodeAt(cursor.at);
  return first === openBrace || first === openBracket ? readFlow(cursor, depth) : readScalar(cursor, 'flow');
}

/** Moves behind the comma after a member, or to the bracket that closes the collection. False where neither stands. */
function skipComma(cursor: Cursor, depth: Depth, closer: number): boolean {
  if (!skipLines(cursor, depth)) return false;
  const next = cursor.text.charCodeAt(cursor.at);
  if (next === closer) return true;
  if (next !== comma) return false;
  cursor.at++;
  return skipLines(cursor, depth) && cursor.text.charCodeAt(cursor.at) !== closer;
}

/** Moves over spaces and line breaks. False at a comment, a tab, a line that is not indented enough, and the end of the text. */
function skipLines(cursor: Cursor, { indent }: Depth): boolean {
  const { text } = cursor;
  for (;;) {
    skipSpaces(cursor);
    const next = text.charCodeAt(cursor.at);
    if (!isLineEnd(next)) return next !== hash && next !== tab;
    skipBreak(cursor);
    const lineStart = cursor.at;
    skipSpaces(cursor);
    const first = text.charCodeAt(cursor.at);
    const column = cursor.at - lineStart;
    if (isLineEnd(first) || column <= indent || (column === 0 && (first === dash || first === dot))) return false;
  }
}
