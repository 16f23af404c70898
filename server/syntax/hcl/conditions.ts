import type { Span } from '../../text/span.js';
import type { Entry, MapNode, Node } from '../node.js';
import { conditionIn } from './cursor.js';
import { like } from './strings.js';
import { asType } from './types.js';

/*
 * `var.on ? { … } : {}`: what the one branch says holds where the condition does, and the other one says nothing. So nothing of it is a fact, but each value
 * in it is one that somebody gets: it is what the default of a variable is.
 */

/** Where the branch of a condition stands that says something; undefined for any other expression, and where both branches do. */
export function branchIn(text: string, whole: Span): Span | undefined {
  const marks = conditionIn(text, whole);
  if (marks === undefined) return undefined;
  const first = { start: marks.then + 1, end: marks.else };
  const second = { start: marks.else + 1, end: whole.end };
  const [saysFirst, saysSecond] = [first, second].map(({ start, end }) => !nothing.test(text.slice(start, end)));
  if (saysFirst === saysSecond) return undefined;
  return saysFirst ? first : second;
}

const nothing =
  /^\s*(?:null|""|\{\s*\}|\[\s*\]|(?:jsonencode|tomap)\(\s*\{\s*\}\s*\)|(?:tolist|toset)\(\s*\[\s*\]\s*\))\s*$/;

const branches = new WeakMap<Node, Node>();

/** Notes what a condition stands for where it does not stand for nothing. */
export function rememberBranch(condition: Node, branch: Node): void {
  branches.set(condition, branch);
}

/** What a condition stands for where it does not stand for nothing; undefined for any other expression. */
export function branchOf(node: Node): Node | undefined {
  return branches.get(node);
}

/**
 * A branch as Terraform makes it beside an empty one: of an object a map, whose values are of one type. Where they are not of one type as they are written,
 * all become texts. Source: cty v1.16, convert/unify.go, unifyObjectTypesToMap.
 */
export function takenFor(branch: Node): Node {
  if (branch.kind !== 'map' || branch.entries.length < 2) return branch;
  const [first, ...others] = new Set(branch.entries.map(({ value }) => kindOf(value)));
  const isOfOneType = others.length === 0 && first !== 'map' && first !== 'open';
  return isOfOneType ? branch : asTexts(branch);
}

function kindOf(value: Node): string {
  if (value.kind !== 'scalar') return value.kind;
  return value.open ? 'open' : value.readAs.type;
}

function asTexts(map: MapNode): MapNode {
  const made = (entry: Entry): Entry => {
    const { value } = entry;
    if (value.kind === 'map') return { ...entry, value: asTexts(value) };
    if (value.kind === 'seq' || value.open) return entry;
    return { ...entry, value: asType(value, { kind: 'string' }) ?? like(value, { open: true }) };
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
