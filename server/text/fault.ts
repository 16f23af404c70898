/** What work gave; or, where it threw, what was thrown. */
export type Attempted<T> = { readonly value: T } | { readonly fault: unknown };

/**
 * Does work that is not known to throw, and must not take anything else with it where it does: a fault of ours in one file or rule, such as
 * a recursion too deep for the stack, is told of there, and the others are still checked.
 */
export function attempted<T>(work: () => T): Attempted<T> {
  try {
    return { value: work() };
  } catch (fault) {
    return { fault };
  }
}
