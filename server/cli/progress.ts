import { setImmediate } from 'node:timers/promises';
import { message, type Say } from '../messages/message.js';
import { Interrupted } from './interrupt.js';

/** Tells a person at a terminal how far a long run is. */
export interface Progress {
  /** Notes how many files are done. Throws Interrupted after a signal. */
  readonly step: (done: number, total: number) => Promise<void> | undefined;
  /** Clears the line. */
  readonly end: () => void;
}

/** A run that is done before this shows nothing. */
const patienceMilliseconds = 500;
const betweenMilliseconds = 100;

/** Shows one line on standard error that is written over and over; nothing where nobody watches: no terminal, or CI. */
export function progress(say: Say, now: () => number): Progress {
  const { stderr, env } = process;
  if (!stderr.isTTY || env.CI || env.TERM === 'dumb') return { step: () => undefined, end: () => {} };
  let next = now() + patienceMilliseconds;
  let signal: NodeJS.Signals | undefined;
  let isShown = false;
  const interrupt = (received: NodeJS.Signals): void => {
    signal = received;
  };
  const end = (): void => {
    if (!isShown) return;
    isShown = false;
    process.off('SIGINT', interrupt);
    stderr.write(`\r${clearLine}`);
  };
  const show = async (done: number, total: number): Promise<void> => {
    if (!isShown) process.on('SIGINT', interrupt);
    isShown = true;
    stderr.write(`\r${say(message('{done} of {total} files read', { done, total }))}${clearLine}`);
    // Signals are heard between two turns only.
    await setImmediate();
    if (signal === undefined) return;
    end();
    throw new Interrupted(signal);
  };
  return {
    step(done, total) {
      if (now() < next) return undefined;
      next = now() + betweenMilliseconds;
      return show(done, total);
    },
    end,
  };
}

const clearLine = '\u001b[K';
