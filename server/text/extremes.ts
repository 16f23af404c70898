/*
 * Of lists that come from files: as arguments of Math.min, a hundred thousand numbers are more than the stack holds.
 */

/** The lowest of some numbers; Infinity of none. */
export function lowest(numbers: readonly number[]): number {
  return numbers.reduce((low, each) => Math.min(low, each), Number.POSITIVE_INFINITY);
}

/** The highest of some numbers; -Infinity of none. */
export function highest(numbers: readonly number[]): number {
  return numbers.reduce((high, each) => Math.max(high, each), Number.NEGATIVE_INFINITY);
}
