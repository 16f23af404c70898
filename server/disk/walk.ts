import { readdirSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { fileEndings, fileNames } from '../syntax/claims.js';
import { memoizedByName } from '../text/memo.js';
import { uriOf } from './fileSource.js';
import {
  type IgnoreFile,
  ignoresInside,
  inheritedIgnores,
  isGitIgnored,
  isRepositoryRoot,
  readIgnoreFile,
  repositoryAround,
} from './gitIgnore.js';
import { type TrackedIn, trackedFilesReader } from './gitIndex.js';

/** Runs something that reads the disk; gives undefined when it fails, after noting the failure for the path. */
export type Attempt = <T>(path: string, read: () => T) => T | undefined;

export interface WalkOptions {
  readonly attempt: Attempt;
  /** What git tracks is read, whatever its patterns say. */
  readonly trackedIn: TrackedIn;
  /** What is left out beside what git ignores: absolute paths with forward slashes; a folder's ends with one. */
  readonly isLeftOut: (path: string) => boolean;
  /** Told of every folder before what lies in it, and what files it has that git does not ignore. */
  readonly entered?: (folder: string, has: (name: string) => boolean) => void;
}

const extensions: ReadonlySet<string> = new Set(fileEndings);
const wholeNames: ReadonlySet<string> = new Set(fileNames.map((name) => name.toLowerCase()));

/** Folders that hold other people's files. */
const skippedFolders = new Set(['.git', 'node_modules']);

/** True when a syntax claims files of this name. */
function hasOurExtension(path: string): boolean {
  if (extensions.has(path.slice(path.lastIndexOf('.') + 1).toLowerCase())) return true;
  return wholeNames.has(path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf(sep)) + 1).toLowerCase());
}

/** Knows which of the files that a syntax claims by their names git tracks. */
export function trackedFilesOfOurs(): () => TrackedIn {
  return trackedFilesReader(hasOurExtension);
}

/**
 * The files under a folder that a syntax claims by their names and git does not ignore, one by one. Symbolic links are not followed.
 * `within` is the folder itself, or one in it outside of which nothing is looked at.
 */
export function* filesUnder(folder: string, options: WalkOptions, within = folder): Generator<string, void, undefined> {
  const inherited = viewsFrom(folder, options).above(within);
  if (inherited) yield* walk(within, inherited, options);
}

/** Tells whether `filesUnder` of a folder would come to a file or, where it ends with a slash, to a folder in it, were it there. */
export function reachFrom(folder: string, options: WalkOptions): (path: string) => boolean {
  const views = viewsFrom(folder, options);
  return (path) => {
    if (path.endsWith('/')) return views.above(path.slice(0, -1)) !== undefined;
    const view = hasOurExtension(path) ? views.within(dirname(path)) : undefined;
    return view !== undefined && isFileWanted(path, view, options);
  };
}

/** How git sees a folder that a walk comes to. */
interface GitView {
  readonly ignores: readonly IgnoreFile[];
  /** The topmost folder of the repository; undefined where there is none. */
  readonly repository: string | undefined;
  /** Its patterns leave the folder out, so that nothing in it counts but what git tracks all the same. */
  readonly isIgnored: boolean;
}

/** The views of folders, each made once; undefined for folders that a walk does not come to. */
interface GitViews {
  /** Before its own `.gitignore` counts. */
  readonly above: (folder: string) => GitView | undefined;
  readonly within: (folder: string) => GitView | undefined;
}

function viewsFrom(start: string, options: WalkOptions): GitViews {
  const above = (folder: string): GitView | undefined => {
    if (relative(start, folder) === '') return viewOfStart(start, options);
    const parent = dirname(folder);
    const view = parent === folder ? undefined : within(parent);
    return view && viewBelow(folder, view, options);
  };
  const within = memoizedByName((folder: string): GitView | undefined => {
    const view = above(folder);
    return view && withOwn(folder, view, isRepositoryRoot(folder), options);
  });
  return { above, within };
}

/** A folder that was named is read, whatever is said of it above. */
function viewOfStart(start: string, options: WalkOptions): GitView {
  const inherited = inheritedIgnores(start, (parent) => ignoreFileOf(parent, options));
  return { ignores: ignoresInside(start, inherited), repository: repositoryAround(start), isIgnored: false };
}

/** The view of a folder in another one; undefined where it is left out. */
function viewBelow(folder: string, view: GitView, options: WalkOptions): GitView | undefined {
  const isSkipped = skippedFolders.has(basename(folder)) || options.isLeftOut(`${uriOf(folder)}/`);
  if (isSkipped) return undefined;
  const isIgnored = view.isIgnored || isGitIgnored(`${folder}/`, view.ignores);
  if (!isIgnored) return { ...view, ignores: ignoresInside(folder, view.ignores) };
  return isTracked('folders', folder, view, options) ? { ...view, isIgnored } : undefined;
}

/** Git looks for no patterns in a folder that it ignores. What is in a repository of its own has its own say. */
function withOwn(folder: string, view: GitView, isRepository: boolean, options: WalkOptions): GitView {
  const isInner = isRepository && folder !== view.repository;
  const base: GitView = isInner
    ? { ignores: view.isIgnored ? [] : view.ignores, repository: folder, isIgnored: false }
    : view;
  const own = base.isIgnored ? undefined : ignoreFileOf(folder, options);
  return own ? { ...base, ignores: [...base.ignores, own] } : base;
}

function* walk(folder: string, above: GitView, options: WalkOptions): Generator<string, void> {
  const entries = options.attempt(folder, () => readdirSync(folder, { withFileTypes: true })) ?? [];
  const names = new Set(entries.map(({ name }) => name));
  const hasOwn = names.has('.gitignore') || names.has('.git');
  const view = hasOwn ? withOwn(folder, above, names.has('.git'), options) : above;
  options.entered?.(folder, (name) =>
    entries.some(
      (entry) => entry.name === name && entry.isFile() && !isLeftOutByGit(join(folder, name), view, options),
    ),
  );
  for (const entry of entries) {
    const path = folder.endsWith(sep) ? folder + entry.name : folder + sep + entry.name;
    if (entry.isDirectory()) {
      const below = viewBelow(path, view, options);
      if (below) yield* walk(path, below, options);
    } else if (entry.isFile() && hasOurExtension(entry.name) && isFileWanted(path, view, options)) yield path;
  }
}

function isFileWanted(path: string, view: GitView, options: WalkOptions): boolean {
  return !isLeftOutByGit(path, view, options) && !options.isLeftOut(uriOf(path));
}

function isLeftOutByGit(path: string, view: GitView, options: WalkOptions): boolean {
  const isIgnored = view.isIgnored || isGitIgnored(path, view.ignores);
  return isIgnored && !isTracked('files', path, view, options);
}

/** The index is read when the first thing is ignored. */
function isTracked(
  kind: 'files' | 'folders',
  path: string,
  { repository }: GitView,
  { trackedIn }: WalkOptions,
): boolean {
  if (repository === undefined) return false;
  const inside = uriOf(path).slice(uriOf(repository).replace(/\/$/, '').length + 1);
  return trackedIn(repository)[kind].has(inside);
}

function ignoreFileOf(folder: string, { attempt }: WalkOptions): IgnoreFile | undefined {
  return attempt(join(folder, '.gitignore'), () => readIgnoreFile(folder));
}
