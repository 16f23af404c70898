import { message } from '../../messages/message.js';
import { beginning } from '../../text/characters.js';
import type { Span } from '../../text/span.js';
import type { Entry, Item, Node, ScalarNode, SyntaxProblem } from '../node.js';
import { type Branch, branchIn, rememberBranch } from './conditions.js';
import {
  type Cursor,
  isAssignment,
  isCommentAt,
  isTopBlockAt,
  skipBlanks,
  skipExpression,
  takeName,
  type Until,
} from './cursor.js';
import { type Merge, type NamedBlock, type Reference, sharedBlock, valueNamed } from './locals.js';
import { argumentsOf, mergeNode } from './merge.js';
import type { NodeMaker } from './nodes.js';
import { like } from './strings.js';
import { isHeredocAt, readHeredoc, readQuoted } from './text.js';

/** A reader on its way through a file. */
export interface Reader {
  readonly cursor: Cursor;
  readonly make: NodeMaker;
  /** Where local values and variables are named, in the order of the text. */
  readonly references: Reference[];
  /** Where such are merged, in the order of their ends in the text. */
  readonly merges: Merge[];
  /** Where blocks are named by their address, and local values and variables within `merge`. */
  readonly addresses: NamedBlock[];
  /** Keys that are written twice, in the order of the text. */
  readonly repeated: SyntaxProblem[];
  /** Where the branches of conditions stand that are read. */
  readonly branches: Span[];
}

/** A reader that has met nothing yet. */
export function readerOf(cursor: Cursor, make: NodeMaker): Reader {
  return { cursor, make, references: [], merges: [], addresses: [], repeated: [], branches: [] };
}

/** Notes a key that an object has already. `keys`: where its keys stand. */
function noteKey({ repeated }: Reader, { open, text, span }: ScalarNode, keys: Map<string, Span>): void {
  const related = keys.get(text);
  if (related === undefined) keys.set(text, span);
  else if (!open && repeated.length < mostRepeated) {
    const name = beginning(text, 100);
    const said = message('The key {name} is repeated', { name });
    repeated.push({ rule: 'duplicate-key', span, related, message: said });
  }
}

const mostRepeated = 100;

/** An entry, which may name a local value or a variable. */
export function makeEntry(reader: Reader, key: ScalarNode, value: Node): Entry {
  const entry = reader.make.entry(key, value);
  noteLocals(reader, value, { entry });
  return entry;
}

/** An item of a list, which may be one of those. */
function makeItem(reader: Reader, value: Node): Item {
  const item: Item = { value };
  noteLocals(reader, value, { item });
  return item;
}

/** Notes that a value, which stands in a place, names another one or is merged of some. */
function noteLocals({ references, merges }: Reader, value: Node, place: Reference['in']): void {
  const named = valueNamed(value);
  const { span } = value;
  if (named !== undefined) references.push({ ...named, span, in: place });
  const values = argumentsOf(value);
  if (values !== undefined) merges.push({ values, node: value, span, in: place });
}

/** Values within values are read so far; deeper ones are expressions nobody sees into. */
const deepest = 60;

/** The expression at the cursor; undefined where none stands. What is no literal, all of it, is one nobody sees into. */
export function readExpression(reader: Reader, until: Until, depth: number): Node | undefined {
  const { cursor, make } = reader;
  const { text } = cursor;
  skipBlanks(cursor, until === 'bracket' ? 'lines' : 'line');
  const start = cursor.at;
  const literal = depth < deepest ? readLiteral(reader, depth) : undefined;
  const end = cursor.at;
  if (literal !== undefined && isAtEnd(cursor, until)) return literal;
  const isWhole = literal !== undefined && !isOperatorAt(text, cursor.at);
  skipExpression(cursor, until);
  if (isWhole) {
    // No operator goes on with it: what follows stands there by mistake.
    cursor.isBroken = true;
    return literal;
  }
  const last = Math.max(end, start + text.slice(start, cursor.at).trimEnd().length);
  if (start === last) return undefined;
  const node = make.expression({ start, end: last });
  const name = sharedBlock(node.text);
  if (name !== undefined) reader.addresses.push({ name, span: node.span });
  const branch = branchIn(text, { start, end: last });
  if (branch !== undefined && depth < deepest) readBranch(reader, node, branch, depth);
  return node;
}

