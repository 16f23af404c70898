import type { Catalogue, Say } from '../messages/message.js';

/** Where a command reads or writes: as much of a process's streams as we use. */
export interface Output {
  readonly write: (text: string | Uint8Array) => unknown;
  /** True for a terminal. */
  readonly isTTY?: boolean;
  /** The width of the terminal. */
  readonly columns?: number | undefined;
}

/** Who called the command line: with what words, from where, and where the answers go. */
export interface Caller {
  /** What stands behind the name of the program. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The absolute path of the folder that relative paths start from. */
  readonly folder: string;
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Milliseconds since the call began. */
  readonly now: () => number;
}

/** How a command speaks: its own words, and the language of texts that are written once per language. */
export interface Speech {
  readonly say: Say;
  readonly language: string;
  readonly catalogue: Catalogue | undefined;
}

/** A call that is being answered, in the language of the caller. */
export interface Call extends Caller, Speech {
  /** Says how the command ended. */
  readonly end: (exitCode: number) => void;
}
