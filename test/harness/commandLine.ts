import { Readable } from 'node:stream';
import { answer } from '../../server/cli/answer.js';
import type { Call, Caller } from '../../server/cli/call.js';
import type { CatalogueReader } from '../../server/disk/catalogue.js';
import { sayWith } from '../../server/messages/message.js';

/** What a program said and how it ended. */
export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CallOptions {
  readonly cwd: string;
  readonly input?: string | Uint8Array;
  /** Beside PATH; nothing else is inherited. */
  readonly env?: Readonly<Record<string, string>>;
  /** The width of the terminal that the output goes to; a pipe where none is said. */
  readonly columns?: number;
  /** The catalogues of other languages than those there are. */
  readonly catalogues?: CatalogueReader;
}

/** Answers a command line within this process, as the program does: with its own folder, environment and streams. */
export async function answerOf(args: readonly string[], options: CallOptions): Promise<Outcome> {
  const { columns } = options;
  const stdout = columns === undefined ? recorder() : { ...recorder(), isTTY: true, columns };
  const stderr = recorder();
  const code = await answer({ ...callerWith(args, options), stdout, stderr }, options.catalogues);
  return { code, stdout: stdout.text(), stderr: stderr.text() };
}

function callerWith(args: readonly string[], { cwd, input = '', env = {} }: CallOptions): Caller {
  let ticks = 0;
  return {
    args,
    env: { PATH: process.env.PATH, ...env },
    folder: cwd,
    stdin: Readable.from([Buffer.from(input)]),
    stdout: recorder(),
    stderr: recorder(),
    // As long as it takes to be asked for the time.
    now: () => ticks++,
  };
}

/** A stream into a pipe, of which every byte is kept. */
function recorder() {
  const chunks: Uint8Array[] = [];
  return {
    write: (text: string | Uint8Array) => chunks.push(Buffer.from(text)),
    text: () => Buffer.concat(chunks).toString(),
  };
}

/** A call in English that nobody answers: for what only looks at the commands. */
export const englishCall: Call = {
  ...callerWith([], { cwd: '/' }),
  say: sayWith(undefined),
  language: 'en',
  catalogue: undefined,
  end: () => {},
};
