import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
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

const extensions = new RegExp(`\\.(?:${fileEndings.join('|')})$`, 'i');
/** Folders that hold other people's files. */
const skippedFolders = new Set(['.git', 'node_modules']);

/** True when a syntax claims files of this name. */
function hasOurExtension(path: string): boolean {
  return extensions.test(path);
}

/** The files under a folder that a syntax claims by their names and git does not ignore, one by one. Symbolic links are not followed. */
export function* filesUnder(folder: string, options: WalkOptions): Generator<string, void, undefined> {
  const above = inheritedIgnores(folder, (parent) => ignoreFileOf(parent, options));
  yield* walk(folder, ignoresInside(folder, above), options);
}

/** True when `filesUnder` of a folder would come to this file in it, were it there. */
export function isReached(folder: string, file: string, options: WalkOptions): boolean {
  const names = uriOf(relative(folder, file)).split('/');
  let ignores = ignoresInside(
    folder,
    inheritedIgnores(folder, (parent) => ignoreFileOf(parent, options)),
  );
  let current = folder;
  for (const name of names.slice(0, -1)) {
    const own = ignoreFileOf(current, options);
    if (own) ignores = [...ignores, own];
    current = join(current, name);
    if (!isWanted(name, `${current}/`, ignores, options)) return false;
    ignores = ignoresInside(current, ignores);
  }
  const own = ignoreFileOf(current, options);
  return hasOurExtension(file) && isWanted('', file, own ? [...ignores, own] : ignores, options);
}

function* walk(folder: string, inherited: readonly IgnoreFile[], options: WalkOptions): Generator<string, void> {
  const entries = options.attempt(folder, () => readdirSync(folder, { withFileTypes: true })) ?? [];
  const own = entries.some(({ name }) => name === '.gitignore') ? ignoreFileOf(folder, options) : undefined;
  const ignores = own ? [...inherited, own] : inherited;
  options.entered?.(folder, (name) =>
    entries.some((entry) => entry.name === name && entry.isFile() && !isGitIgnored(join(folder, name), ignores)),
  );
  for (const entry of entries) {
    const path = join(folder, entry.name);
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
