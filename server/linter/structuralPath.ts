import { syntaxWithin } from '../syntax/contained.js';
import { openScalar } from '../syntax/embedded.js';
import type { MapNode, Node, ScalarNode, SeqNode } from '../syntax/node.js';
import { path, textOf } from '../syntax/read.js';
import { beginning } from '../text/characters.js';
import { memoized } from '../text/memo.js';
import { firstBehind } from '../text/order.js';
import { contains, isSame, type Span } from '../text/span.js';

/**
 * The way to a place in a document by keys and names instead of lines: `addons[vpc-cni].configurationValues.env.WARM_IP_TARGET`.
 * It stays the same when lines move, values change or items of a list change their order. An item goes by its kind, name, id or
 * instance type, or by its own text; `[web#2]` is the second `web`, `[#2]` the second item that has no name. A place that is no
 * key or value, such as a comment, is that of what stands around it. The root is ''.
 */
export function structuralPath(root: Node | undefined, span: Span): string {
  let steps = '';
  let next: Step | undefined = root && { node: root, text: '' };
  while (next !== undefined) {
    steps += next.text;
    next = next.node && !isSame(next.node.span, span) ? stepTowards(next.node, span) : undefined;
  }
  return steps.replace(/^\./, '');
}

/** Numbers what is repeated: the second `web` is `web#2`. */
export function numbered(labels: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  return labels.map((label) => {
    const count = (counts.get(label) ?? 0) + 1;
    counts.set(label, count);
    return count > 1 ? `${label}#${count}` : label;
  });
}

/** A name as it stands in a path: what could be mistaken for a part of the path is quoted. */
export function pathName(name: string): string {
  return /^[^\s"'#:[\]\p{C}]+$/u.test(name) && name.length <= longestName ? name : JSON.stringify(cut(name));
}

/** A longer name is cut, and a longer text names nothing. */
const longestName = 100;

function cut(name: string): string {
  return name.length > longestName ? `${beginning(name, longestName)}…` : name;
}

/** One step of a path, and the node it leads to; none where it ends. */
interface Step {
  readonly text: string;
  readonly node: Node | undefined;
}

function stepTowards(node: Node, span: Span): Step | undefined {
  switch (node.kind) {
    case 'map': {
      const index = indexHolding(node, span);
      const entry = node.entries[index];
      if (entry === undefined) return undefined;
      const isInValue = entry.alias === undefined && holds(entry.value.span, span);
      return { text: labelsOf(node)[index] ?? '', node: isInValue ? entry.value : undefined };
    }
    case 'seq': {
      const index = indexHolding(node, span);
      const item = node.items[index];
      return item && { text: `[${labelsOf(node)[index]}]`, node: item.alias ? undefined : item.value };
    }
    case 'scalar': {
      const roots = documentsIn(node);
      const index = roots.findIndex((root) => holds(root.span, span));
      const inside = roots[index];
      return inside && { text: index > 0 ? `#${index + 1}` : '', node: inside };
    }
    default:
      return node satisfies never;
  }
}

/** The entry or item that holds a span. Where they stand one behind the other, only one can. */
function indexHolding(node: MapNode | SeqNode, span: Span): number {
  const { spans, isInOrder } = placesIn(node);
  if (!isInOrder) return spans.findIndex((each) => holds(each, span));
  const index = firstBehind(spans, ({ end }) => span.end <= end);
  const candidate = spans[index];
  return candidate && holds(candidate, span) ? index : -1;
}

/** Not those of a script: a command may stand within a word of another one. */
const placesIn = memoized((node: MapNode | SeqNode) => {
  const spans =
    node.kind === 'map'
      ? node.entries.map(({ span }) => span)
      : node.items.map(({ value, alias }) => alias ?? value.span);
  const isInOrder = spans.every(({ start, end }, index) => start <= end && (spans[index - 1]?.end ?? 0) <= start);
  return { spans, isInOrder };
});

function documentsIn(node: ScalarNode): readonly Node[] {
  const { root, rest, exact } = openScalar(node, syntaxWithin(node));
  return root && exact ? [root, ...rest].filter(({ kind }) => kind !== 'scalar') : [];
}

/** How the entries or items are called, each in a way of its own. */
const labelsOf = memoized((node: MapNode | SeqNode): readonly string[] =>
  node.kind === 'map' ? numbered(node.entries.map(({ key }) => keyLabel(key.text))) : itemLabels(node),
);

function keyLabel(key: string): string {
  return /^[\w-]+$/.test(key) && key.length <= longestName ? `.${key}` : `[${JSON.stringify(cut(key))}]`;
}

function itemLabels({ items }: SeqNode): readonly string[] {
  return numbered(items.map(({ value }) => itemLabel(value))).map((label) => (label === '' ? '#1' : label));
}

function itemLabel(item: Node): string {
  if (item.kind === 'seq') return item.host.syntax === 'shell' ? commandLabel(item) : '';
  if (item.kind === 'scalar') return nameIn(item.text) ?? '';
  const [kind, namespace, name] = ['kind', 'metadata.namespace', 'metadata.name'].map((keys) => nameAt(item, keys));
  if (name !== undefined) return [kind, namespace, name].filter((part) => part !== undefined).join('/');
  const [first = ''] = ['name', 'id', 'key', 'instanceType', 'cidr'].flatMap((key) => nameAt(item, key) ?? []);
  return first;
}

/** What a command does to what: its words without flags and what they set. */
function commandLabel({ items }: SeqNode): string {
  const words = items.flatMap(({ value }) =>
    value.kind === 'scalar' && !value.text.startsWith('-') ? [value.text] : [],
  );
  return nameIn(words.slice(0, mostWords).join(' ')) ?? '';
}

const mostWords = 8;

function nameAt(node: Node, keys: string): string | undefined {
  const text = textOf(path(node, ...keys.split('.')));
  return text === undefined ? undefined : nameIn(text);
}

function nameIn(text: string): string | undefined {
  return text === '' || text.length > longestName || /[\r\n]/.test(text) ? undefined : pathName(text);
}

/** An empty place at the start of a text, such as that of a fault of the whole document, is not within its first word. */
function holds(outer: Span, span: Span): boolean {
  return contains(outer, span) && (outer.start < span.end || isSame(outer, span));
}
