import type { Entry, MapNode, Node } from '../node.js';
import { entries } from '../read.js';
import { branchOf } from './conditions.js';
import { like } from './strings.js';

/** What `merge` is given: a value that stands in the call, or a local value that it names, whose entries stand where that is defined. */
export interface Argument {
  readonly value: Node;
  readonly isLocal: boolean;
}

/**
 * What `merge` makes, at the place of a call: of a key the last argument that has it counts. Its own entries are those that stand in the call; those of
 * local values are merged in. What nobody sees may hold any key, and may take away what stands before it: undefined where it stands behind a map, or
 * where there is no map.
 */
export function mergeOf(given: readonly Argument[], { span, host, anchored }: Node): MapNode | undefined {
  const first = given.findIndex(({ value }) => value.kind === 'map');
  if (first < 0 || given.some(({ value }, index) => value.kind !== 'map' && index > first)) return undefined;
  const own: (readonly Entry[])[] = [];
  const merges: Node[] = [];
  const isOver = new Set<string>();
  for (const { value, isLocal } of given.toReversed()) {
    if (value.kind === 'seq') continue;
    if (value.kind === 'scalar') {
      const { end } = value.span;
      own.push([{ key: value, value: like(value, { span: { start: end, end } }), span: value.span }]);
      continue;
    }
    const isSeen = ({ key }: Entry): boolean => !isOver.has(key.text);
    if (!isLocal) own.push(isOver.size === 0 ? value.entries : value.entries.filter(isSeen));
    for (const shared of isLocal ? [value] : value.merges) {
      merges.push(shared);
      for (const { key } of entries(shared)) isOver.add(key.text);
    }
  }
  return {
    kind: 'map',
    style: 'flow',
    entries: own.toReversed().flat(),
    merges,
    open: false,
    tag: 'merge',
    span,
    host,
    anchored,
  };
}

/** The arguments with those first that nobody sees: what stands before one counts where that one does not say otherwise. */
export function hiddenFirst(given: readonly Argument[]): readonly Argument[] {
  const isHidden = ({ value }: Argument): boolean => value.kind === 'scalar';
  return [...given.filter(isHidden), ...given.filter((each) => !isHidden(each))];
}

/** What calls of `merge` are given, by the node that stands for what they make while no local value is put in. */
const calls = new WeakMap<Node, readonly Node[]>();

/** What `merge` makes of values that stand in the call; where it names local values, `argumentsOf` knows what they are to be put into. */
export function mergeNode(values: readonly Node[], place: Node, mayChange: boolean): Node {
  const made = mergeOf(
    values.map((value) => ({ value, isLocal: false })),
    place,
  );
  const node = made ?? place;
  if (mayChange) calls.set(node, values);
  return node;
}

/**
 * What an expression is given, as it is written: a call of `merge` that names local values its arguments, a condition the branch that it stands for.
 * Undefined for any other node.
 */
export function argumentsOf(node: Node): readonly Node[] | undefined {
  const branch = branchOf(node);
  return branch === undefined ? calls.get(node) : [branch];
}
