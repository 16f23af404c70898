import { type AddedValue, type Change, type EnvBlock, type NewPart, placeOf } from '../model/change.js';
import { syntaxNamed } from '../syntax/claims.js';
import { syntaxWithin } from '../syntax/contained.js';
import { openScalar } from '../syntax/embedded.js';
import { findBySpan } from '../syntax/find.js';
import type { Entry, Item, MapNode, Node, ScalarNode, SeqNode, SyntaxDocument } from '../syntax/node.js';
import { get, textOf } from '../syntax/read.js';
import { isNewMap, type Writer } from '../syntax/syntax.js';
import type { TextEdit } from '../text/edit.js';
import { memoized } from '../text/memo.js';
import { isSame, type Span, spanKey } from '../text/span.js';

/**
 * The edits that make changes to one document, with spans in it. Undefined when one of them has no safe spelling (the value
 * is shared by an alias, stands in a folded string …) or its place is no longer there: then nothing must be changed.
 */
export function changesToEdits(document: SyntaxDocument, changes: readonly Change[]): readonly TextEdit[] | undefined {
  const edits: TextEdit[] = [];
  for (const change of changes) {
    const made = editsOf(document, change);
    if (made === undefined) return undefined;
    for (const edit of made) edits.push(edit);
  }
  return edits;
}

function editsOf(document: SyntaxDocument, change: Change): readonly TextEdit[] | undefined {
  if (change.kind === 'replaceText') {
    const { span } = change.at;
    const isThere = document.text.slice(span.start, span.end) === change.written;
    return isThere ? [{ span, newText: change.text }] : undefined;
  }
  if (
    change.kind === 'removeKey' ||
    change.kind === 'renameKey' ||
    change.kind === 'replaceEntry' ||
    change.kind === 'removeItem' ||
    change.kind === 'moveOut'
  ) {
    return editsOfMember(document, change);
  }
  const node = nodeOf(document, change);
  if (node === undefined || isBlurred(node)) return undefined;
  switch (change.kind) {
    case 'replaceValue':
      return isScalar(node)
        ? writerOf(node).replaceScalar?.(node, change.value, { asString: change.asString })
        : undefined;
    case 'quote':
      return isScalar(node) ? writerOf(node).quoteScalar?.(node) : undefined;
    case 'setVariables':
      return 'path' in change.block
        ? makeBlock(node, change.block.path, change.variables)
        : setVariables({ ...change.block, node }, change.variables);
    case 'removeVariable':
      return removeVariable({ ...change.block, node }, change.at.span);
    case 'renameVariable':
      return renameVariable({ ...change.block, node }, change.at.span, change.name);
    case 'addKey':
      return isMap(node) ? writerOf(node).setEntry?.(node, change.key, change.value) : undefined;
    case 'moveUnder':
      return isMap(node) ? writerOf(node).wrapEntries?.(node, change.keys, change.key) : undefined;
    default:
      return change satisfies never;
  }
}

type MemberChange = Extract<
  Change,
  { readonly kind: 'removeKey' | 'renameKey' | 'replaceEntry' | 'removeItem' | 'moveOut' }
>;

/** Changes to a member of a map or list, found by its key or by the item itself. */
function editsOfMember(document: SyntaxDocument, change: MemberChange): readonly TextEdit[] | undefined {
  const place = findBySpan(document, change.at.span);
  const container = place?.nodes.at(-2);
  if (place === undefined || container === undefined) return undefined;
  if (place.nodes.some(isBlurred)) return undefined;
  if (change.kind === 'removeItem') {
    const item = isSeq(container) ? itemsByPlace(container).get(spanKey(change.at.span)) : undefined;
    return item && isSeq(container) && item.alias === undefined
      ? writerOf(container).removeItem?.(container, item)
      : undefined;
  }
  if (!isMap(container) || place.entry === undefined || !place.isKey) return undefined;
  if (change.kind === 'moveOut') {
    const outer = place.nodes.at(-3);
    return outer && isMap(outer) ? writerOf(outer).hoistEntry?.(outer, container, place.entry) : undefined;
  }
  if (change.kind === 'replaceEntry') {
    return writerOf(container).replaceEntry?.(container, place.entry, change.entries);
  }
  return change.kind === 'removeKey'
    ? writerOf(container).removeEntry?.(container, place.entry)
    : writerOf(place.entry.key).renameKey?.(place.entry, change.key);
}

