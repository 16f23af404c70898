/** Waits for the next turn: between two of them signals are heard. `node:timers/promises` does the same, and is loaded for nothing else. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
