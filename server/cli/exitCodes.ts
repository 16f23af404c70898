import { type Message, message, render, whole } from '../messages/message.js';
import { harmless } from '../reporters/terminal.js';
import type { Call } from './call.js';
import { Interrupted } from './interrupt.js';

/** What the exit code says. The same for every command. */
export const exitCodes = {
  clean: 0,
  /** Findings at or above `--fail-on`. */
  findings: 1,
  /** The command line or the config file is wrong; nothing was checked. */
  usage: 2,
  /** A fault of ours. */
  internal: 3,
  /** Some input could not be read, or not be written with its fixes; the rest was checked. */
  unreadable: 4,
} as const;

/** The exit codes in words, for `--help`. */
export const exitCodesOfLint = message(
  'Exit codes: 0 clean, 1 findings at or above --fail-on, 2 wrong usage or configuration, 3 a fault of eni-lens, 4 some input could not be read or written and the rest is clean.',
);
export const exitCodesOfAnswers = message(
  'Exit codes: 0 answered, 2 wrong usage, unknown instance type or wrong configuration, 3 a fault of eni-lens.',
);
export const exitCodesOfClusters = message(
  'Exit codes: 0 answered, 2 wrong usage or configuration, 3 a fault of eni-lens, 4 some input could not be read.',
);
export const exitCodesOfPlan = message(
  'Exit codes: 0 planned, 1 a budget is exceeded, 2 wrong usage or configuration, 3 a fault of eni-lens, 4 some input could not be read.',
);
export const exitCodesOfRules = message(
  'Exit codes: 0 answered, 2 wrong usage, unknown rule or wrong configuration, 3 a fault of eni-lens.',
);

/** A mistake of the person at the command line: the texts, a line each, say what is wrong and what to do. */
export class UsageError extends Error {
  readonly texts: readonly Message[];

  constructor(...texts: readonly Message[]) {
    super(texts.map((text) => render(text)).join('\n'));
    this.texts = texts;
  }
}

/** The exit code of a command that threw, after telling the person why on standard error. */
export function exitCodeOf(error: unknown, { say, stderr }: Pick<Call, 'say' | 'stderr'>): number {
  // commander has printed its own messages already.
  if (isOfCommander(error)) return error.exitCode === 0 ? exitCodes.clean : exitCodes.usage;
  if (error instanceof Interrupted) return error.exitCode;
  if (error instanceof UsageError) {
    stderr.write(error.texts.map((text) => `${harmless(say(text))}\n`).join(''));
    return exitCodes.usage;
  }
  tellFault(error, { say, stderr });
  return exitCodes.internal;
}

/** Tells of a fault of ours, and what to do about it. */
export function tellFault(error: unknown, { say, stderr }: Pick<Call, 'say' | 'stderr'>): void {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  stderr.write(
    `${say(message('eni-lens failed: {stack}', { stack: whole(stack) }))}\n${say(
      message('This is a fault of eni-lens: please report it with the file that causes it.'),
    )}\n`,
  );
}

/** True for what commander throws. A run that has no need of it is not to load it for its class. */
function isOfCommander(error: unknown): error is { readonly exitCode: number } {
  return error instanceof Error && 'exitCode' in error && 'code' in error && /^commander\./.test(String(error.code));
}
