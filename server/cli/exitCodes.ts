import { CommanderError } from 'commander';
import { harmless } from '../reporters/terminal.js';

/** What the exit code says. The same for every command. */
export const exitCodes = {
  clean: 0,
  /** Findings at or above `--fail-on`. */
  findings: 1,
  /** The command line or the config file is wrong; nothing was checked. */
  usage: 2,
  /** A fault of ours. */
  internal: 3,
  /** Some input could not be read; the rest was checked. */
  unreadable: 4,
} as const;

/** The exit codes in words, for `--help`. */
export const exitCodesOfLint =
  'Exit codes: 0 clean, 1 findings at or above --fail-on, 2 wrong usage or configuration, 3 a fault of eni-lens,\n' +
  '4 some input could not be read and the rest is clean.';
export const exitCodesOfAnswers =
  'Exit codes: 0 answered, 2 wrong usage, unknown instance type or wrong configuration, 3 a fault of eni-lens.';

/** A mistake of the person at the command line: `message` says what is wrong and what to do. */
export class UsageError extends Error {}

/** The exit code of a command that threw, after telling the person why on standard error. */
export function exitCodeOf(error: unknown): number {
  // commander has printed its own messages already.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.clean : exitCodes.usage;
  if (error instanceof UsageError) {
    process.stderr.write(`${error.message.split('\n').map(harmless).join('\n')}\n`);
    return exitCodes.usage;
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(
    `eni-lens failed: ${text}\nThis is a fault of eni-lens: please report it with the file that causes it.\n`,
  );
  return exitCodes.internal;
}
