import { resolve } from 'node:path';
import { uriOf } from '../disk/fileSource.js';
import { type Message, message, whole } from '../messages/message.js';
import { UsageError } from './exitCodes.js';
import type { Git } from './git.js';

/** What has changed in a working tree since a commit. */
export interface Changes {
  /** Uri of the working tree's topmost folder. */
  readonly top: string;
  /** False for a file that git has and that is as it was. What git does not know counts as changed. */
  readonly isChanged: (uri: string) => boolean;
  /** The files that have another content than then, or are gone, with what they held; in git's order. */
  readonly before: readonly FileBefore[];
}

export interface FileBefore {
  readonly uri: string;
  readonly isGone: boolean;
  /** The name git has for the content. */
  readonly blob: string;
}

/**
 * What has changed in the working tree around a folder: since the last commit, or since the point where the current branch left `ref`.
 * Renamed files are new ones, and of a submodule with changes every file is. Throws a UsageError that says what to do.
 */
export function changesSince(git: Git, folder: string, ref: string | undefined): Changes {
  const top = topOf(git, folder);
  const base = ref === undefined ? commitOf(git, top, 'HEAD') : baseOf(git, top, ref);
  // Before the first commit everything is new.
  if (base === undefined) return { top: uriOf(top), isChanged: () => true, before: [] };
  const uriIn = (path: string): string => uriOf(resolve(top, path));
  const compared = ['diff', '--raw', '-z', '--no-renames', '--no-abbrev', '--no-ext-diff', '--ignore-submodules=none'];
  const entries = entriesOf(textOf(git, top, [...compared, base, '--']));
  const changed = new Set(entries.map(({ path }) => uriIn(path)));
  const submodules = entries.filter(({ modes }) => modes.includes(submodule)).map(({ path }) => `${uriIn(path)}/`);
  const tracked = fieldsOf(textOf(git, top, ['ls-files', '-z', '--recurse-submodules']));
  const known = new Set(tracked.map(uriIn));
  return {
    top: uriOf(top),
    isChanged: (uri) => !known.has(uri) || changed.has(uri) || submodules.some((each) => uri.startsWith(each)),
    before: entries
      .filter(({ modes: [old] }) => isFileMode(old))
      .map(({ path, blob, modes: [, now] }) => ({ uri: uriIn(path), isGone: !isFileMode(now), blob })),
  };
}

/** What files held, in their order; undefined where git does not have it, as in a partial clone: it is not fetched. */
export function contentsOf(git: Git, folder: string, files: readonly FileBefore[]): readonly (Buffer | undefined)[] {
  if (files.length === 0) return [];
  const answer = git(folder, ['cat-file', '--batch'], `${files.map(({ blob }) => blob).join('\n')}\n`);
  if ('failure' in answer) return files.map(() => undefined);
  let at = 0;
  return files.map(() => {
    const { output } = answer;
    const headerEnd = output.indexOf('\n', at);
    const [, size] = /^\S+ blob (\d+)$/.exec(output.toString('latin1', at, headerEnd)) ?? [];
    const start = headerEnd + 1;
    at = size === undefined ? start : start + Number(size) + 1;
    return size === undefined ? undefined : output.subarray(start, start + Number(size));
  });
}

function topOf(git: Git, folder: string): string {
  const answer = git(folder, ['rev-parse', '--is-inside-work-tree', '--show-cdup']);
  if ('failure' in answer && !/not a git repository|must be run in a work tree/i.test(answer.failure)) {
    throw failed(answer.failure);
  }
  const [isInside, up = ''] = 'failure' in answer ? [] : answer.output.toString().split('\n');
  if (isInside === 'true') return resolve(folder, up);
  throw new UsageError(
    message('{folder} is not in a git repository: run eni-lens in one, or leave out --changed and --since', {
      folder: whole(folder),
    }),
  );
}

function baseOf(git: Git, top: string, ref: string): string {
  if (ref === '') throw new UsageError(emptyRef);
  const commit = ref.startsWith('-') ? undefined : commitOf(git, top, ref);
  if (commit === undefined) throw new UsageError(unknownCommit(ref));
  const shared = git(top, ['merge-base', commit, 'HEAD']);
  // Without a common ancestor, as in a shallow clone, the commit itself is compared with.
  return 'failure' in shared ? commit : shared.output.toString().trim();
}

const emptyRef = message('--since is empty: name the branch or commit to compare with, such as --since origin/main');

function unknownCommit(ref: string): Message {
  return message(
    'git has no commit {ref} here: check its name with git branch --all, or fetch it first (in CI often with a fetch depth of 0)',
    { ref },
  );
}

function commitOf(git: Git, top: string, ref: string): string | undefined {
  const answer = git(top, ['rev-parse', '--verify', '--quiet', `${ref}^{commit}`]);
  return 'failure' in answer ? undefined : answer.output.toString().trim();
}

function textOf(git: Git, top: string, args: readonly string[]): string {
  const answer = git(top, args);
  if ('failure' in answer) throw failed(answer.failure);
  return answer.output.toString();
}

/** For what nobody can foresee, and for the folder of somebody else that git does not trust, as is usual in containers. */
function failed(failure: string): UsageError {
  const [, folder] = /dubious ownership in repository at '(.*)'/.exec(failure) ?? [];
  if (folder !== undefined) return new UsageError(foreignRepository(folder));
  const lines = failure.split('\n');
  const reason = lines.find((line) => line.startsWith('fatal: ')) ?? lines[0] ?? '';
  return new UsageError(
    message('git cannot tell what has changed: {reason}. Mend that, or leave out --changed and --since', { reason }),
  );
}

function foreignRepository(folder: string): Message {
  return message(
    'The repository {folder} belongs to another user, so git does not read it: allow it with git config --global --add safe.directory {folder}',
    { folder: whole(folder) },
  );
}

interface DiffEntry {
  readonly path: string;
  /** Before and now; all zeros where there is none. */
  readonly modes: readonly [string, string];
  readonly blob: string;
}

const submodule = '160000';

function isFileMode(mode: string): boolean {
  return mode.startsWith('100');
}

/** Entries as `:100644 100644 <blob> <blob> M` and a path, each ended by a NUL. */
function entriesOf(raw: string): readonly DiffEntry[] {
  const fields = fieldsOf(raw);
  return fields.flatMap((field, index) => {
    const [, before, now, blob] = /^:(\d{6}) (\d{6}) ([0-9a-f]+) [0-9a-f]+ [A-Z]$/.exec(field) ?? [];
    const path = fields[index + 1];
    if (index % 2 === 1 || before === undefined || now === undefined || blob === undefined || path === undefined)
      return [];
    return [{ path, modes: [before, now], blob }];
  });
}

function fieldsOf(text: string): readonly string[] {
  return text.split('\0').filter((field) => field !== '');
}
