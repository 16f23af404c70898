import type { Span } from '../../text/span.js';
import type { Entry, MapNode, Node } from '../node.js';
import { conditionIn } from './cursor.js';
import { like } from './strings.js';
import { asType } from './types.js';

/*
 * `var.on ? { … } : {}`: what the one branch says holds where the condition does, and the other one says nothing. So nothing of it is a fact, but each value
 * in it is one that somebody gets: it is what the default of a variable is.
 */

/** A branch of a condition that says something. */
export interface Branch {
  readonly span: Span;
  /** The other one is an empty object, by which an object becomes a map. */
  readonly isBesideMap: boolean;
}

/** The branch of a condition that says something; undefined for any other expression, and where both branches do. */
export function branchIn(text: string, whole: Span): Branch | undefined {
  const marks = conditionIn(text, whole);
  if (marks === undefined) return undefined;
  const first = { start: marks.then + 1, end: marks.else };
  const second = { start: marks.else + 1, end: whole.end };
  const said = [first, second].map(({ start, end }) => text.slice(start, end));
  const [isFirstEmpty, isSecondEmpty] = said.map((each) => nothing.test(each));
  if (isFirstEmpty === isSecondEmpty) return undefined;
  const isBesideMap = said.some((each) => emptyMap.test(each));
  return { span: isFirstEmpty ? second : first, isBesideMap };
}

const nothing =
  /^\s*(?:null|""|\{\s*\}|\[\s*\]|(?:jsonencode|tomap)\(\s*\{\s*\}\s*\)|(?:tolist|toset)\(\s*\[\s*\]\s*\))\s*$/;
const emptyMap = /^\s*(?:\{\s*\}|tomap\(\s*\{\s*\}\s*\))\s*$/;

const branches = new WeakMap<Node, { readonly node: Node; readonly isBesideMap: boolean }>();

/** Notes what a condition stands for where it does not stand for nothing. */
export function rememberBranch(condition: Node, node: Node, { isBesideMap }: Branch): void {
  branches.set(condition, { node, isBesideMap });
}

/** What a condition stands for where it does not stand for nothing, as it is written; undefined for any other expression. */
export function branchOf(node: Node): Node | undefined {
  return branches.get(node)?.node;
}

/**
 * What a condition comes to that stands for a branch. Beside an empty object an object is a map, whose values are of one type: where they are written as
 * several, all are texts. Source: cty v1.16, convert/unify.go, unifyObjectTypesToMap.
 */
export function takenFor(condition: Node, branch: Node): Node {
  if (branch.kind !== 'map' || branches.get(condition)?.isBesideMap !== true) return branch;
  const kinds = new Set(branch.entries.map(({ value }) => kindOf(value)));
  const isOfOneType = kinds.size < 2 || kinds.has('map') || kinds.has('seq');
  return isOfOneType ? branch : asTexts(branch, kinds.has('open'));
}

function kindOf(value: Node): string {
  if (value.kind !== 'scalar') return value.kind;
  return value.open ? 'open' : value.readAs.type;
}

/** The map with texts for its values; where one of them is not seen, what is none is not known. */
function asTexts(map: MapNode, isOpen: boolean): MapNode {
  const made = (entry: Entry): Entry => {
    const { value } = entry;
    if (value.kind !== 'scalar' || value.open || value.readAs.type === 'string') return entry;
    const text = isOpen ? undefined : asType(value, { kind: 'string' });
    return { ...entry, value: text ?? like(value, { open: true }) };
  };
  return { ...map, entries: map.entries.map(made) };
}

/** The branches that stand in no other one, in the order of the text. */
export function outermost(spans: readonly Span[]): readonly Span[] {
  let end = -1;
  return spans
    .toSorted((a, b) => a.start - b.start)
    .filter((span) => {
      if (span.start < end) return false;
      end = span.end;
      return true;
    });
}
