import { readdirSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { readSource, uriOf } from '../disk/fileSource.js';
import { type IgnoreFile, ignoresInside, inheritedIgnores, isGitIgnored, readIgnoreFile } from '../disk/gitIgnore.js';
import type { FileSource } from '../workspace/fileModel.js';

/** What was found under the paths of a command line. Uris are absolute paths with forward slashes. */
export interface FoundFiles {
  /** Files that may hold something of ours, sorted by uri. */
  readonly sources: readonly FileSource[];
  /** How many files were looked at. */
  readonly seen: number;
  /** How many of the paths named are left out by the config file. */
  readonly ignored: number;
  /** What could not be read, sorted by path. */
  readonly unreadable: readonly UnreadablePath[];
}

export interface UnreadablePath {
  readonly path: string;
  /** Why, in words. */
  readonly reason: string;
}

export interface FindOptions {
  /** Largest file that is parsed, in bytes. */
  readonly maxFileSize: number;
  /** What the config file leaves out, by uri; a folder's ends with a slash. */
  readonly isIgnored: (uri: string) => boolean;
}

const extensions = /\.(ya?ml|json)$/i;
/** Folders that hold other people's files. */
const skippedFolders = new Set(['.git', 'node_modules']);

/** Runs something that reads the disk; a failure is noted for `path` and gives undefined. */
type Attempt = <T>(path: string, read: () => T) => T | undefined;

/**
 * The files under the paths: a file is taken whatever its name, a folder with all its YAML and JSON files except those that
 * `.gitignore` names. Symbolic links in folders are not followed. Files without any hint of a format are counted, not returned.
 */
export function findFiles(paths: readonly string[], options: FindOptions): FoundFiles {
  const failures = new Map<string, string>();
  const attempt: Attempt = (path, read) => {
    try {
      return read();
    } catch (error) {
      failures.set(path, reasonOf(error));
      return undefined;
    }
  };
  const files = new Set<string>();
  let ignored = 0;
  for (const path of new Set(paths)) {
    // An empty path is a variable nobody set, not the current folder.
    const stats = attempt(path, () => statSync(path));
    const absolute = resolve(path);
    if (stats && options.isIgnored(stats.isDirectory() ? `${uriOf(absolute)}/` : uriOf(absolute))) ignored++;
    else if (stats?.isDirectory()) walk(absolute, inherited(absolute, attempt), { files, attempt, options });
    else if (stats) files.add(absolute);
  }
  const sources = [...files].flatMap((path) => {
    const source = attempt(shown(path), () => readSource(path, uriOf(path), options.maxFileSize));
    return source ? [source] : [];
  });
  const unreadable = [...failures].map(([path, reason]) => ({ path, reason }));
  return {
    sources: sources.sort((a, b) => (a.uri < b.uri ? -1 : 1)),
    seen: files.size,
    ignored,
    unreadable: unreadable.sort((a, b) => (a.path < b.path ? -1 : 1)),
  };
}

interface Walk {
  /** Absolute paths. */
  readonly files: Set<string>;
  readonly attempt: Attempt;
  readonly options: FindOptions;
}

function walk(folder: string, ignores: readonly IgnoreFile[], context: Walk): void {
  const { files, attempt, options } = context;
  const own = attempt(shown(join(folder, '.gitignore')), () => readIgnoreFile(folder));
  const all = own ? [...ignores, own] : ignores;
  const entries = attempt(shown(folder), () => readdirSync(folder, { withFileTypes: true })) ?? [];
  for (const entry of entries) {
    const path = join(folder, entry.name);
    const inside = `${path}/`;
    if (entry.isDirectory()) {
      if (skippedFolders.has(entry.name) || isGitIgnored(inside, all) || options.isIgnored(uriOf(inside))) continue;
      walk(path, ignoresInside(path, all), context);
    } else if (entry.isFile() && extensions.test(entry.name) && !isGitIgnored(path, all)) {
      if (!options.isIgnored(uriOf(path))) files.add(path);
    }
  }
}

function inherited(folder: string, attempt: Attempt): readonly IgnoreFile[] {
  const all = inheritedIgnores(folder, (above) =>
    attempt(shown(join(above, '.gitignore')), () => readIgnoreFile(above)),
  );
  return ignoresInside(folder, all);
}

/** An absolute path as a person at the working directory writes it. */
function shown(path: string): string {
  return relative(process.cwd(), path) || path;
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  ENOTDIR: 'there is no such file or folder',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EISDIR: 'it is a folder',
  ELOOP: 'its symbolic links go in a circle',
};

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return reasons[code] ?? (error instanceof Error ? error.message : String(error));
}
