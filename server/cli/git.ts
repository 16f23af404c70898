import { execFileSync } from 'node:child_process';
import { message } from '../messages/message.js';
import { UsageError } from './exitCodes.js';

/* The only place that starts another program: git, for --changed and --since, and nothing through a shell. */

/** What git printed, or why it did not do what it was asked, in its own words. */
export type GitAnswer = { readonly output: Buffer } | { readonly failure: string };

/** Asks git in a folder. Throws a UsageError where there is no git. */
export function git(folder: string, args: readonly string[], input = ''): GitAnswer {
  try {
    const output = execFileSync('git', [...settings, ...args], {
      cwd: folder,
      input,
      maxBuffer: Number.POSITIVE_INFINITY,
      stdio: ['pipe', 'pipe', 'pipe'],
      // No missing object is fetched from anywhere: an older git knows the second way only.
      env: { ...process.env, GIT_NO_LAZY_FETCH: '1', GIT_ALLOW_PROTOCOL: '', LC_ALL: 'C' },
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
