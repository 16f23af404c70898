import { execFileSync } from 'node:child_process';
import { message } from '../messages/message.js';
import type { Caller } from './call.js';
import { UsageError } from './exitCodes.js';

/* The only place that starts another program: git, for --changed and --since, and nothing through a shell. */

/** What git printed, or why it did not do what it was asked, in its own words. */
export type GitAnswer = { readonly output: Buffer } | { readonly failure: string };

/** Asks git in a folder. Throws a UsageError where there is no git. */
export type Git = (folder: string, args: readonly string[], input?: string) => GitAnswer;

/** The git of a caller: the one that their environment leads to, with what it says there. */
export function gitOf({ env }: Pick<Caller, 'env'>): Git {
  return (folder, args, input = '') => ask(folder, { args, input, env });
}

function ask(
  folder: string,
  { args, input, env }: Pick<Caller, 'args' | 'env'> & { readonly input: string },
): GitAnswer {
  try {
    const output = execFileSync('git', [...settings, ...args], {
      cwd: folder,
      input,
      maxBuffer: Number.POSITIVE_INFINITY,
      stdio: ['pipe', 'pipe', 'pipe'],
      // No missing object is fetched from anywhere: an older git knows the second way only.
      env: { ...env, GIT_NO_LAZY_FETCH: '1', GIT_ALLOW_PROTOCOL: '', LC_ALL: 'C' },
    });
    return { output };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') throw new UsageError(noGit);
    const stderr = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : '';
    return { failure: stderr || String(error) };
  }
}

/** A repository may name a program that git then runs to watch its files: not for us. A file that was only touched has not changed. */
const settings = ['--no-pager', '-c', 'core.fsmonitor=false', '-c', 'diff.autoRefreshIndex=true'];

const noGit = message(
  'git is not installed, and --changed and --since ask it what has changed: install it, or lint without them',
);
