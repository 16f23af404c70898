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

/** A mistake of the person at the command line: `message` says what is wrong and what to do. */
export class UsageError extends Error {}
