/*
 * Objects as JSON that refer to each other: one that two others hold is one again when it is read, since a plan finds out by the object itself
 * that a subnet or a group is the same.
 */

/** A text, a number, a switch or null; `[n]` for the object of that number, `[]` for undefined. */
type Cell = string | number | boolean | null | readonly [number] | readonly [];

/** An object: the cells of a list, or those of a map by key. */
type Entry = readonly Cell[] | Readonly<Record<string, Cell>>;

/** The objects by number; the first is the one that everything hangs on. */
export type Graph = readonly Entry[];

/** Plain objects and lists as a graph. `replaced` may put another object in the place of one. Throws for anything that JSON has no word for. */
export function graphOf(root: object, replaced: (each: object) => object): Graph {
  const numbers = new Map<object, number>();
  const entries: Entry[] = [];
  const numberOf = (value: object): number => {
    const before = numbers.get(value);
    if (before !== undefined) return before;
    const number = entries.length;
    numbers.set(value, number);
    entries.push([]);
    const own = replaced(value);
    entries[number] = Array.isArray(own)
      ? own.map(cellOf)
      : Object.fromEntries(Object.entries(own).map(([key, each]) => [key, cellOf(each)]));
    return number;
  };
  const cellOf = (value: unknown): Cell => {
    if (value === undefined) return [];
    if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
      return value;
    }
    const isPlain = Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
    if (!isPlain) throw new TypeError(`No JSON has a ${typeof value}`);
    return [numberOf(value as object)];
  };
  numberOf(root);
  return entries;
}

/** The object of a graph with all it holds. `replaced` may put another one in the place of an object. */
export function objectOf(graph: Graph, replaced: (each: object) => object): unknown {
  const made = new Map<number, object>();
  const objectAt = (number: number): object => {
    const before = made.get(number);
    if (before !== undefined) return before;
    const entry = graph[number] ?? {};
    const own = Array.isArray(entry)
      ? entry.map(valueIn)
      : Object.fromEntries(Object.entries(entry).map(([key, cell]) => [key, valueIn(cell)]));
    const value = replaced(own);
    made.set(number, value);
    return value;
  };
  const valueIn = (cell: Cell): unknown => {
    if (cell === null || typeof cell !== 'object') return cell;
    return cell[0] === undefined ? undefined : objectAt(cell[0]);
  };
  return objectAt(0);
}
