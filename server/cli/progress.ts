import { nextTurn } from '../disk/nextTurn.js';
import { type Message, message } from '../messages/message.js';
import { once } from '../text/memo.js';
import type { Call, Output } from './call.js';
import { Interrupted, type Signal, signals } from './interrupt.js';

/** Does the steps of a part of a run, one after the other, and tells a person at a terminal how far it is. */
export type InSteps = <T>(part: ProgressPart, steps: readonly T[], work: (step: T) => void) => Promise<void>;

export type ProgressPart = 'files' | 'clusters';

/** A run that is done before this shows nothing. */
const patienceMilliseconds = 500;
const betweenMilliseconds = 100;

/**
 * Runs work that shows one line on standard error, written over and over and cleared at the end; nothing where nobody watches: no
 * terminal, or CI. Throws Interrupted after a signal while the line is there.
 */
export async function withProgress<T>(
  { stderr, env, now, say }: Call,
  work: (inSteps: InSteps) => Promise<T>,
): Promise<T> {
  // Whether somebody watches is asked when there is something to show.
  const isWatched = once(() => stderr.isTTY === true && !env.CI && env.TERM !== 'dumb');
  const line = statusLine(stderr);
  let next = now() + patienceMilliseconds;
  const inSteps: InSteps = async (part, steps, step) => {
    for (const [index, each] of steps.entries()) {
      step(each);
      if (now() < next || !isWatched()) continue;
      next = now() + betweenMilliseconds;
      await line.show(say(wordsFor(part, index + 1, steps.length)));
    }
  };
  try {
    return await work(inSteps);
  } finally {
    await line.clear();
  }
}

function wordsFor(part: ProgressPart, done: number, total: number): Message {
  return part === 'files'
    ? message('{done} of {total} files read', { done, total })
    : message('{done} of {total} clusters checked', { done, total });
}

interface StatusLine {
  readonly show: (text: string) => Promise<void>;
  readonly clear: () => Promise<void>;
}

/** While the line is there, a signal clears it before the run ends. */
function statusLine(stderr: Output): StatusLine {
  let received: Signal | undefined;
  let isShown = false;
  const receive = (signal: Signal): void => {
    received = signal;
  };
  const hear = async (): Promise<void> => {
    await nextTurn();
    if (received !== undefined) throw new Interrupted(received);
  };
  return {
    async show(text) {
      if (!isShown) for (const signal of signals) process.on(signal, receive);
      isShown = true;
      stderr.write(`\r${text}${clearToEnd}`);
      await hear();
    },
    async clear() {
      if (!isShown) return;
      isShown = false;
      stderr.write(`\r${clearToEnd}`);
      try {
        await hear();
      } finally {
        for (const signal of signals) process.off(signal, receive);
      }
    },
  };
}

const clearToEnd = '\u001b[K';
