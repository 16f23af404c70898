import { readdirSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { fileEndings } from '../syntax/claims.js';
import { uriOf } from './fileSource.js';
import { type IgnoreFile, ignoresInside, inheritedIgnores, isGitIgnored, readIgnoreFile } from './gitIgnore.js';

/** Runs something that reads the disk; gives undefined when it fails, after noting the failure for the path. */
export type Attempt = <T>(path: string, read: () => T) => T | undefined;

export interface WalkOptions {
  readonly attempt: Attempt;
  /** What is left out beside what `.gitignore` names: absolute paths with forward slashes; a folder's ends with one. */
  readonly isLeftOut: (path: string) => boolean;
  /** Told of every folder before what lies in it, and what files it has that git does not ignore. */
  readonly entered?: (folder: string, has: (name: string) => boolean) => void;
}

const extensions: ReadonlySet<string> = new Set(fileEndings);

/** Folders that hold other people's files. */
const skippedFolders = new Set(['.git', 'node_modules']);

/** True when a syntax claims files of this name. */
function hasOurExtension(path: string): boolean {
  return extensions.has(path.slice(path.lastIndexOf('.') + 1).toLowerCase());
}

/**
 * The files under a folder that a syntax claims by their names and git does not ignore, one by one. Symbolic links are not followed.
 * `within` is the folder itself, or one in it outside of which nothing is looked at.
 */
export function* filesUnder(folder: string, options: WalkOptions, within = folder): Generator<string, void, undefined> {
  const inherited = ignoresFrom(folder, options).above(within);
  if (inherited) yield* walk(within, inherited, options);
}

/** Tells whether `filesUnder` of a folder would come to a file or, where it ends with a slash, to a folder in it, were it there. */
export function reachFrom(folder: string, options: WalkOptions): (path: string) => boolean {
  const ignores = ignoresFrom(folder, options);
  return (path) => {
    if (path.endsWith('/')) return ignores.above(path.slice(0, -1)) !== undefined;
    const counting = hasOurExtension(path) ? ignores.within(dirname(path)) : undefined;
    return counting !== undefined && isWanted('', path, counting, options);
  };
}

/** The `.gitignore` files that count in a folder which a walk comes to; undefined for others. */
interface CountingIgnores {
  /** Those above it. */
  readonly above: (folder: string) => readonly IgnoreFile[] | undefined;
  /** Its own too. */
  readonly within: (folder: string) => readonly IgnoreFile[] | undefined;
}

/** Each folder is looked at once. */
function ignoresFrom(start: string, options: WalkOptions): CountingIgnores {
  const known = new Map<string, readonly IgnoreFile[] | undefined>();
  const above = (folder: string): readonly IgnoreFile[] | undefined => {
    if (relative(start, folder) === '') {
      return ignoresInside(
        start,
        inheritedIgnores(start, (parent) => ignoreFileOf(parent, options)),
      );
    }
    const parent = dirname(folder);
    const ignores = parent === folder ? undefined : within(parent);
    const isReached = ignores && isWanted(basename(folder), `${folder}/`, ignores, options);
    return isReached ? ignoresInside(folder, ignores) : undefined;
  };
  const within = (folder: string): readonly IgnoreFile[] | undefined => {
    if (!known.has(folder)) {
      const inherited = above(folder);
      const own = inherited && ignoreFileOf(folder, options);
      known.set(folder, own ? [...inherited, own] : inherited);
    }
    return known.get(folder);
  };
  return { above, within };
}

function* walk(folder: string, inherited: readonly IgnoreFile[], options: WalkOptions): Generator<string, void> {
  const entries = options.attempt(folder, () => readdirSync(folder, { withFileTypes: true })) ?? [];
  const own = entries.some(({ name }) => name === '.gitignore') ? ignoreFileOf(folder, options) : undefined;
  const ignores = own ? [...inherited, own] : inherited;
  options.entered?.(folder, (name) =>
    entries.some((entry) => entry.name === name && entry.isFile() && !isGitIgnored(join(folder, name), ignores)),
  );
  for (const entry of entries) {
    const path = folder.endsWith(sep) ? folder + entry.name : folder + sep + entry.name;
    if (entry.isDirectory()) {
      if (isWanted(entry.name, `${path}/`, ignores, options)) yield* walk(path, ignoresInside(path, ignores), options);
    } else if (entry.isFile() && hasOurExtension(entry.name) && isWanted('', path, ignores, options)) yield path;
  }
}

function isWanted(folderName: string, path: string, ignores: readonly IgnoreFile[], options: WalkOptions): boolean {
  return !skippedFolders.has(folderName) && !isGitIgnored(path, ignores) && !options.isLeftOut(uriOf(path));
}

function ignoreFileOf(folder: string, { attempt }: WalkOptions): IgnoreFile | undefined {
  return attempt(join(folder, '.gitignore'), () => readIgnoreFile(folder));
}
