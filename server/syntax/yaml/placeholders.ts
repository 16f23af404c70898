import { isPlaceholderWord, mayHoldPlaceholderWord } from '../../text/placeholderWord.js';
import type { Entry, Item, MapNode, Node } from '../node.js';

/**
 * The tree with the scalars open that say which value is meant instead of the value (`ami: AMI_ID`). What stays the same is the same node, and
 * so is what an alias shares with its anchor. `text` is what the tree was read from.
 */
export function withPlaceholders(root: Node | undefined, text: string): Node | undefined {
  if (root === undefined || !mayHoldPlaceholderWord(text)) return root;
  return marked(root, '', new Map());
}

/** What was found of each node: an alias leads to a node that was met before. */
type Known = Map<Node, Node>;

function marked(node: Node, field: string, known: Known): Node {
  // No alias leads to a node without an anchor.
  if (!node.anchored) return markedAlone(node, field, known);
  const before = known.get(node);
  if (before !== undefined) return before;
  const found = markedAlone(node, field, known);
  known.set(node, found);
  return found;
}

function markedAlone(node: Node, field: string, known: Known): Node {
  if (node.kind === 'map') return markedMap(node, field, known);
  if (node.kind === 'seq') {
    const items = mapped(node.items, (item): Item => {
      const value = marked(item.value, field, known);
      return value === item.value ? item : { ...item, value };
    });
    return items === node.items ? node : { ...node, items };
  }
  return !node.open && isPlaceholderWord(node.text, field) ? { ...node, open: true } : node;
}

/** Of `{ name: X, value: Y }` the name is what it is, and X is the field of Y. */
function markedMap(map: MapNode, field: string, known: Known): Node {
  const name = namedBy(map, field);
  const entries = mapped(map.entries, (each): Entry => {
    if (each.value === name) return each;
    const isNamed = name !== undefined && each.key.text === 'value';
    const value = marked(each.value, isNamed ? name.text : each.key.text, known);
    return value === each.value ? each : { ...each, value };
  });
  const merges = mapped(map.merges, (each) => marked(each, '', known));
  return entries === map.entries && merges === map.merges ? map : { ...map, entries, merges };
}

/** What a variable is called: the name beside a value, and that of an item of `env`, or of a list that is the whole text. */
function namedBy({ entries }: MapNode, field: string): Extract<Node, { kind: 'scalar' }> | undefined {
  const named = entries.find(({ key }) => key.text === 'name')?.value;
  const isVariable =
    field === 'env' || field === '' || entries.some(({ key }) => key.text === 'value' || key.text === 'valueFrom');
  return named?.kind === 'scalar' && isVariable ? named : undefined;
}

/** A list with each member replaced, or the very same list where none is another. */
function mapped<T>(list: readonly T[], of: (member: T) => T): readonly T[] {
  let changed: T[] | undefined;
  let index = 0;
  for (const member of list) {
    const made = of(member);
    if (made !== member) {
      changed ??= [...list];
      changed[index] = made;
    }
    index++;
  }
  return changed ?? list;
}
