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

/** The same function, which works once for each pair of objects. */
export function memoizedPair<A extends object, B extends object, T>(work: (a: A, b: B) => T): (a: A, b: B) => T {
  const withFirst = memoized((a: A) => memoized((b: B) => work(a, b)));
  return (a, b) => withFirst(a)(b);
}
