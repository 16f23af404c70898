import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { uriOf } from './fileSource.js';

/** The `.gitignore` of one folder. */
export interface IgnoreFile {
  /** The folder's uri without a slash at its end. */
  readonly folder: string;
  readonly rules: Ignore;
}

/** True when git leaves a path out: the last `.gitignore` that says something about it wins. Folders end with a slash. */
export function isGitIgnored(path: string, ignores: readonly IgnoreFile[]): boolean {
  let ignored = false;
  for (const each of ignores) {
    const result = test(each, path);
    if (result.ignored) ignored = true;
    else if (result.unignored) ignored = false;
  }
  return ignored;
}

/**
 * The `.gitignore` files that count inside a folder which is read. One that leaves the whole folder out does not: the folder
 * was named by the person, or a deeper `.gitignore` takes it in again.
 */
export function ignoresInside(folder: string, ignores: readonly IgnoreFile[]): readonly IgnoreFile[] {
  return ignores.filter((each) => !test(each, `${folder}/`).ignored);
}

/** The `.gitignore` files above a folder, the topmost first, up to the root of its repository; none where there is no repository. */
export function inheritedIgnores(
  folder: string,
  read: (folder: string) => IgnoreFile | undefined,
): readonly IgnoreFile[] {
  const above: IgnoreFile[] = [];
  let current = folder;
  while (!isRepositoryRoot(current)) {
    const parent = dirname(current);
    if (parent === current) return [];
    current = parent;
    const own = read(current);
    if (own) above.unshift(own);
  }
  return above;
}

/** The `.gitignore` in a folder, or undefined where there is none. Throws what the file system throws. */
export function readIgnoreFile(folder: string): IgnoreFile | undefined {
  const path = join(folder, '.gitignore');
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) return undefined;
  return { folder: uriOf(folder).replace(/\/$/, ''), rules: ignore().add(readFileSync(path, 'utf8')) };
}

function test({ folder, rules }: IgnoreFile, path: string): { readonly ignored: boolean; readonly unignored: boolean } {
  return rules.test(uriOf(path).slice(folder.length + 1));
}

/** The folder of the repository around a folder, or undefined where there is none. */
export function repositoryAround(folder: string): string | undefined {
  for (let current = folder; ; current = dirname(current)) {
    if (isRepositoryRoot(current)) return current;
    if (dirname(current) === current) return undefined;
  }
}

/** True for the topmost folder of a repository. False for a folder that may not be looked into: what is read there says so. */
export function isRepositoryRoot(folder: string): boolean {
  return existsSync(join(folder, '.git'));
}
