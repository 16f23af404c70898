import { existsSync, statSync } from 'node:fs';
import { isAbsolute, resolve, sep } from 'node:path';
import { readSource, uriOf } from '../disk/fileSource.js';
import { ioReason } from '../disk/ioReason.js';
import { type Attempt, filesUnder, trackedFilesOfOurs, type WalkOptions } from '../disk/walk.js';
import { type Message, message } from '../messages/message.js';
import { syntaxOf } from '../syntax/claims.js';
import { once } from '../text/memo.js';
import type { FileSource } from '../workspace/fileModel.js';
import { shownPath } from './shownPath.js';

/** What was found under the paths of a command line. Uris are absolute paths with forward slashes. */
export interface FoundFiles {
  /** Files that may hold something of ours, sorted by uri. */
  readonly sources: readonly FileSource[];
  /** Absolute paths of all files that were looked at. */
  readonly files: readonly string[];
  /** How many of them have no hint of any format. */
  readonly withoutHint: number;
  /** Absolute paths of the folders among the paths of the command line. */
  readonly folders: readonly string[];
  /** Uris of files among those named that hold a hint, and that no syntax claims: they are not read. */
  readonly unclaimed: readonly string[];
  /** How many of the paths named are left out by the config file. */
  readonly ignored: number;
  /** Standard input, where it was read. */
  readonly stdin?: { readonly uri: string; readonly bytes: Uint8Array };
  /** What could not be read, sorted by path. */
  readonly unreadable: readonly UnreadablePath[];
}

export interface UnreadablePath {
  readonly path: string;
  /** Why, in words. */
  readonly reason: Message;
}

export interface FindOptions {
  /** The absolute path of the folder that relative paths start from. */
  readonly folder: string;
  /** Largest file that is parsed, in bytes. */
  readonly maxFileSize: number;
  /** What config files leave out, by uri; a folder's ends with a slash. */
  readonly isIgnored: (uri: string) => boolean;
  /** Told of every folder that is walked through. */
  readonly entered?: WalkOptions['entered'];
  /** Around finding the files, and around reading them. */
  readonly around?: <T>(phase: 'find' | 'read', work: () => T) => T;
}

/**
 * The files under the paths: a file if a syntax claims it by its name or first line, a folder with all files that one claims by their
 * names except those that `.gitignore` names and git does not track. Symbolic links in folders are not followed. Files without any hint of a format are counted, not returned.
 */
export function findFiles(paths: readonly string[], options: FindOptions): FoundFiles {
  const { folder, around = (_phase, work) => work() } = options;
  const failures = new Map<string, Message>();
  const attempt: Attempt = (path, read) => {
    try {
      return read();
    } catch (error) {
      failures.set(
        paths.includes(path) ? path : shownPath(folder, path),
        isPattern(path, folder) ? patternReason : ioReason(error),
      );
      return undefined;
    }
  };
  const found = around('find', () => namedFiles(paths, attempt, options));
  let withoutHint = 0;
  const sources = around('read', () =>
    found.files.flatMap((path) => {
      const read = attempt(path, () => ({ source: readSource(path, uriOf(path), options.maxFileSize) }));
      if (read !== undefined && read.source === undefined) withoutHint++;
      return read?.source ? [read.source] : [];
    }),
  );
  const { read, unclaimed } = claimed(sources);
  const unreadable = [...failures].map(([path, reason]) => ({ path, reason }));
  return {
    ...found,
    files: withoutThese(found.files, unclaimed),
    withoutHint,
    unclaimed,
    sources: read.toSorted((a, b) => (a.uri < b.uri ? -1 : 1)),
    unreadable: unreadable.sort((a, b) => (a.path < b.path ? -1 : 1)),
  };
}

/** The paths without those of these uris. */
function withoutThese(paths: readonly string[], uris: readonly string[]): readonly string[] {
  const gone = new Set(uris);
  return gone.size === 0 ? paths : paths.filter((path) => !gone.has(uriOf(path)));
}

/** The sources that a syntax claims, and the uris of the others. */
export function claimed(sources: readonly FileSource[]): {
  readonly read: readonly FileSource[];
  readonly unclaimed: readonly string[];
} {
  const isClaimed = (source: FileSource): boolean =>
    syntaxOf({ name: source.uri, text: 'text' in source ? source.text : undefined }) !== undefined;
  const others = sources.filter((source) => !isClaimed(source));
  return { read: sources.filter(isClaimed), unclaimed: others.map(({ uri }) => uri) };
}

function namedFiles(
  paths: readonly string[],
  attempt: Attempt,
  { folder, isIgnored, entered }: FindOptions,
): Pick<FoundFiles, 'files' | 'folders' | 'ignored'> {
  const files = new Set<string>();
  const folders: string[] = [];
  const trackedIn = once(() => trackedFilesOfOurs()());
  let ignored = 0;
  for (const path of new Set(paths)) {
    const stats = attempt(path, () => statSync(placeOf(path, folder)));
    const absolute = resolve(folder, path);
    if (stats && isIgnored(stats.isDirectory() ? `${uriOf(absolute)}/` : uriOf(absolute))) ignored++;
    else if (stats?.isDirectory()) {
      folders.push(absolute);
      const walk = { attempt, trackedIn: trackedIn(), isLeftOut: isIgnored, ...(entered ? { entered } : {}) };
      for (const file of filesUnder(absolute, walk)) files.add(file);
    } else if (stats) files.add(absolute);
  }
  return { files: [...files], folders, ignored };
}

/**
 * Where the system is asked for a path. A slash at its end stays: it is said of folders only. An empty path is a variable nobody set, and
 * not the current folder.
 */
function placeOf(path: string, folder: string): string {
  return path === '' || isAbsolute(path) ? path : `${folder}${sep}${path}`;
}

/** True for a pattern that no shell has put files in place of. */
function isPattern(path: string, folder: string): boolean {
  return /[*?]/.test(path) && !existsSync(placeOf(path, folder));
}

const patternReason = message('patterns are for the shell: leave out the quotes, or name the folder');
