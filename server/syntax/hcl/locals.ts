import { memoized } from '../../text/memo.js';
import { firstBehind } from '../../text/order.js';
import type { Span } from '../../text/span.js';
import type { Entry, Item, Node, ScalarNode } from '../node.js';
import { get } from '../read.js';
import type { TextPlace } from '../syntax.js';
import { branchOf, takenFor } from './conditions.js';
import { type Argument, argumentsOf, hiddenFirst, mergeOf } from './merge.js';
import { madeOf, rememberDocument } from './strings.js';
import { defaultsIn, isVariable } from './variables.js';

/** What an expression names that is defined once for all files of a folder, or a part of it: `local.x`, `var.x.y`. */
export interface NamedValue {
  /** `local.x` or `var.x`. */
  readonly name: string;
  /** The keys down to the part. */
  readonly keys: readonly string[];
}

/** A place that names a local value or a variable, or a part of one, and nothing else: the value of an entry or an item, or what a text is made of. */
export interface Reference extends NamedValue {
  /** All of it that is written there, in the document. */
  readonly span: Span;
  readonly in: { readonly entry: Entry } | { readonly item: Item } | { readonly encoded: ScalarNode };
}

/** A place whose value `merge` makes, of named values among others, or which stands for a branch of a condition, which is all that it is given. */
export interface Merge extends Pick<Reference, 'span' | 'in'> {
  /** What it is given, as it is written. */
  readonly values: readonly Node[];
  /** What stands there without the named values. */
  readonly node: Node;
}