/** The node a change works on: the value itself, or the env block or map around it. */
function nodeOf(
  document: SyntaxDocument,
  change: Exclude<Change, MemberChange | { readonly kind: 'replaceText' }>,
): Node | undefined {
  const { span } = placeOf(change);
  const found = findBySpan(document, span)?.nodes.at(-1);
  // A script in a string without quotes stands where the string does.
  const script = found && isScalar(found) && !('value' in change) ? scriptIn(found) : undefined;
  const node = script ?? found;
  const only = node?.kind === 'seq' && node.items.length === 1 ? node.items[0] : undefined;
  // A script of one command stands where the command does.
  const isAlone = only?.value.kind === 'seq' && isSame(only.value.span, span);
  return isAlone ? only.value : node;
}

/** The script that a string holds, where its place says so. */
function scriptIn(string: ScalarNode): Node | undefined {
  const id = syntaxWithin(string);
  return id === 'yaml' ? undefined : openScalar(string, id).root;
}

/** A block with what has to be made around it. A plain one comes before the map's first key, so that entries below can be changed too. */
function makeBlock(
  parent: Node,
  path: readonly NewPart[],
  variables: Readonly<Record<string, string>>,
): readonly TextEdit[] | undefined {
  const made = path.reduceRight<AddedValue>((value, part) => madeAround(part, value), variables);
  if (Array.isArray(made)) return isSeq(parent) ? writerOf(parent).appendItem?.(parent, made[0]) : undefined;
  const [entry] = Object.entries(made);
  if (!isMap(parent) || entry === undefined) return undefined;
  const write = path.every((part) => typeof part === 'string') ? 'prependEntry' : 'setEntry';
  return writerOf(parent)[write]?.(parent, ...entry);
}

function madeAround(part: NewPart, value: AddedValue): AddedValue {
  if (typeof part === 'string') return { [part]: value };
  return 'text' in part
    ? { [part.text]: JSON.stringify(value) }
    : [{ ...part.item, ...(isNewMap(value) ? value : {}) }];
}

/** Where variables are written, and the node that is there now. */
type Block = Pick<EnvBlock, 'shape' | 'key' | 'lead' | 'within'> & { readonly node: Node };

function setVariables(block: Block, variables: Readonly<Record<string, string>>): readonly TextEdit[] | undefined {
  const edits = Object.entries(variables).map(([name, value]) => setVariable(block, name, value));
  return edits.every((each) => each !== undefined) ? edits.flat() : undefined;
}

function setVariable(block: Block, name: string, value: string): readonly TextEdit[] | undefined {
  const { node, shape, lead = '' } = block;
  if (isMap(node) && shape !== 'blocks') {
    const existing = node.entries.findLast(({ key }) => key.text === name);
    if (existing === undefined) return writerOf(node).setEntry?.(node, name, value);
    return isScalar(existing.value) && !existing.alias
      ? writerOf(existing.value).replaceScalar?.(existing.value, value, { asString: true })
      : undefined;
  }
  const item = variablesIn(block).byName.get(lead + name);
  if (item === undefined) return addVariable(block, { name: lead + name, value });
  const variable = variableOf(item, block);
  const written = get(variable, 'value');
  if (item.alias || variable === undefined || !isMap(variable)) return undefined;
  if (written === undefined) return writerOf(variable).setEntry?.(variable, 'value', value);
  return isScalar(written) ? writerOf(written).replaceScalar?.(written, value, { asString: true }) : undefined;
}

function addVariable(
  { node, key = blockKey, within }: Block,
  variable: { readonly name: string; readonly value: string },
): readonly TextEdit[] | undefined {
  const item = within ? { ...within.beside, [within.key]: variable } : variable;
  if (isSeq(node)) return writerOf(node).appendItem?.(node, item);
  return isMap(node) ? writerOf(node).repeatEntry?.(node, key, item) : undefined;
}