/** A branch is read behind the whole condition, so that a chain of them costs its length for each that is followed: ten, and no more. */
const stepOfCondition = deepest / 10;

/** Reads what a condition stands for where it does not stand for nothing. */
function readBranch(reader: Reader, condition: Node, written: Branch, depth: number): void {
  const { start, end } = written.span;
  const cursor: Cursor = { text: reader.cursor.text.slice(0, end), at: start, comments: [], isBroken: false };
  const branch = readExpression({ ...reader, cursor }, 'bracket', depth + stepOfCondition);
  if (branch === undefined || cursor.isBroken) return;
  rememberBranch(condition, branch, written);
  reader.branches.push(branch.span);
}

/** True where an expression may go on behind a value. */
function isOperatorAt(text: string, at: number): boolean {
  return /^(?:[-.[?+*/%&|<>:]|[=!]=)/.test(text.slice(at, at + 2)) && !isHeredocAt(text, at);
}

/** True where what was read so far is the whole expression. */
function isAtEnd(cursor: Cursor, until: Until): boolean {
  const { text } = cursor;
  const before = cursor.at;
  if (until === 'bracket') skipBlanks(cursor, 'lines');
  else while (/[ \t\r]/.test(text.charAt(cursor.at))) cursor.at++;
  const next = text[cursor.at];
  const isEnd =
    next === undefined || /[\n,}\])]/.test(next) || isCommentAt(text, cursor.at) || isTopBlockAt(text, cursor.at);
  const isBeforeNext = !isEnd && until === 'line' && isNextAttribute(cursor, before);
  if ((isEnd && until === 'line') || isBeforeNext) cursor.at = before;
  return isEnd || isBeforeNext;
}

function readLiteral(reader: Reader, depth: number): Node | undefined {
  const { cursor, make } = reader;
  const { text, at } = cursor;
  const character = text[at];
  if (character === '"') return readString(reader);
  if (character === '{') return readObject(reader, depth);
  if (character === '[') return readTuple(reader, depth);
  if (character === '<' && isHeredocAt(text, at)) return readHeredocNode(reader);
  if (character === '(') {
    const [inner, ...others] = readArguments(reader, depth);
    return others.length === 0 ? inner : undefined;
  }
  number.lastIndex = at;
  const [digits] = number.exec(text) ?? [];
  if (digits !== undefined) {
    cursor.at += digits.length;
    return make.word({ start: at, end: cursor.at });
  }
  return readWord(reader, depth);
}

const number = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\p{L}\p{N}_-])/uy;

/** A text in quotes. */
export function readString({ cursor, make }: Reader): ScalarNode {
  const { text, at } = cursor;
  const read = readQuoted(text, at);
  if (!read.isClosed) cursor.isBroken = true;
  cursor.at = read.end;
  return make.string(read, { start: at, end: read.end }, 'double');
}

function readHeredocNode({ cursor, make }: Reader): ScalarNode | undefined {
  const { text, at } = cursor;
  const read = readHeredoc(text, at);
  if (read === undefined) return undefined;
  if (!read.isClosed) cursor.isBroken = true;
  cursor.at = read.end;
  return make.string(read, { start: at, end: read.end }, 'literal');
}

/** A word: one of the literals, or a call of a function whose value can be seen. */
function readWord(reader: Reader, depth: number): Node | undefined {
  const { cursor, make } = reader;
  const { text } = cursor;
  const name = takeName(cursor);
  if (name === undefined) return undefined;
  const written = text.slice(name.start, name.end);
  if (/^(?:true|false|null)$/.test(written)) return make.word(name);
  if (text[cursor.at] !== '(' || !seen.has(written)) return undefined;
  const values = readArguments(reader, depth);
  const span = { start: name.start, end: cursor.at };
  if (written === 'merge') return merged(values, span, reader);
  const [only, ...others] = values;
  if (only === undefined || others.length > 0) return undefined;
  if (encoders.has(written)) {
    if (only.kind === 'scalar' && decoders.has(only.tag ?? '')) return like(only, { tag: written, open: false });
    const encoded = make.encoded(span, only);
    noteLocals(reader, only, { encoded });
    return encoded;
  }
  if (decoders.has(written)) return only.kind === 'scalar' ? like(only, { tag: written, open: true }) : undefined;
  return written === 'base64encode' && only.kind === 'scalar' ? like(only, { tag: written }) : only;
}

