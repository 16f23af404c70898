import { fstatSync, type Stats, statSync, writeSync } from 'node:fs';
import { once } from '../text/memo.js';
import type { Caller, Output } from './call.js';

/** What is done when an output can be written no more. */
export type Failed = (error: NodeJS.ErrnoException) => void;

interface ProcessCaller {
  readonly caller: Caller;
  /** False where a stream of Node's own may still have something to write. */
  readonly isWritten: () => boolean;
}

/**
 * The caller of this process. Node makes a stream when it is first asked for, and loads what it needs for it: a run waits for those that
 * it uses only.
 */
export function callerOfProcess(failed: { readonly stdout: Failed; readonly stderr: Failed }): ProcessCaller {
  const { argv, env } = process;
  const stdout = outputOf('stdout', 1, failed.stdout);
  const stderr = outputOf('stderr', 2, failed.stderr);
  const caller: Caller = {
    args: argv.slice(2),
    env,
    // A folder that is gone is told of by whoever asks for it.
    get folder() {
      return process.cwd();
    },
    stdin: { [Symbol.asyncIterator]: () => process.stdin[Symbol.asyncIterator]() },
    stdout: stdout.output,
    stderr: stderr.output,
    // `performance` would load what else Node can measure.
    now: () => 1000 * process.uptime(),
  };
  return { caller, isWritten: () => stdout.isWritten() && stderr.isWritten() };
}

interface ProcessOutput {
  readonly output: Output;
  readonly isWritten: () => boolean;
}

/**
 * One of the outputs. Files and pipes are written to directly, as Node's own streams do on most systems, without loading these, which takes
 * as long as linting a file. What cannot be written at once or at all is left to the stream, which knows how to wait and whom to tell.
 */
function outputOf(name: 'stdout' | 'stderr', descriptor: number, failed: Failed): ProcessOutput {
  let opened: NodeJS.WriteStream | undefined;
  const stream = (): NodeJS.WriteStream => {
    opened ??= process[name].on('error', failed);
    return opened;
  };
  const isPlain = once(() => isFileOrPipe(descriptor));
  const isDirect = (): boolean => opened === undefined && isPlain();
  const output: Output = {
    write(text) {
      const rest = isDirect() ? unwrittenOf(descriptor, Buffer.from(text)) : text;
      if (rest.length > 0) stream().write(rest);
    },
    get isTTY() {
      return isDirect() ? false : stream().isTTY;
    },
    get columns() {
      return isDirect() ? undefined : stream().columns;
    },
  };
  return { output, isWritten: () => opened === undefined };
}

/** What no terminal is: files, pipes, sockets, by which some programs read along, and nowhere. */
function isFileOrPipe(descriptor: number): boolean {
  try {
    const stats = fstatSync(descriptor);
    return stats.isFile() || stats.isFIFO() || stats.isSocket() || isNowhere(stats);
  } catch {
    // It was closed before we began.
    return false;
  }
}

/** True for `/dev/null`. */
function isNowhere(stats: Stats): boolean {
  return stats.isCharacterDevice() && statSync('/dev/null').rdev === stats.rdev;
}

/** Writes bytes as far as they can be written now; returns the rest. */
function unwrittenOf(descriptor: number, bytes: Uint8Array): Uint8Array {
  let written = 0;
  try {
    while (written < bytes.length) written += writeSync(descriptor, bytes, written);
  } catch {
    // The stream finds the same fault, if it is one.
  }
  return bytes.subarray(written);
}
