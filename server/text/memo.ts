/*
 * Memos: what was worked out for a thing that never changes is kept with it, and goes when nobody holds the thing any more.
 */

/** The same function, which works once for each object. */
export function memoized<K extends object, T>(work: (key: K) => T): (key: K) => T {
  return remembered(new WeakMap<K, T>(), work);
}

/** Asks `known` first. What is undefined is looked up twice, so that nothing has to be wrapped. */
function remembered<K, T>(
  known: { get(key: K): T | undefined; has(key: K): boolean; set(key: K, value: T): unknown },
  work: (key: K) => T,
): (key: K) => T {
  return (key) => {
    const before = known.get(key);
    if (before !== undefined || known.has(key)) return before as T;
    const value = work(key);
    known.set(key, value);
    return value;
  };
}

/** The same function, which works once for each of a few texts, such as the names of a table. What it gives is kept as long as the function is. */
export function memoizedByName<N extends string, T>(work: (name: N) => T): (name: N) => T {
  return remembered(new Map<N, T>(), work);
}

/** So many are told apart at a time: far more than one workspace has, and few enough to keep. */
const mostInterned = 1000;

/** What equal values are told by: the parts from which all else follows. */
export interface Interning<T> {
  readonly partsOf?: (values: T) => unknown;
  /** Where a lot hangs on each. */
  readonly most?: number;
}

/**
 * Gives the same object for values that are equal: in all their fields, in the order in which these are written, or in what `partsOf` gives,
 * from which the others follow. What a memo keeps with it is then there for everybody who has such values, also after an edit that changed
 * nothing about them.
 */
export function interning<T extends object>({
  partsOf = Object.values,
  most = mostInterned,
}: Interning<T> = {}): (values: T) => T {
  const known = new Map<string, T>();
  return (values) => {
    const key = JSON.stringify(partsOf(values));
    const before = known.get(key);
    if (before !== undefined) return before;
    if (known.size === most) known.clear();
    known.set(key, values);
    return values;
  };
}

/**
 * The same function, which works once for each part of a whole. What it gives is kept with the whole, so it is for parts that do not outlive
 * it: one map for each whole costs far less to collect than a weak one for each part.
 */
export function memoizedWithin<P, W extends object, T>(work: (part: P, whole: W) => T): (part: P, whole: W) => T {
  const within = memoized((whole: W) => remembered(new Map<P, T>(), (part) => work(part, whole)));
  return (part, whole) => within(whole)(part);
}

/**
 * The same function, which works once for each pair of objects, either of which may outlive the other. That of which there are fewer comes
 * first: each has a map of its own.
 */
export function memoizedPair<A extends object, B extends object, T>(work: (a: A, b: B) => T): (a: A, b: B) => T {
  const withFirst = memoized((a: A) => memoized((b: B) => work(a, b)));
  return (a, b) => withFirst(a)(b);
}

/** What a function gives, worked out when it is first asked for. */
export function once<T>(work: () => T): () => T {
  let known: { readonly value: T } | undefined;
  return () => {
    known ??= { value: work() };
    return known.value;
  };
}

/** So many parts of a whole are remembered: those that were asked for last. */
const mostLately = 16;

/**
 * The same function, which works once for each part of a whole among the last few: for parts of which there is no end, such as what
 * somebody tries one after the other.
 */
export function memoizedLately<P, W extends object, T>(work: (part: P, whole: W) => T): (part: P, whole: W) => T {
  const knownIn = memoized((_: W) => new Map<P, T>());
  return (part, whole) => {
    const known = knownIn(whole);
    const value = known.has(part) ? (known.get(part) as T) : work(part, whole);
    // A map has its entries in the order in which they were set.
    known.delete(part);
    known.set(part, value);
    const [oldest] = known.keys();
    if (known.size > mostLately && oldest !== undefined) known.delete(oldest);
    return value;
  };
}