/** Functions that make a text of a value. */
const encoders: ReadonlySet<string> = new Set(['jsonencode', 'yamlencode']);

/** Functions that make a value of a text. It is no text itself, so whoever does not ask for that text sees nothing of it. */
const decoders: ReadonlySet<string> = new Set(['jsondecode', 'yamldecode']);

/** Functions whose value is that of their argument, as far as anybody asks here, or is told from it. */
const seen: ReadonlySet<string> = new Set([
  ...encoders,
  ...decoders,
  'merge',
  'base64encode',
  'chomp',
  'trimspace',
  'sensitive',
  'nonsensitive',
  'tolist',
  'toset',
  'tomap',
]);

/** What stands in parentheses, separated by commas. */
function readArguments(reader: Reader, depth: number): readonly Node[] {
  const { cursor } = reader;
  cursor.at++;
  return readValues(reader, ')', depth, (value) => value);
}

function readTuple(reader: Reader, depth: number): Node {
  const { cursor, make } = reader;
  const start = cursor.at;
  cursor.at++;
  skipBlanks(cursor, 'lines');
  if (isForAt(cursor)) return readFor(reader, start);
  const items = readValues(reader, ']', depth, (value) => makeItem(reader, value));
  return make.seq(items, { start, end: cursor.at });
}

/** What is taken of values up to a bracket, which is passed. Where it is missing they end before what cannot be one of them. */
function readValues<T>(reader: Reader, closer: string, depth: number, take: (value: Node) => T): readonly T[] {
  const { cursor } = reader;
  const { text } = cursor;
  const taken: T[] = [];
  for (;;) {
    skipBlanks(cursor, 'lines');
    if (text[cursor.at] === closer) {
      cursor.at++;
      return taken;
    }
    if (isPastEnd(cursor) || isAttributeAt(cursor)) return taken;
    if (text[cursor.at] === ',') {
      cursor.at++;
      continue;
    }
    const before = cursor.at;
    const value = readExpression(reader, 'bracket', depth + 1);
    if (value !== undefined) taken.push(take(value));
    if (cursor.at === before) return taken;
  }
}

/** True where nothing in brackets can go on: at the end, before another closing bracket or the next block of the file. */
function isPastEnd(cursor: Cursor): boolean {
  const { text, at } = cursor;
  const isPast = at >= text.length || /[}\])]/.test(text.charAt(at)) || isTopBlockAt(text, at);
  if (isPast) cursor.isBroken = true;
  return isPast;
}

/** True where a line begins with `name =`, which is no value: the bracket before it was not closed. */
function isAttributeAt(cursor: Cursor): boolean {
  const { text, at } = cursor;
  attribute.lastIndex = at;
  if (!attribute.test(text) || !/(?:^|\n)[ \t]*$/.test(text.slice(Math.max(0, at - 200), at))) return false;
  cursor.isBroken = true;
  return true;
}

/** True behind a closing bracket where `name =` follows on the same line: the line break between them is missing. */
function isNextAttribute(cursor: Cursor, behind: number): boolean {
  attribute.lastIndex = cursor.at;
  if (!/[}\])"]/.test(cursor.text.charAt(behind - 1)) || !attribute.test(cursor.text)) return false;
  cursor.isBroken = true;
  return true;
}

const attribute = /[\p{L}_][\p{L}\p{N}_-]*[ \t]*=(?![=>])/uy;

function isForAt({ text, at }: Cursor): boolean {
  return /^for\s+[\p{L}_]/u.test(text.slice(at, at + 200));
}

