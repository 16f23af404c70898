import { constants } from 'node:os';
import { setImmediate } from 'node:timers/promises';

/** The person or the system ended the run. */
export class Interrupted extends Error {
  readonly exitCode: number;

  constructor(signal: NodeJS.Signals) {
    super(signal);
    this.exitCode = 128 + constants.signals[signal];
  }
}

/** What ends a run early. */
export const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Runs work that is told of signals instead of being ended by them, so that it can clean up. Throws Interrupted when there was one. */
export async function withSignals<T>(work: (aborted: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const stop = (signal: NodeJS.Signals): void => controller.abort(new Interrupted(signal));
  for (const signal of signals) process.on(signal, stop);
  try {
    const result = await work(controller.signal);
    // A signal that came during the last step is heard in the next turn.
    await setImmediate();
    controller.signal.throwIfAborted();
    return result;
  } finally {
    for (const signal of signals) process.off(signal, stop);
  }
}
