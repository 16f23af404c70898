import { forEachChild, type SyntaxNode } from 'unbash';
import { firstBehind } from '../../text/order.js';
import { isPlaceholderWord } from '../../text/placeholderWord.js';
import type { Span } from '../../text/span.js';
import { isTemplate } from '../../text/template.js';
import { spanInDocument } from '../host.js';
import type { Entry, Host, MapNode, Node, ScalarNode, SeqNode } from '../node.js';
import type { TextPlace } from '../syntax.js';
import { rememberWord, wordHost } from './strings.js';
import { type DecodedWord, decodeWord, isOpenIn, quotingOf } from './word.js';

/** The script that nodes are made of. */
export interface Script {
  readonly text: string;
  readonly place: TextPlace;
  /** What stands for something else, in order. */
  readonly placeholders: readonly Span[];
  /** Where something begins that does not end, such as a quotation: what it will be nobody sees. */
  readonly faults: readonly number[];
  commandsIn(nodes: readonly SyntaxNode[]): readonly SeqNode[];
}

/** A word, or the part of one behind its equals sign. */
interface Piece {
  readonly span: Span;
  /** What a shell replaces in it, or a person, in order. */
  readonly holes: readonly Span[];
  /** The commands a shell runs to fill it. */
  readonly commands: readonly SeqNode[];
}

/** A word, or an assignment before a command, as a node. */
export function wordNode(word: SyntaxNode, script: Script): Node {
  const span = { start: word.pos, end: word.end };
  const expansions = expansionsIn(word);
  const placeholders = between(script.placeholders, span);
  const holes = [...expansions.map(({ pos, end }) => ({ start: pos, end })), ...placeholders];
  const commands = expansions.length > 0 ? script.commandsIn(expansions) : [];
  const fault = script.faults.find((at) => word.pos <= at && at < word.end);
  const seen =
    fault === undefined ? holes : [...holes.filter(({ end }) => end <= fault), { start: fault, end: span.end }];
  return pieceNode({ span, holes: seen.toSorted((a, b) => a.start - b.start), commands }, pairName, script);
}

/** Those of spans that lie apart, in order, that meet a span. */
function between(spans: readonly Span[], { start, end }: Span): readonly Span[] {
  const first = firstBehind(spans, (span) => start < span.end);
  return spans.slice(
    first,
    firstBehind(spans, (span) => end <= span.start),
  );
}

function pieceNode(piece: Piece, names: RegExp, script: Script): Node {
  const decoded = decodeWord(script.text, piece.span, piece.holes);
  const [, name] = names.exec(decoded.text) ?? [];
  const isPair = name !== undefined && !isOpenIn(decoded, 0, name.length);
  return isPair ? pairNode(decoded, name, piece, script) : valueNode(decoded, piece, script);
}

/** What may stand before the equals sign: the name of a variable, of a flag, of a label, a path in a chart's values. */
const pairName = /^(-{0,2}[A-Za-z_][\w./-]*)=/;

/** What may stand behind that of a flag: `--env=NAME=value`. */
const nameBehindFlag = /^([A-Za-z_][\w.-]*)=/;

/** What a shell replaces in a word, in order. */
function expansionsIn(word: SyntaxNode): readonly SyntaxNode[] {
  const found: SyntaxNode[] = [];
  const visit = (node: SyntaxNode): void => {
    if (replaced.has(node.type)) found.push(node);
    else forEachChild(node, visit);
  };
  forEachChild(word, visit);
  return found;
}

const replaced: ReadonlySet<SyntaxNode['type']> = new Set([
  'SimpleExpansion',
  'ParameterExpansion',
  'CommandExpansion',
  'ArithmeticExpansion',
  'ProcessSubstitution',
  'Glob',
  'ExtendedGlob',
  'BraceExpansion',
  'ArrayValue',
]);

/** A word, or what stands behind the equals sign of one that begins with `name`. */
function valueNode(decoded: DecodedWord, { span, commands }: Piece, script: Script, name?: string): Node {
  if (commands.length === 0) return scalarNode(decoded, span, script, name);
  const { host, shared } = script.place;
  const items = commands.map((value) => ({ value }));
  return { kind: 'seq', style: 'flow', items, span: inDocument(span, script), host, anchored: shared, open: true };
}

/** `NAME=value` as a mapping with the keys `name` and `value`. Where the name stands in quotes, both stand in the text of the word. */
function pairNode(decoded: DecodedWord, name: string, piece: Piece, script: Script): MapNode {
  const { span, commands } = piece;
  const { host, shared } = script.place;
  const behind = name.length + 1;
  const map = (nameNode: ScalarNode, value: Node): MapNode => {
    const entries = [entry('name', nameNode), entry('value', value)];
    const common = { host, anchored: shared, open: false };
    return { kind: 'map', style: 'flow', entries, merges: [], span: inDocument(span, script), ...common };
  };
  if (script.text.startsWith(`${name}=`, span.start)) {
    const before = { start: span.start, end: span.start + name.length };
    const rest = { ...piece, span: { start: before.end + 1, end: span.end } };
    const read = (each: Span): DecodedWord => decodeWord(script.text, each, piece.holes);
    const value = name.startsWith('-')
      ? pieceNode(rest, nameBehindFlag, script)
      : valueNode(read(rest.span), rest, script, name);
    return map(scalarNode(read(before), before, script), value);
  }
  const word = scalarNode(decoded, span, script);
  const inner = wordHost(word);
  const part = (start: number, end: number): ScalarNode => {
    const text = decoded.text.slice(start, end);
    const isOpen = isOpenIn(decoded, start, end) || (start > 0 && isPlaceholderWord(text, name));
    return stringNode(text, 'plain', spanInDocument(inner, start, end), inner, isOpen, shared);
  };
  const rest = { start: decoded.offsets[behind] ?? span.end, end: decoded.offsets[decoded.text.length] ?? span.end };
  const value =
    commands.length > 0 ? valueNode(decoded, { ...piece, span: rest }, script) : part(behind, decoded.text.length);
  return map(part(0, name.length), value);
}

/** An entry whose key nobody wrote. */
function entry(key: 'name' | 'value', value: Node): Entry {
  const { start } = value.span;
  const keyNode = stringNode(key, 'plain', { start, end: start }, value.host, false, true);
  return { key: keyNode, value, span: value.span };
}

function scalarNode(decoded: DecodedWord, span: Span, script: Script, name?: string): ScalarNode {
  const { host, base, shared } = script.place;
  const quoting = quotingOf(script.text.slice(span.start, span.end));
  const style = quoting === 'single' ? 'single' : quoting === 'double' || quoting === 'ansi' ? 'double' : 'plain';
  const isOpen = decoded.open.length > 0;
  const isMeant = name !== undefined && isPlaceholderWord(decoded.text, name);
  const node = stringNode(decoded.text, style, inDocument(span, script), host, isOpen || isMeant, shared);
  // In a bare word every character stands where it is.
  if (quoting !== 'bare' || isOpen) {
    const offsets = base === 0 ? decoded.offsets : Array.from(decoded.offsets, (at) => base + at);
    rememberWord(node, { text: decoded.text, offsets });
  }
  return node;
}

function stringNode(
  text: string,
  style: ScalarNode['style'],
  span: Span,
  host: Host,
  isOpen: boolean,
  anchored: boolean,
): ScalarNode {
  const open = isOpen || isTemplate(text);
  return { kind: 'scalar', value: text, readAs: { type: 'string' }, text, style, span, host, anchored, open };
}

function inDocument({ start, end }: Span, { place: { host, base } }: Script): Span {
  return spanInDocument(host, base + start, base + end);
}
