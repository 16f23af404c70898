import type { Alias, Document, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import { isAlias, isMap, isPair, isScalar, isSeq } from 'yaml';
import { message } from '../../messages/message.js';
import { beginning } from '../../text/characters.js';
import { isBreakAt, lineEnd, lineStart } from '../../text/lines.js';
import type { Span } from '../../text/span.js';
import { meetsAny } from '../../text/span.js';
import { isTemplate } from '../../text/template.js';
import type { MaskedText } from '../../text/templateParts.js';
import type { Entry, Host, Item, MapNode, Node, ScalarNode, ScalarStyle, SeqNode, SyntaxProblem } from '../node.js';
import { decodeMaskedLiteral, decodeScalar } from './scalarMap.js';
import { readAsYaml11 } from './yaml11.js';

/** What the tree is built for. Offsets are those of the text that was parsed. */
export interface BuildOptions {
  /** The text as written. */
  readonly source: string;
  /** The text as parsed: `mask.text` where templates were overwritten. */
  readonly mask: MaskedText;
  /** The names aliases of the document use. */
  readonly aliases: ReadonlySet<string>;
  readonly host: Host;
  /** True when the whole text is used at several places. */
  readonly shared: boolean;
  /** A span of the text as a span of the outermost document. */
  within(start: number, end: number): Span;
}

export interface Tree {
  readonly root: Node | undefined;
  readonly problems: readonly SyntaxProblem[];
  /** True when a template stands where a key is expected. */
  readonly hasTemplateKey: boolean;
}

/** A node, how many nodes it has with aliases followed, how deep it is, and where it ends in the text that was parsed. */
interface Built {
  readonly node: Node;
  readonly size: number;
  readonly depth: number;
  readonly end: number;
  /** The place of the alias that stands for it. */
  readonly alias?: Span;
}

interface Builder extends BuildOptions {
  readonly problems: SyntaxProblem[];
  /** What each anchor met so far stands for; 'open' while its own value is being read. */
  readonly anchors: Map<string, Built | 'open'>;
  readonly counts: { aliasedNodes: number; duplicates: number; level: number; templateKeys: number };
}

/** More nodes than this through aliases, or deeper nesting, is what alias bombs have and no configuration does. */
const mostAliasedNodes = 100_000;
const deepestWithAliases = 250;
const mostDuplicates = 100;

/** Turns the parser's document into our tree. Every node is built once; an alias shares the node at its anchor. */
export function buildTree(document: Document.Parsed | undefined, options: BuildOptions): Tree {
  const builder: Builder = {
    ...options,
    problems: [],
    anchors: new Map(),
    counts: { aliasedNodes: 0, duplicates: 0, level: 0, templateKeys: 0 },
  };
  const contents = document?.contents;
  const root = contents ? build(builder, contents, 0, options.shared).node : undefined;
  const isEmpty = root?.kind === 'scalar' && root.span.start === root.span.end && root.tag === undefined;
  const hasTemplateKey = builder.counts.templateKeys > 0;
  return { root: isEmpty ? undefined : root, problems: builder.problems, hasTemplateKey };
}

function build(builder: Builder, item: unknown, at: number, shared: boolean): Built {
  if (isAlias(item)) return buildAlias(builder, item, at);
  const name = isMap(item) || isSeq(item) || isScalar(item) ? item.anchor : undefined;
  const isShared = shared || (name !== undefined && builder.aliases.has(name));
  if (name !== undefined) builder.anchors.set(name, 'open');
  builder.counts.level++;
  const built = buildValue(builder, item, at, isShared);
  builder.counts.level--;
  if (name !== undefined) builder.anchors.set(name, built);
  return built;
}

function buildValue(builder: Builder, item: unknown, at: number, shared: boolean): Built {
  if (isMap(item)) return buildMap(builder, item, shared);
  if (isSeq(item)) return buildSeq(builder, item, shared);
  if (isScalar(item)) return buildScalar(builder, item, at, shared);
  return emptyScalar(builder, at, shared);
}

function buildAlias(builder: Builder, item: Alias, at: number): Built {
  const [start, end] = item.range ?? [at, at];
  const alias = builder.within(start, end);
  const name = item.source;
  const target = builder.anchors.get(name);
  const unusable = (problem: Omit<SyntaxProblem, 'span'>): Built => {
    builder.problems.push({ ...problem, span: alias });
    return { ...emptyScalar(builder, end, true), alias };
  };
  // Without a name the parser has said that one is missing.
  if (name === '') return { ...emptyScalar(builder, end, true), alias };
  if (target === undefined) {
    return unusable({ rule: 'syntax-error', message: message('No anchor &{name} stands before this alias', { name }) });
  }
  if (target === 'open') {
    return unusable({ rule: 'syntax-error', message: message('The anchor &{name} contains itself', { name }) });
  }
  const { counts } = builder;
  const tooMany = counts.aliasedNodes + target.size > mostAliasedNodes;
  if (tooMany || counts.level + target.depth > deepestWithAliases) {
    const isFirst = !builder.problems.some(({ rule }) => rule === 'alias-limit');
    const empty = { ...emptyScalar(builder, end, true), alias };
    const limit = message('Aliases make this document too large: from here on they are not followed');
    return isFirst ? unusable({ rule: 'alias-limit', message: limit }) : empty;
  }
  counts.aliasedNodes += target.size;
  return { ...target, end, alias };
}

function buildMap(builder: Builder, map: YAMLMap, shared: boolean): Built {
  const entries: Entry[] = [];
  const merges: Node[] = [];
  const seen = new Map<string, Span>();
  const [start, flowEnd] = map.range ?? [0, 0];
  let [size, depth, end] = [1, 1, start];
  let first = start;
  for (const pair of map.items) {
    const key = buildKey(builder, pair, end, shared, map.flow === true);
    const value = buildMember(builder, pair, key.end, shared);
    first = Math.min(first, key.start);
    end = Math.max(end, key.end, value.end);
    size += 1 + value.size;
    depth = Math.max(depth, 1 + value.depth);
    if (key.node === undefined) continue;
    if (isMergeKey(key.node)) {
      merges.push(...mergeSources(builder, value));
      continue;
    }
    checkKey(builder, key.node, seen);
    const span = { start: key.node.span.start, end: Math.max(key.node.span.end, (value.alias ?? value.node.span).end) };
    entries.push({ key: key.node, value: value.node, span, ...(value.alias && { alias: value.alias }) });
  }
  const isFlow = map.flow === true;
  const span = builder.within(first, isFlow ? Math.max(end, flowEnd) : end);
  const style = isFlow ? 'flow' : 'block';
  const node: MapNode = { kind: 'map', style, entries, merges, span, ...about(builder, map.tag, shared) };
  return { node, size, depth, end: isFlow ? flowEnd : end };
}

function buildMember(builder: Builder, pair: Pair, at: number, shared: boolean): Built {
  return pair.value === null || pair.value === undefined
    ? emptyScalar(builder, at, shared)
    : build(builder, pair.value, at, shared);
}

interface BuiltKey {
  readonly node: ScalarNode | undefined;
  readonly start: number;
  readonly end: number;
}

function buildKey(builder: Builder, pair: Pair, at: number, shared: boolean, isFlow: boolean): BuiltKey {
  const built = build(builder, pair.key, at, shared);
  const [start, end] = rangeOf(pair.key) ?? [at, at];
  if (built.node.kind === 'scalar' && built.node.text === '' && start === end) {
    // The library has a key that nobody wrote stand behind what is written before it, be that a comment.
    const colon = behindComments(builder.source, start);
    const place = builder.source[colon] === ':' ? colon : start;
    return { node: { ...built.node, span: builder.within(place, place) }, start: place, end: place };
  }
  if (built.node.kind !== 'scalar') return { node: undefined, start, end: Math.max(end, built.end) };
  const node = built.alias === undefined ? built.node : { ...built.node, span: built.alias, anchored: true };
  if (isFlow || node.style !== 'plain' || built.alias !== undefined) return { node, start, end };
  const written = builder.source.slice(start, end);
  const lastLine = lineStart(written, written.length);
  const isExplicit = /\?[ \t]+$/.test(builder.source.slice(Math.max(0, start - 100), start));
  if (lastLine <= 0 || isExplicit) return { node, start, end };
  // The lines before have no colon (a problem names them), so the key is what stands on the last one.
  const text = builder.source.slice(start + lastLine, end).trimStart();
  const keyStart = end - text.length;
  const own = { text, value: text, readAs: readAsYaml11({ text, style: 'plain' }), open: isTemplate(text) };
  return { node: { ...node, ...own, span: builder.within(keyStart, end) }, start: keyStart, end };
}

/** The first character from an offset on that is no blank, line break or comment. */
function behindComments(source: string, at: number): number {
  let position = at;
  for (;;) {
    while (isBlankOrBreak(source, position)) position++;
    if (source[position] !== '#') return position;
    position = lineEnd(source, position);
  }
}

function isBlankOrBreak(source: string, at: number): boolean {
  return isBreakAt(source, at) || source[at] === ' ' || source[at] === '\t';
}

function checkKey(builder: Builder, key: ScalarNode, seen: Map<string, Span>): void {
  const { counts, problems } = builder;
  if (isTemplate(key.text)) {
    if (key.style === 'plain' && !/^\$[a-z]/.test(key.text)) counts.templateKeys++;
    return;
  }
  const related = seen.get(key.text);
  if (related === undefined) seen.set(key.text, key.span);
  else if (counts.duplicates++ < mostDuplicates) {
    const name = beginning(key.text, 100);
    problems.push({
      rule: 'duplicate-key',
      span: key.span,
      related,
      message: message('The key {name} is repeated', { name }),
    });
  }
}

function isMergeKey(key: ScalarNode): boolean {
  return key.text === '<<' && ((key.style === 'plain' && key.tag === undefined) || key.tag === '!!merge');
}

function mergeSources(builder: Builder, { node, alias }: Built): readonly Node[] {
  const sources = node.kind === 'seq' ? node.items.map(({ value }) => value) : [node];
  const maps = sources.filter(({ kind }) => kind === 'map');
  const isUnknown = sources.some(
    (source) => source.kind === 'scalar' && (source.value === null || isTemplate(source.text)),
  );
  if (maps.length < sources.length && !isUnknown) {
    const wrong = message('The value of << must be a mapping or a list of mappings');
    builder.problems.push({ rule: 'syntax-error', span: alias ?? node.span, message: wrong });
  }
  return maps;
}

function buildSeq(builder: Builder, seq: YAMLSeq, shared: boolean): Built {
  const items: Item[] = [];
  const [start, flowEnd] = seq.range ?? [0, 0];
  let [size, depth, end] = [1, 1, start + 1];
  for (const member of seq.items) {
    const built = isPair(member) ? emptyScalar(builder, end, shared) : build(builder, member, end, shared);
    end = Math.max(end, built.end);
    size += built.size;
    depth = Math.max(depth, 1 + built.depth);
    items.push({ value: built.node, ...(built.alias && { alias: built.alias }) });
  }
  const isFlow = seq.flow === true;
  const span = builder.within(start, isFlow ? Math.max(end, flowEnd) : end);
  const node: SeqNode = {
    kind: 'seq',
    style: isFlow ? 'flow' : 'block',
    items,
    span,
    ...about(builder, seq.tag, shared),
  };
  return { node, size, depth, end: isFlow ? flowEnd : end };
}

function buildScalar(builder: Builder, scalar: Scalar, at: number, shared: boolean): Built {
  const [start, rangeEnd] = scalar.range ?? [at, at];
  const style = styleOf(scalar.type);
  const isBlock = style === 'literal' || style === 'folded';
  const end = isBlock
    ? start + builder.source.slice(start, rangeEnd).replace(/(?<![\r\n])[\r\n]+$/, '').length
    : rangeEnd;
  const parsed = scalar.source ?? '';
  const text = restoreTemplates(builder, { start, end }, style, parsed);
  const value = text === parsed ? plainValue(scalar.value, text) : text;
  const span = builder.within(start, end);
  const common = about(builder, scalar.tag, shared);
  const readAs = readAsYaml11({ text, style, ...common });
  // CloudFormation's are the text itself but for its variables.
  const isText = common.tag === '!Sub' || common.tag === '!Base64';
  const open = (common.open && !isText) || isTemplate(text);
  const node: ScalarNode = { kind: 'scalar', value, text, style, readAs, span, ...common, open };
  return { node, size: 1, depth: 1, end };
}

function emptyScalar(builder: Builder, at: number, shared: boolean): Built {
  const common = about(builder, undefined, shared);
  const node: ScalarNode = {
    kind: 'scalar',
    value: null,
    text: '',
    style: 'plain',
    readAs: { type: 'null' },
    span: builder.within(at, at),
    ...common,
  };
  return { node, size: 1, depth: 1, end: at };
}

/** The scalar's text with what was written where templates were overwritten. */
function restoreTemplates({ mask, source }: Builder, span: Span, style: ScalarStyle, parsed: string): string {
  if (!meetsAny(mask.masked, span)) return parsed;
  if (style === 'literal') return decodeMaskedLiteral(source, mask.text, span, parsed);
  const decoded = decodeScalar(mask.text, span, style, parsed);
  if (decoded === undefined || style === 'folded') return source.slice(span.start, span.end);
  return Array.from({ length: parsed.length }, (_, index) => {
    const at = decoded.offsets[index] ?? 0;
    return meetsAny(mask.masked, { start: at, end: at + 1 }) ? source.charAt(at) : parsed.charAt(index);
  }).join('');
}

function about(
  builder: Builder,
  tag: string | undefined,
  anchored: boolean,
): { host: Host; anchored: boolean; open: boolean; tag?: string } {
  const { host } = builder;
  if (tag === undefined) return { host, anchored, open: false };
  const short = tag.replace('tag:yaml.org,2002:', '!!');
  return { host, anchored, open: short !== '!' && !short.startsWith('!!'), tag: short };
}

function rangeOf(item: unknown): readonly [number, number] | undefined {
  const range = isScalar(item) || isMap(item) || isSeq(item) || isAlias(item) ? item.range : undefined;
  return range ? [range[0], range[1]] : undefined;
}

function styleOf(type: Scalar.Type | undefined): ScalarStyle {
  switch (type) {
    case 'QUOTE_DOUBLE':
      return 'double';
    case 'QUOTE_SINGLE':
      return 'single';
    case 'BLOCK_LITERAL':
      return 'literal';
    case 'BLOCK_FOLDED':
      return 'folded';
    case 'PLAIN':
    case undefined:
      return 'plain';
    default:
      return type satisfies never;
  }
}

function plainValue(value: unknown, text: string): ScalarNode['value'] {
  return value === null || typeof value === 'number' || typeof value === 'boolean' ? value : text;
}
