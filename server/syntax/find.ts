import { firstBehind } from '../text/order.js';
import type { Span } from '../text/span.js';
import { contains, isSame } from '../text/span.js';
import { syntaxWithin } from './contained.js';
import { openScalar, writtenIn } from './embedded.js';
import { joinedText } from './joined.js';
import type { Entry, Node, ScalarNode, SeqNode } from './node.js';

/** A place in a tree: the nodes from the root to the innermost one, and the entry whose key or value that is. */
export interface Place {
  readonly nodes: readonly Node[];
  readonly entry?: Entry;
  /** True when the innermost node is the key of `entry`. */
  readonly isKey: boolean;
}

/**
 * The nodes around an offset of the document, from the root to the innermost, through strings that hold a mapping or a list.
 * A key is a node of its own; at an alias the innermost node is the one it stands for. Empty where nothing is written.
 */
export function nodeAt(document: { readonly root: Node | undefined }, offset: number): readonly Node[] {
  return placeAt(document, offset).nodes;
}

/** As `nodeAt`, with the entry the innermost node belongs to. */
export function placeAt({ root }: { readonly root: Node | undefined }, offset: number): Place {
  return descend(root, { start: offset, end: offset }, () => false);
}

/**
 * The key or value that has exactly this span, with all around it, through strings that hold a mapping or a list.
 * Undefined where there is none. Of several with one span the outermost is found.
 */
export function findBySpan({ root }: { readonly root: Node | undefined }, span: Span): Place | undefined {
  const isGoal = (other: Span): boolean => isSame(other, span);
  const place = descend(root, span, isGoal);
  const innermost = place.nodes.at(-1);
  return innermost !== undefined && isSame(innermost.span, span) ? place : undefined;
}

type Test = (span: Span) => boolean;

function descend(root: Node | undefined, goal: Span, isGoal: Test): Place {
  const nodes: Node[] = [];
  let place: { entry?: Entry; isKey: boolean } = { isKey: false };
  let next = root !== undefined && contains(root.span, goal) ? root : undefined;
  while (next !== undefined) {
    nodes.push(next);
    if (isGoal(next.span) || place.isKey) break;
    const step = stepInto(next, goal, isGoal);
    if (step === undefined) break;
    if (next.kind !== 'scalar') place = step.entry ? { entry: step.entry, isKey: step.isKey } : { isKey: false };
    else if (step.node.kind !== 'scalar') place = { isKey: false };
    next = step.node;
    if (step.isAlias) {
      nodes.push(next);
      break;
    }
  }
  return { nodes, ...place };
}

interface Step {
  readonly node: Node;
  readonly entry?: Entry;
  readonly isKey: boolean;
  readonly isAlias: boolean;
}

function stepInto(node: Node, goal: Span, isGoal: Test): Step | undefined {
  const isOn: Test = (span) => contains(span, goal);
  const joined = joinedText(node);
  if (joined !== undefined && stepInto(joined, goal, isGoal) !== undefined) {
    return { node: joined, isKey: false, isAlias: false };
  }
  switch (node.kind) {
    case 'scalar': {
      const written = (scalar: ScalarNode): Node | undefined => writtenIn(scalar).find(({ span }) => isOn(span));
      const within = written(node);
      if (within !== undefined) return { node: within, isKey: false, isAlias: false };
      if (!holdsDocument(node)) return undefined;
      const { root, rest } = openScalar(node, syntaxWithin(node));
      if (root?.kind === 'scalar') {
        const inRoot = written(root);
        return inRoot && { node: inRoot, isKey: false, isAlias: false };
      }
      const isInside = (each: Node | undefined): each is Node =>
        each !== undefined && each.kind !== 'scalar' && each.host.exact && isOn(each.span);
      // A script may write thousands of documents by one command.
      const later = rest[firstBehind(rest, ({ span }) => goal.end <= span.end)];
      const found = [root, later].find(isInside);
      return found && { node: found, isKey: false, isAlias: false };
    }
    case 'seq': {
      const item = firstEndingAt(node.items, goal.end);
      if (item === undefined || !isOn(item.alias ?? item.value.span)) return undefined;
      return { node: item.value, isKey: false, isAlias: item.alias !== undefined };
    }
    case 'map': {
      const on = entriesOn(node.entries, goal);
      const entry = on.find(({ key, value, alias }) => isGoal(key.span) || isGoal(alias ?? value.span)) ?? on[0];
      if (entry === undefined) return undefined;
      const isOnValue = isOn(entry.alias ?? entry.value.span);
      // A key that nobody wrote, as in a word `NAME=value`, stands nowhere.
      const isWritten = entry.key.span.start < entry.key.span.end || !isOnValue;
      const isNamed = isWritten && isOn(entry.key.span);
      // What `merge` is given that nobody sees is a key of what it makes.
      const within = isNamed && entry.key.open ? stepInto(entry.key, goal, isGoal) : undefined;
      if (within !== undefined) return within;
      if (isNamed) return { node: entry.key, entry, isKey: true, isAlias: false };
      if (!isOnValue) return undefined;
      return { node: entry.value, entry, isKey: false, isAlias: entry.alias !== undefined };
    }
    default:
      return node satisfies never;
  }
}

/** The entries that hold a span. They stand in the order of the text, and a mapping may have thousands. */
function entriesOn(entries: readonly Entry[], goal: Span): readonly Entry[] {
  const first = firstBehind(entries, ({ span }) => goal.end <= span.end);
  const behind = firstBehind(entries, ({ span }) => goal.start < span.start);
  return entries.slice(first, behind).filter(({ span }) => contains(span, goal));
}

/** The first item that ends at an offset or behind it. Items stand in the order of the text, and a list may have thousands. */
function firstEndingAt(items: SeqNode['items'], offset: number): SeqNode['items'][number] | undefined {
  return items[firstBehind(items, ({ alias, value }) => offset <= (alias ?? value.span).end)];
}

/** A cheap look: only these can hold a mapping or a list. */
function holdsDocument(node: ScalarNode): boolean {
  if (syntaxWithin(node) !== 'yaml') return true;
  return typeof node.value === 'string' && node.style !== 'plain' && /[[{:-]/.test(node.text);
}
