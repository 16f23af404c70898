/*
 * Memos: what was worked out for a thing that never changes is kept with it, and goes when nobody holds the thing any more.
 */

/** The same function, which works once for each object. */
export function memoized<K extends object, T>(work: (key: K) => T): (key: K) => T {
  const known = new WeakMap<K, { readonly value: T }>();
  return (key) => {
    const before = known.get(key);
    if (before !== undefined) return before.value;
    const value = work(key);
    known.set(key, { value });
    return value;
  };
}

/** The same function, which works once for each of a few texts, such as the names of a table: what it gives is kept for ever. */
export function memoizedByName<N extends string, T>(work: (name: N) => T): (name: N) => T {
  const known = new Map<N, { readonly value: T }>();
  return (name) => {
    const before = known.get(name);
    if (before !== undefined) return before.value;
    const value = work(name);
    known.set(name, { value });
    return value;
  };
}

/**
 * The same function, which works once for each part of a whole. What it gives is kept with the whole, so it is for parts that do not outlive
 * it: one map for each whole costs far less to collect than a weak one for each part.
 */
export function memoizedWithin<P, W extends object, T>(work: (part: P, whole: W) => T): (part: P, whole: W) => T {
  const within = memoized((_: W) => new Map<P, { readonly value: T }>());
  return (part, whole) => {
    const known = within(whole);
    const before = known.get(part);
    if (before !== undefined) return before.value;
    const value = work(part, whole);
    known.set(part, { value });
    return value;
  };
}

/** The same function, which works once for each pair of objects, either of which may outlive the other. */
export function memoizedPair<A extends object, B extends object, T>(work: (a: A, b: B) => T): (a: A, b: B) => T {
  const withFirst = memoized((a: A) => memoized((b: B) => work(a, b)));
  return (a, b) => withFirst(a)(b);
}
