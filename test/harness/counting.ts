/** The same value, and how often a property of it, or of anything in it, was read so far. */
export interface Counted<T> {
  readonly value: T;
  readonly reads: () => number;
}

/** Counts what is read of plain data. The same object in it stays the same object. */
export function counting<T extends object>(value: T): Counted<T> {
  let reads = 0;
  const seen = new WeakMap<object, object>();
  const watched = (inner: unknown): unknown => {
    if (typeof inner !== 'object' || inner === null) return inner;
    const before = seen.get(inner);
    if (before) return before;
    const made = new Proxy(inner, {
      get(target, key, receiver) {
        reads++;
        return watched(Reflect.get(target, key, receiver));
      },
    });
    seen.set(inner, made);
    return made;
  };
  return { value: watched(value) as T, reads: () => reads };
}
