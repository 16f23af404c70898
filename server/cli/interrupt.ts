import { nextTurn } from '../disk/nextTurn.js';

/** The person or the system ended the run. */
export class Interrupted extends Error {
  readonly exitCode: number;

  constructor(signal: Signal) {
    super(signal);
    this.exitCode = 128 + signalNumbers[signal];
  }
}

/** What ends a run early, with its number, which POSIX gives it: `node:os`, which knows all of them, is loaded for nothing else. */
const signalNumbers = { SIGINT: 2, SIGTERM: 15, SIGHUP: 1 } as const;

export type Signal = keyof typeof signalNumbers;

export const signals = Object.keys(signalNumbers) as readonly Signal[];

/** Runs work that is told of signals instead of being ended by them, so that it can clean up. Throws Interrupted when there was one. */
export async function withSignals<T>(work: (aborted: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const stop = (signal: Signal): void => controller.abort(new Interrupted(signal));
  for (const signal of signals) process.on(signal, stop);
  try {
    const result = await work(controller.signal);
    // A signal that came during the last step is heard in the next turn.
    await nextTurn();
    controller.signal.throwIfAborted();
    return result;
  } finally {
    for (const signal of signals) process.off(signal, stop);
  }
}
