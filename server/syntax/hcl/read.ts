import { restOfLine } from '../../text/lines.js';
import type { Span } from '../../text/span.js';
import { tellSyntax } from '../contained.js';
import { spanInDocument } from '../host.js';
import type { Comment, Entry, Node, Reading, ScalarNode } from '../node.js';
import type { TextPlace } from '../syntax.js';
import { type Cursor, isAssignment, isTopBlockAt, skipBlanks, skipExpression, takeName } from './cursor.js';
import { makeEntry, type Reader, readExpression, readerOf, readString } from './expression.js';
import { resolveLocals } from './locals.js';
import { nodeMaker } from './nodes.js';
import { sharingOf } from './sharing.js';
import { usesDefaults } from './variables.js';

/**
 * Reads a file of Terraform or OpenTofu. A body is a mapping as the JSON form of the language has it: an attribute is an entry, and a block is
 * one too, by its type, whose value is a mapping with its first label, and so on, down to its body. A key stands as often as it is written, so
 * three resources are three entries `resource`. Objects are mappings, tuples lists. `jsonencode(x)` and `yamlencode(x)` are strings that hold x.
 * What is no literal (`var.x`, a condition, a `for`) is an open scalar, which is not null and nobody sees into; `local.x` is an alias of what the
 * file, or another one of its folder, defines it as, and so is one in `merge(…)`, which is a mapping. Read with defaults, `var.x` is one too.
 *
 * Never throws. Of problems a file has keys that stand twice in an object, which Terraform takes without a word; its own tools tell of all else,
 * of arguments that stand twice in a block too. Where something is missing the file is `templated`: what is not there may be about to be written.
 */
export function read(text: string, place: TextPlace): Reading {
  const cursor: Cursor = { text, at: 0, comments: [], isBroken: false };
  const reader = readerOf(cursor, nodeMaker(text, place));
  const entries = readBody(reader, 0);
  const sharing = sharingOf(entries, reader);
  const halfTyped = resolveLocals(entries, reader, place) || cursor.isBroken;
  const hasDefaults =
    !halfTyped &&
    !place.withDefaults &&
    (reader.branches.length > 0 || usesDefaults(entries, [...reader.references, ...reader.addresses], place.scope));
  return {
    root: reader.make.map('block', entries, { start: 0, end: text.length }),
    comments: cursor.comments.map((span) => commentAt(span, text, place)),
    // What is half written says nothing.
    problems: cursor.isBroken ? [] : reader.repeated,
    templated: halfTyped,
    ...(halfTyped && { halfTyped }),
    ...(sharing && { sharing }),
    ...(hasDefaults && { hasDefaults }),
  };
}

/** Blocks within blocks are read so far. */
const deepestBlock = 30;

/** The entries of a body up to the brace that closes it, which is passed; `depth` 0 is the file. */
export function readBody(reader: Reader, depth: number): readonly Entry[] {
  const { cursor } = reader;
  const { text } = cursor;
  const entries: Entry[] = [];
  for (;;) {
    skipBlanks(cursor, 'lines');
    const character = text[cursor.at];
    if (character === undefined || (depth > 0 && isTopBlockAt(text, cursor.at))) {
      if (depth > 0) cursor.isBroken = true;
      return entries;
    }
    if (character === '}' && depth > 0) {
      cursor.at++;
      return entries;
    }
    const entry = readMember(reader, depth);
    if (entry !== undefined) entries.push(entry);
    else {
      cursor.isBroken ||= character !== ',';
      const before = cursor.at;
      if (character !== ',' && depth > 0) skipExpression(cursor, 'line');
      if (cursor.at === before) cursor.at++;
    }
  }
}

/** An attribute or a block; undefined where none begins. A name alone is an entry whose value is not seen. */
function readMember(reader: Reader, depth: number): Entry | undefined {
  const { cursor, make } = reader;
  const { text } = cursor;
  const name = takeName(cursor);
  if (name === undefined) return undefined;
  skipBlanks(cursor, 'line');
  const key = make.name(name);
  if (text[cursor.at] === '=' && isAssignment(text, cursor.at)) {
    cursor.at++;
    const behind = cursor.at;
    const value = readExpression(reader, 'line', 0);
    cursor.isBroken ||= value === undefined;
    return makeEntry(reader, key, value ?? make.expression({ start: behind, end: behind }));
  }
  const labels = readLabels(reader);
  if (text[cursor.at] === '{') return readBlock(reader, [key, ...labels], depth);
  cursor.isBroken = true;
  skipExpression(cursor, 'line');
  const end = name.end;
  return make.entry(key, make.expression({ start: end, end }));
}

function readLabels(reader: Reader): readonly ScalarNode[] {
  const { cursor, make } = reader;
  const labels: ScalarNode[] = [];
  for (;;) {
    if (cursor.text[cursor.at] === '"') labels.push(readString(reader));
    else {
      const name = takeName(cursor);
      if (name === undefined) return labels;
      labels.push(make.name(name));
    }
    skipBlanks(cursor, 'line');
  }
}

/** A block behind its names, which are its type and its labels. */
function readBlock(reader: Reader, names: readonly ScalarNode[], depth: number): Entry {
  const { cursor, make } = reader;
  const start = cursor.at;
  cursor.at++;
  let value: Node;
  if (depth < deepestBlock) {
    const entries = readBody(reader, depth + 1);
    if (isRunHere(names)) for (const entry of entries) tellCommand(entry);
    value = make.map('block', entries, { start, end: cursor.at });
  } else {
    cursor.at = start;
    skipExpression(cursor, 'line');
    value = make.expression({ start, end: cursor.at });
  }
  for (const label of names.slice(1).toReversed()) {
    const inner = make.entry(label, value);
    value = { ...make.map('block', [inner], { start: 0, end: 0 }), span: inner.span };
  }
  return make.entry(names[0] as ScalarNode, value);
}

/** `provisioner "local-exec"`, which runs its command in a shell. */
function isRunHere([type, label]: readonly ScalarNode[]): boolean {
  return type?.text === 'provisioner' && label?.text === 'local-exec';
}

function tellCommand({ key, value }: Entry): void {
  if (key.text === 'command' && value.kind === 'scalar') tellSyntax(value, 'shell');
}

function commentAt({ start, end }: Span, text: string, { host, base }: TextPlace): Comment {
  const written = text.slice(start, end);
  const mark = /^(?:#|\/\/|\/\*)[ \t]*/.exec(written)?.[0].length ?? 0;
  const said = written.slice(mark);
  return {
    span: spanInDocument(host, base + start, base + end),
    // Of a comment of several lines the first: line breaks are other ones in the document.
    text: written.startsWith('/*') ? restOfLine(said, 0).replace(/\*\/$/, '').trimEnd() : said,
    textStart: host.toDocument(base + start + mark),
    ownLine: isFirstOnLine(text, start),
  };
}

/** Step by step, because a line may hold thousands of comments. */
function isFirstOnLine(text: string, start: number): boolean {
  let at = start;
  while (at > 0 && /[ \t\uFEFF]/.test(text.charAt(at - 1))) at--;
  return at === 0 || text[at - 1] === '\n';
}