const reference = /^(?:local|var)\.[\p{L}_][\p{L}\p{N}_-]*(?:\.[\p{L}_][\p{L}\p{N}_-]*|\["[^"\\\n$%]*"\])*$/u;
const step = /\.([^.[]+)|\["([^"]*)"\]/gu;

/** The local value or the variable that an expression names, and the keys down to its part; undefined for any other expression. */
export function valueNamed(node: Node | undefined): NamedValue | undefined {
  if (node?.kind !== 'scalar' || !node.open || node.style !== 'plain' || !reference.test(node.text)) return undefined;
  const [first = '', ...keys] = [...node.text.matchAll(step)].map(([, name, key]) => name ?? key ?? '');
  return { name: `${isVariable(node.text) ? 'var' : 'local'}.${first}`, keys };
}

/** A place that names a block which another file may hold. */
export interface NamedBlock {
  readonly name: string;
  readonly span: Span;
}

/** The name of a block that an expression takes something of which formats look for; undefined for any other expression. */
export function sharedBlock(expression: string): string | undefined {
  return expression.length > longestAddress ? undefined : address.exec(expression)?.[1];
}

const longestAddress = 200;

const address =
  /^(aws_launch_template\.[\w-]+|module\.[\w-]+)\.(?:id|name|latest_version|default_version|(?:private|public|intra)_subnets)$/;

/**
 * Puts local values where they are named, as what an alias stands for; also where one local value names another. Only those that the file, or else
 * another one of its folder, defines once; within itself a value stays unknown, and so does what would grow beyond all bounds. So it does with the
 * defaults of variables where the place is read with them. The references are in the order of the text, and what is merged in that of its ends; nobody has
 * seen their nodes yet. True where something was put that is not finished.
 */
export function resolveLocals(
  entries: readonly Entry[],
  { references, merges }: { readonly references: readonly Reference[]; readonly merges: readonly Merge[] },
  { scope, withDefaults }: Pick<TextPlace, 'scope' | 'withDefaults'>,
): boolean {
  if (references.length === 0 && merges.length === 0) return false;
  const defined = new Map([...definedOnce(entries)].filter(([name]) => !scope?.isRepeated(name)));
  let halfTyped = false;
  /** The references that a local value holds. */
  const within = (entry: Entry): readonly Reference[] => {
    const first = firstBehind(references, (each) => entry.span.start <= each.span.start);
    const end = firstBehind(references, (each) => entry.span.end <= each.span.start);
    return references.slice(first, end);
  };
  const mergesWithin = (entry: Entry): readonly Merge[] => {
    const first = firstBehind(merges, (each) => entry.span.start < each.span.end);
    const end = firstBehind(merges, (each) => entry.span.end < each.span.end);
    return merges.slice(first, end);
  };
  const state = new Map<Entry, 'open' | 'done'>();
  const finish = (entry: Entry, depth: number): boolean => {
    if (state.has(entry)) return state.get(entry) === 'done';
    if (depth > deepest) return false;
    state.set(entry, 'open');
    for (const each of within(entry)) put(each, depth + 1);
    for (const each of mergesWithin(entry)) putMerged(each, depth + 1);
    state.set(entry, 'done');
    return true;
  };
  let left = most;
  /** Once: what names the value that it is a part of would otherwise be put there when that one is done. */
  const tried = new Set<Reference | Merge>();
  const ownDefaults = withDefaults && scope === undefined ? defaultsIn(entries) : undefined;
  /** What has a name, or its part, as far as it is known and there is room for it. */
  const valueAt = ({ name, keys }: NamedValue, depth: number): Node | undefined => {
    if (isVariable(name) && !withDefaults) return undefined;
    const entry = defined.get(name);
    const beyond = entry === undefined ? (scope?.valueOf(name) ?? ownDefaults?.get(name)) : undefined;
    if (entry !== undefined && !finish(entry, depth)) return undefined;
    const whole = entry?.value ?? beyond?.node;
    const value = whole && partOf(whole, keys);
    const size = value === undefined ? 0 : sizeOf(value);
    if (value === undefined || size > left) return undefined;
    left -= size;
    halfTyped ||= beyond?.halfTyped === true;
    return value;
  };
  const fill = (place: Reference['in'], value: Node, alias?: Span): void => {
    if ('encoded' in place) rememberDocument(place.encoded, value);
    else Object.assign('item' in place ? place.item : place.entry, { value, ...(alias && { alias }) });
  };
  const put = (each: Reference, depth: number): void => {
    if (tried.has(each)) return;
    tried.add(each);
    const value = valueAt(each, depth);
    if (value !== undefined) fill(each.in, value, each.span);
  };
  const given = (value: Node, depth: number): Argument => {
    const named = valueNamed(value);
    const local = named && valueAt(named, depth);
    if (local?.kind === 'map') return { value: local, isLocal: true };
    const inner = argumentsOf(value);
    return { value: inner === undefined ? value : mergedOf(inner, value, depth), isLocal: false };
  };
  const mergedOf = (values: readonly Node[], node: Node, depth: number): Node => {
    const branch = branchOf(node);
    if (branch !== undefined) return withDefaults ? takenFor(node, given(branch, depth).value) : node;
    const all = values.map((value) => given(value, depth));
    return mergeOf(withDefaults ? hiddenFirst(all) : all, node) ?? node;
  };
  const putMerged = (each: Merge, depth: number): void => {
    if (tried.has(each)) return;
    tried.add(each);
    const value = mergedOf(each.values, each.node, depth);
    if (value !== each.node) fill(each.in, value);
  };
  for (const entry of defined.values()) finish(entry, 0);
  for (const each of references) put(each, 0);
  for (const each of merges) putMerged(each, 0);
  return halfTyped;
}

/** Local values that name others are followed so far. */
const deepest = 30;

/** So many nodes are put into one file, each counted as often as somebody meets it who reads all of it. */
const most = 100_000;

/** The local values that a file defines. */
export function localEntries(entries: readonly Entry[]): readonly Entry[] {
  return entries.flatMap(({ key, value }) => (key.text === 'locals' && value.kind === 'map' ? value.entries : []));
}

/** The local values that a file defines once, by their names. */
function definedOnce(entries: readonly Entry[]): ReadonlyMap<string, Entry> {
  const known = new Map<string, Entry>();
  const twice = new Set<string>();
  for (const entry of localEntries(entries)) {
    const name = `local.${entry.key.text}`;
    if (known.has(name)) twice.add(name);
    known.set(name, entry);
  }
  for (const name of twice) known.delete(name);
  return known;
}

/** A part of a value; undefined where it cannot be seen. */
function partOf(value: Node, keys: readonly string[]): Node | undefined {
  let node: Node | undefined = value;
  for (const key of keys) {
    if (node?.kind !== 'map' || node.open) return undefined;
    node = get(node, key);
  }
  return node;
}

/** How many nodes somebody meets who reads all of a value. */
const sizeOf = memoized((node: Node): number => {
  if (node.kind === 'map') {
    const own = node.entries.reduce((sum, { value }) => sum + 1 + sizeOf(value), 1);
    return node.merges.reduce((sum, shared) => sum + sizeOf(shared), own);
  }
  if (node.kind === 'seq') return node.items.reduce((sum, { value }) => sum + sizeOf(value), 1);
  const made = madeOf(node);
  return made === undefined ? 1 : 1 + sizeOf(made);
});