function removeVariable(block: Block, name: Span): readonly TextEdit[] | undefined {
  const { node, shape } = block;
  if (isMap(node)) {
    const entry = shape === 'blocks' ? itemNamedAt(block, name) : entryAt(node, name);
    return entry && isEntry(entry) ? writerOf(node).removeEntry?.(node, entry) : undefined;
  }
  const item = itemNamedAt(block, name);
  return item && isSeq(node) ? writerOf(node).removeItem?.(node, item) : undefined;
}

function renameVariable(block: Block, name: Span, newName: string): readonly TextEdit[] | undefined {
  const { node, shape, lead = '' } = block;
  if (isMap(node) && shape !== 'blocks') {
    const entry = entryAt(node, name);
    return entry && writerOf(entry.key).renameKey?.(entry, newName);
  }
  const item = itemNamedAt(block, name);
  const scalar = item && get(variableOf(item, block), 'name');
  return scalar && isScalar(scalar)
    ? writerOf(scalar).replaceScalar?.(scalar, lead + newName, { asString: false })
    : undefined;
}

/** What can be written where a node stands. */
function writerOf({ host }: Node): Writer {
  return syntaxNamed(host.syntax)?.writer ?? {};
}

/** The items of a list by the places of their values, as `entriesByPlace`. */
const itemsByPlace = memoized(
  ({ items }: SeqNode): ReadonlyMap<string, Item> =>
    new Map(items.toReversed().map((item) => [spanKey(item.value.span), item])),
);

/** The entry whose key stands there. */
function entryAt(map: MapNode, key: Span): Entry | undefined {
  return entriesByPlace(map).get(spanKey(key));
}

/** A memo: the entries of a mapping by the places of their keys, of several in one place the first. There may be thousands, and a fix for each. */
const entriesByPlace = memoized(
  ({ entries }: MapNode): ReadonlyMap<string, Entry> =>
    new Map(entries.toReversed().map((entry) => [spanKey(entry.key.span), entry])),
);

function itemNamedAt(block: Block, name: Span): Item | undefined {
  return variablesIn(block).byPlace.get(spanKey(name));
}

/** What has the variable's name and value. */
function variableOf({ value }: Item, { within }: Block): Node | undefined {
  return within ? get(value, within.key) : value;
}

/** The key of variables that are blocks, where nothing else is said. */
const blockKey = 'env';

/** The variables of a list or in blocks, by the place of the name and by the name, of which the last one counts. There may be thousands of fixes. */
function variablesIn(block: Block): Variables {
  const { node, key = blockKey } = block;
  const made = readVariables(node);
  const known = made.get(key);
  if (known !== undefined) return known;
  const byPlace = new Map<string, Item>();
  const byName = new Map<string, Item>();
  const items: readonly Item[] = isSeq(node) ? node.items : isMap(node) ? blocksNamed(node, key) : [];
  for (const item of items) {
    const name = get(variableOf(item, block), 'name');
    const text = textOf(name);
    if (text !== undefined) byName.set(text, item);
    if (name === undefined || item.alias) continue;
    const place = spanKey(name.span);
    if (!byPlace.has(place)) byPlace.set(place, item);
  }
  const found = { byPlace, byName };
  made.set(key, found);
  return found;
}

interface Variables {
  readonly byPlace: ReadonlyMap<string, Item>;
  readonly byName: ReadonlyMap<string, Item>;
}

/** A memo: the variables of a node, by the key of their blocks. */
const readVariables = memoized((_: Node) => new Map<string, Variables>());

function blocksNamed({ entries }: MapNode, name: string): readonly Item[] {
  return entries.filter(({ key }) => key.text === name);
}

/** True for a string that holds a document whose places cannot be followed: they all are the string's own, and it is none of them. */
function isBlurred(node: Node): boolean {
  if (!isScalar(node) || node.style === 'plain') return false;
  const { root, exact } = openScalar(node);
  return !exact && root !== undefined && root.kind !== 'scalar';
}

/** True for a member of a mapping, such as a block. */
function isEntry(item: Item | Entry): item is Entry {
  return 'key' in item;
}

function isMap(node: Node): node is MapNode {
  return node.kind === 'map';
}

function isSeq(node: Node): node is SeqNode {
  return node.kind === 'seq';
}

function isScalar(node: Node): node is ScalarNode {
  return node.kind === 'scalar';
}
