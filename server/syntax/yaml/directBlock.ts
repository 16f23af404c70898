import type { Entry, Item, MapNode, Node, ScalarNode, SeqNode } from '../node.js';
import {
  bar,
  type Cursor,
  type Depth,
  deepestDirect,
  finishLine,
  hash,
  isAtItem,
  isLineEnd,
  openBrace,
  openBracket,
  scalarOf,
  skipSpaces,
  spanOf,
} from './directCursor.js';
import { readFlow } from './directFlow.js';
import { isRepeated, isSimpleKey } from './directKeys.js';
import { isAtColon, readLiteral, readScalar } from './directScalar.js';

/** What was read, and where it ends in the text: a collection ends where its last value does. */
export interface Read<N extends Node = Node> {
  readonly node: N;
  readonly end: number;
}

/** Reads a mapping or a list that starts at the cursor in the column `indent`, and moves to what comes after it. */
export function readBlock(cursor: Cursor, depth: Depth): Read | undefined {
  if (depth.level > deepestDirect) return undefined;
  return isAtItem(cursor) ? readSeq(cursor, depth) : readMap(cursor, depth, undefined);
}

/** `first` is its first key, where that was read already. */
function readMap(cursor: Cursor, depth: Depth, first: Key | undefined): Read<MapNode> | undefined {
  const start = first?.start ?? cursor.at;
  const entries: Entry[] = [];
  let end = start;
  for (let key = first ?? readKey(cursor); ; key = readKey(cursor)) {
    if (key === undefined || isRepeated(key.node, entries)) return undefined;
    const value = readValue(cursor, depth);
    if (value === undefined || cursor.column > depth.indent) return undefined;
    end = value.end;
    entries.push({ key: key.node, value: value.node, span: spanOf(cursor, key.start, end) });
    if (cursor.column < depth.indent) break;
  }
  const { host, shared: anchored } = cursor;
  const span = spanOf(cursor, start, end);
  return { node: { kind: 'map', style: 'block', entries, merges: [], span, host, anchored, open: false }, end };
}

function readSeq(cursor: Cursor, depth: Depth): Read<SeqNode> | undefined {
  const start = cursor.at;
  const items: Item[] = [];
  let end = start;
  while (cursor.column === depth.indent && isAtItem(cursor)) {
    const value = readItem(cursor, depth);
    if (value === undefined || cursor.column > depth.indent) return undefined;
    end = value.end;
    items.push({ value: value.node });
  }
  const { host, shared: anchored } = cursor;
  return {
    node: { kind: 'seq', style: 'block', items, span: spanOf(cursor, start, end), host, anchored, open: false },
    end,
  };
}

interface Key {
  readonly node: ScalarNode;
  readonly start: number;
}

/** Reads a key and its colon. */
function readKey(cursor: Cursor): Key | undefined {
  const start = cursor.at;
  const node = readScalar(cursor, 'block');
  return node && isKey(cursor, node) ? keyOf(cursor, node, start) : undefined;
}

function isKey(cursor: Cursor, node: ScalarNode): boolean {
  return isAtColon(cursor, node.style !== 'plain', 'block') && isSimpleKey(node, cursor);
}

function keyOf(cursor: Cursor, node: ScalarNode, start: number): Key {
  cursor.at++;
  return { node, start };
}

/** Reads what stands behind `- `. */
function readItem(cursor: Cursor, { indent, level }: Depth): Read | undefined {
  const dashAt = cursor.at++;
  skipSpaces(cursor);
  const start = cursor.at;
  const first = cursor.text.charCodeAt(start);
  if (isLineEnd(first) || first === hash || isAtItem(cursor)) return undefined;
  const special = readSpecial(cursor, { indent, level });
  if (special !== 'none') return special;
  const node = readScalar(cursor, 'block');
  if (node === undefined) return undefined;
  if (isKey(cursor, node)) {
    const inner = { indent: indent + start - dashAt, level: level + 1 };
    return inner.level > deepestDirect ? undefined : readMap(cursor, inner, keyOf(cursor, node, start));
  }
  return ended(cursor, node, cursor.at);
}

/** Reads what stands behind the colon of a key, on its line or below it. */
function readValue(cursor: Cursor, depth: Depth): Read | undefined {
  skipSpaces(cursor);
  const start = cursor.at;
  const first = cursor.text.charCodeAt(start);
  if (isLineEnd(first) || first === hash) return finishLine(cursor) ? readBelow(cursor, depth, start) : undefined;
  const special = readSpecial(cursor, depth);
  if (special !== 'none') return special;
  const node = readScalar(cursor, 'block');
  return node && ended(cursor, node, cursor.at);
}

/** Reads the value on the lines below a key; where there is none, it is null and stands at `behind`. */
function readBelow(cursor: Cursor, depth: Depth, behind: number): Read | undefined {
  const { column } = cursor;
  if (column > depth.indent && opensBracket(cursor)) return readBrackets(cursor, depth);
  if (column > depth.indent || (column === depth.indent && isAtItem(cursor))) {
    return readBlock(cursor, { indent: column, level: depth.level + 1 });
  }
  const span = spanOf(cursor, behind, behind);
  return { node: scalarOf(cursor, 'plain', { value: null, text: '' }, span), end: behind };
}

/** Reads a collection in brackets or a literal scalar; 'none' where none starts. */
function readSpecial(cursor: Cursor, depth: Depth): Read | undefined | 'none' {
  if (opensBracket(cursor)) return readBrackets(cursor, depth);
  return cursor.text.charCodeAt(cursor.at) === bar ? readLiteral(cursor, depth.indent) : 'none';
}

function opensBracket({ text, at }: Cursor): boolean {
  const first = text.charCodeAt(at);
  return first === openBrace || first === openBracket;
}

function readBrackets(cursor: Cursor, depth: Depth): Read | undefined {
  const node = readFlow(cursor, depth);
  return node && ended(cursor, node, cursor.at);
}

/** The value when nothing follows it on its line. */
function ended(cursor: Cursor, node: Node, end: number): Read | undefined {
  return finishLine(cursor) ? { node, end } : undefined;
}
