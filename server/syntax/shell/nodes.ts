import { forEachChild, type SyntaxNode } from 'unbash';
import { firstBehind } from '../../text/order.js';
import { isPlaceholderWord } from '../../text/placeholderWord.js';
import type { Span } from '../../text/span.js';
import { isTemplate } from '../../text/template.js';
import { type Assignment, assignmentsIn, plainText } from '../assignments.js';
import { tellSyntax } from '../contained.js';
import { spanInDocument } from '../host.js';
import type { Entry, Host, MapNode, Node, ScalarNode, SeqNode } from '../node.js';
import { get, textOf } from '../read.js';
import type { TextPlace } from '../syntax.js';
import { assignmentHost, rememberAssigned, rememberWord, wordHost } from './strings.js';
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
  return pieceNode(pieceOf(word, script), pairName, script);
}

/** A flag and the next word, which are one entry: `--set a=1,b=2` of Helm, be the word one assignment or the list of several. */
export function assigningNode(flag: SyntaxNode, word: SyntaxNode, script: Script): MapNode {
  const name = wordNode(flag, script);
  const value = assignedNode(pieceOf(word, script), textOf(name) ?? '', script);
  const span = inDocument({ start: flag.pos, end: word.end }, script);
  return { ...mapBase(script), entries: [entry('name', name), entry('value', value)], span };
}

/** Flags of Helm whose value is assignments. */
export const assigningFlag = /^--set(?:-(?:string|file|json|literal))?$/;

/** True for such a flag with its value, as one entry. */
export function isAssigning(word: Node): boolean {
  return assigningFlag.test(textOf(get(word, 'name')) ?? '');
}

function pieceOf(word: SyntaxNode, script: Script): Piece {
  const span = { start: word.pos, end: word.end };
  const expansions = expansionsIn(word);
  const placeholders = between(script.placeholders, span);
  const holes = [...expansions.map(({ pos, end }) => ({ start: pos, end })), ...placeholders].filter(
    ({ start, end }) => !isIndex(script.text.slice(start, end)),
  );
  const commands = expansions.length > 0 ? script.commandsIn(expansions) : [];
  const fault = script.faults.find((at) => word.pos <= at && at < word.end);
  const seen =
    fault === undefined ? holes : [...holes.filter(({ end }) => end <= fault), { start: fault, end: span.end }];
  return { span, holes: seen.toSorted((a, b) => a.start - b.start), commands };
}

/** True for the number of an item (`a[0].b`): to a shell it stands for files whose names nobody has, and so for itself. */
function isIndex(pattern: string): boolean {
  return /^\[\d+\]$/.test(pattern);
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
  const items = commands.map((value) => ({ value }));
  return { ...seqBase(script), items, span: inDocument(span, script), open: true };
}

/** `NAME=value` as a mapping with the keys `name` and `value`. Where the name stands in quotes, both stand in the text of the word. */
function pairNode(decoded: DecodedWord, name: string, piece: Piece, script: Script): MapNode {
  const { span, commands } = piece;
  const { shared } = script.place;
  const behind = name.length + 1;
  const map = (nameNode: ScalarNode, value: Node): MapNode => {
    const entries = [entry('name', nameNode), entry('value', value)];
    return { ...mapBase(script), entries, span: inDocument(span, script) };
  };
  if (script.text.startsWith(`${name}=`, span.start)) {
    const before = { start: span.start, end: span.start + name.length };
    const rest = { ...piece, span: { start: before.end + 1, end: span.end } };
    const read = (each: Span): DecodedWord => decodeWord(script.text, each, piece.holes);
    const value = assigningFlag.test(name)
      ? assignedNode(rest, name, script)
      : name.startsWith('-')
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

/** What stands behind `--set`: one assignment as a name and a value, else the list of them, at the end of which stands what Helm cannot read. */
function assignedNode(piece: Piece, flag: string, script: Script): Node {
  const { span, holes, commands } = piece;
  if (commands.length > 0 || /(?:json|literal)$/.test(flag)) return pieceWithJson(piece, flag, script);
  const decoded = decodeWord(script.text, span, holes);
  const { read, unread } = assignmentsIn(decoded.text);
  const [first, ...others] = read;
  if (first === undefined) return scalarNode(decoded, span, script);
  const name = decoded.text.slice(first.name.start, first.name.end);
  const isOne = others.length === 0 && unread === undefined && first.list === undefined;
  if (isOne && !isOpenIn(decoded, 0, name.length)) return withPlainValue(pairNode(decoded, name, piece, script));
  const host = assignmentHost(scalarNode(decoded, span, script));
  const part = ({ start, end }: Span): ScalarNode => {
    const text = decoded.text.slice(start, end);
    const isOpen = isOpenIn(decoded, start, end);
    return stringNode(plainText(text), 'plain', spanInDocument(host, start, end), host, isOpen, script.place.shared);
  };
  const nodes = [
    ...read.map((each) => assignmentNode(each, part, host, script)),
    ...(unread === undefined ? [] : [part(unread.span)]),
  ];
  return { ...seqBase(script), items: nodes.map((value) => ({ value })), span: inDocument(span, script), host };
}

/** `--set-json name=JSON`, and what else is one name and all the rest. */
function pieceWithJson(piece: Piece, flag: string, script: Script): Node {
  const node = pieceNode(piece, nameBehindFlag, script);
  const value = get(node, 'value');
  if (flag === '--set-json' && value?.kind === 'scalar') tellSyntax(value, 'json');
  return node;
}

function assignmentNode(
  { name, value, list }: Assignment,
  part: (span: Span) => ScalarNode,
  host: Host,
  script: Script,
): MapNode {
  const nameNode = { ...part(name), text: host.text.slice(name.start, name.end) };
  const valueNode: Node =
    list === undefined
      ? part(value)
      : { ...seqBase(script), items: list.map((each) => ({ value: part(each) })), span: part(value).span, host };
  const span = { start: nameNode.span.start, end: valueNode.span.end };
  return { ...mapBase(script), host, entries: [entry('name', nameNode), entry('value', valueNode)], span };
}

/** The same pair with the value as Helm reads it, which is written otherwise. */
function withPlainValue(pair: MapNode): MapNode {
  const entries = pair.entries.map((each) => {
    if (each.key.text !== 'value' || each.value.kind !== 'scalar') return each;
    const { text } = each.value;
    const value = text.includes('\\') ? { ...each.value, text: plainText(text), value: plainText(text) } : each.value;
    rememberAssigned(value);
    return { ...each, value };
  });
  return { ...pair, entries };
}

function mapBase({ place: { host, shared } }: Script): Omit<MapNode, 'entries' | 'span'> {
  return { kind: 'map', style: 'flow', merges: [], host, anchored: shared, open: false };
}

function seqBase({ place: { host, shared } }: Script): Omit<SeqNode, 'items' | 'span'> {
  return { kind: 'seq', style: 'flow', host, anchored: shared, open: false };
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
