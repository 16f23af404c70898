/*
 * Objects as JSON that refer to each other: one that two others hold is one again when it is read, since a plan finds out by the object itself
 * that a subnet or a group is the same. What has not changed since an earlier graph need not be sent, and stays the object it was.
 */

/** A text, a number, a switch or null; `[n]` for the object of that number, `[]` for undefined, `[n, 0]` for the place of that number. */
type Cell = string | number | boolean | null | readonly [number] | readonly [] | readonly [number, 0];

/** An object: the cells of a list, or those of a map by key. */
type Entry = readonly Cell[] | Readonly<Record<string, Cell>>;

/** The objects by number; the first is the one that everything hangs on. */
export type Graph = readonly Entry[];

/** What is otherwise in a graph, or in a list such as that of its places, than in an earlier one. */
export interface ListChanges<E extends Entry = Entry> {
  readonly length: number;
  readonly entries: readonly (readonly [number: number, entry: E])[];
}

/**
 * Plain objects and lists as a graph. `placeNumber` says which of the objects are places, and gives them numbers. Throws for anything that JSON
 * has no word for.
 */
export function graphOf(root: object, placeNumber: (each: object) => number | undefined): Graph {
  const cells = new Map<object, readonly [number] | readonly [number, 0]>();
  const entries: Entry[] = [];
  const cellOfObject = (value: object): Cell => {
    const before = cells.get(value);
    if (before !== undefined) return before;
    const place = placeNumber(value);
    const number = entries.length;
    const cell = place === undefined ? ([number] as const) : ([place, 0] as const);
    cells.set(value, cell);
    if (place !== undefined) return cell;
    entries.push([]);
    entries[number] = Array.isArray(value) ? value.map(cellOf) : mapped(value, cellOf);
    return cell;
  };
  const cellOf = (value: unknown): Cell => {
    if (value === undefined) return [];
    if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
      return value;
    }
    const isPlain = Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
    if (!isPlain) throw new TypeError(`No JSON has a ${typeof value}`);
    return cellOfObject(value as object);
  };
  cellOfObject(root);
  return entries;
}

/** Reads graphs one after the other. Of what is as it was in the one before, the objects are those that were given then. */
export function graphReader(placeAt: (number: number) => object): (graph: Graph) => unknown {
  let [before, madeBefore]: readonly [Graph, ReadonlyMap<number, object>] = [[], new Map()];
  return (graph) => {
    const made = new Map<number, object>();
    const objectAt = (number: number): object => {
      const known = made.get(number);
      if (known !== undefined) return known;
      const entry = graph[number] ?? {};
      const old = entry === before[number] ? madeBefore.get(number) : undefined;
      const value = old !== undefined && isAsBefore(entry) ? old : objectOf(entry);
      made.set(number, value);
      return value;
    };
    /** Of an entry that is the same: whether all that it refers to is the same too. */
    const isAsBefore = (entry: Entry): boolean =>
      Object.values(entry).every((cell: Cell) => !isReference(cell) || objectAt(cell[0]) === madeBefore.get(cell[0]));
    const objectOf = (entry: Entry): object => (isList(entry) ? entry.map(valueIn) : mapped(entry, valueIn));
    const valueIn = (cell: Cell): unknown => {
      if (cell === null || typeof cell !== 'object') return cell;
      if (isReference(cell)) return objectAt(cell[0]);
      return cell[0] === undefined ? undefined : placeAt(cell[0]);
    };
    const root = objectAt(0);
    [before, madeBefore] = [graph, made];
    return root;
  };
}

function isReference(cell: Cell): cell is readonly [number] {
  return Array.isArray(cell) && cell.length === 1;
}

function mapped<T, V>(entry: Readonly<Record<string, T>> | object, valueFor: (value: T) => V): Record<string, V> {
  const own: Record<string, V> = {};
  const map = entry as Readonly<Record<string, T>>;
  for (const key of Object.keys(map)) own[key] = valueFor(map[key] as T);
  return own;
}

/** What is otherwise in a list of entries than in an earlier one. */
export function changesSince<E extends Entry>(before: readonly E[], now: readonly E[]): ListChanges<E> {
  return {
    length: now.length,
    entries: now.flatMap((entry, number) => (isSameEntry(before[number], entry) ? [] : [[number, entry] as const])),
  };
}

/** By their cells, as the text of all of them would cost as much as the graph itself. The order of keys counts: what is read has them in it. */
function isSameEntry(old: Entry | undefined, entry: Entry): boolean {
  if (old === undefined) return false;
  if (isList(old) || isList(entry)) {
    return isList(old) && isList(entry) && isSameList(old, entry, isSameCell);
  }
  const keys = Object.keys(entry);
  const isSameKey = (a: string, b: string | undefined): boolean => a === b;
  return isSameList(Object.keys(old), keys, isSameKey) && keys.every((key) => isSameCell(old[key], entry[key]));
}

function isSameCell(old: Cell | undefined, cell: Cell | undefined): boolean {
  if (!Array.isArray(old) || !Array.isArray(cell)) return old === cell;
  return old.length === cell.length && old[0] === cell[0];
}

function isSameList<T>(old: readonly T[], now: readonly T[], isSame: (old: T, now: T | undefined) => boolean): boolean {
  return old.length === now.length && old.every((each, index) => isSame(each, now[index]));
}

function isList(entry: Entry): entry is readonly Cell[] {
  return Array.isArray(entry);
}

/** The list that an earlier one is after changes. */
export function withChanges<E extends Entry>(before: readonly E[], { length, entries }: ListChanges<E>): readonly E[] {
  const now = before.slice(0, length);
  for (const [number, entry] of entries) now[number] = entry;
  return now;
}