/** A `for` expression in brackets: what it makes nobody sees. */
function readFor({ cursor, make }: Reader, start: number): Node {
  for (;;) {
    skipExpression(cursor, 'bracket');
    if (cursor.text[cursor.at] !== ',') break;
    cursor.at++;
  }
  if (/[}\]]/.test(cursor.text.charAt(cursor.at))) cursor.at++;
  else cursor.isBroken = true;
  return make.expression({ start, end: cursor.at });
}

function readObject(reader: Reader, depth: number): Node {
  const { cursor, make } = reader;
  const { text } = cursor;
  const start = cursor.at;
  cursor.at++;
  skipBlanks(cursor, 'lines');
  if (isForAt(cursor)) return readFor(reader, start);
  const entries: Entry[] = [];
  const keys = new Map<string, Span>();
  for (;;) {
    skipBlanks(cursor, 'lines');
    if (text[cursor.at] === '}') {
      cursor.at++;
      break;
    }
    if (isPastEnd(cursor)) break;
    if (text[cursor.at] === ',') cursor.at++;
    else {
      const entry = readEntry(reader, depth);
      noteKey(reader, entry.key, keys);
      entries.push(entry);
    }
  }
  return make.map('flow', entries, { start, end: cursor.at });
}

/** An entry of an object; what is not written yet is a value that is not seen. */
function readEntry(reader: Reader, depth: number): Entry {
  const { cursor, make } = reader;
  const { text } = cursor;
  const key = readKey(reader);
  skipBlanks(cursor, 'line');
  const isAssigned = isAssignment(text, cursor.at);
  if (isAssigned) cursor.at++;
  else cursor.isBroken = true;
  const behind = cursor.at;
  const isValue = isAssigned || text[cursor.at] === '{';
  const value = isValue ? readExpression(reader, 'line', depth + 1) : undefined;
  if (!isValue) skipExpression(cursor, 'line');
  if (value === undefined) cursor.isBroken = true;
  return makeEntry(reader, key, value ?? make.expression({ start: behind, end: behind }));
}

function readKey(reader: Reader): ScalarNode {
  const { cursor, make } = reader;
  const { text } = cursor;
  const start = cursor.at;
  if (text[start] === '"') {
    const key = readString(reader);
    if (!/[.[?+]/.test(text.charAt(cursor.at))) return key;
  } else {
    const name = takeName(cursor) ?? takeDigits(cursor);
    if (name !== undefined && !/[.[(]/.test(text.charAt(cursor.at))) return make.name(name);
  }
  skipKey(cursor);
  return make.expression({ start, end: Math.max(start + 1, cursor.at) });
}

function takeDigits(cursor: Cursor): Span | undefined {
  const [digits] = /^\d+/.exec(cursor.text.slice(cursor.at, cursor.at + 20)) ?? [];
  if (digits === undefined) return undefined;
  const start = cursor.at;
  cursor.at += digits.length;
  return { start, end: cursor.at };
}

/** Passes a key that is an expression: `(var.x)`, `local.name`. At least one character, so that a reader gets on. */
function skipKey(cursor: Cursor): void {
  const { text } = cursor;
  const start = cursor.at;
  let depth = 0;
  for (; cursor.at < text.length; cursor.at++) {
    const character = text.charAt(cursor.at);
    if (character === '\n' && (depth === 0 || isTopBlockAt(text, cursor.at + 1))) break;
    if (character === '"') cursor.at = readQuoted(text, cursor.at).end - 1;
    else if (/[([{]/.test(character) && (depth > 0 || character !== '{')) depth++;
    else if (/[)\]}]/.test(character)) {
      if (depth === 0) break;
      depth--;
    } else if (depth === 0 && (isAssignment(text, cursor.at) || character === ',' || character === '{')) break;
  }
  if (cursor.at === start) cursor.at++;
}

/** What `merge` makes of what stands in the call; the values that it names are put in once they are known. */
function merged(values: readonly Node[], span: Span, { make, addresses }: Reader): Node {
  const named = values.flatMap((value) => {
    const name = valueNamed(value)?.name;
    return name === undefined ? [] : [{ name, span: value.span }];
  });
  addresses.push(...named);
  const mayChange = named.length > 0 || values.some((value) => argumentsOf(value) !== undefined);
  return mergeNode(values, make.expression(span), mayChange);
}
