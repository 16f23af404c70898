import { memoizedByName } from '../text/memo.js';
import { folderOf, parentOf } from '../text/paths.js';
import type { Disk } from './disk.js';

/** What the server knows of the disk when it is told of changes. Uris of folders end with a slash. */
export interface KnownDisk {
  readonly kindOf: Disk['kindOf'];
  readonly roots: readonly string[];
  /** The folders that were looked at. */
  readonly seen: ReadonlySet<string>;
  readonly files: readonly string[];
  /** Whether a folder is one to look at. */
  readonly isReached: (folder: string) => boolean;
}

/** What follows from events about the disk. */
export interface DiskChanges {
  /** Files to read again, or to drop where they are not there any more. */
  readonly files: ReadonlySet<string>;
  /** Folders to read, with all that lies in them. */
  readonly folders: ReadonlySet<string>;
  /** Folders that are not there any more. */
  readonly gone: ReadonlySet<string>;
}

/**
 * What changed, as far as it follows from the uris that an editor names. Editors tell of a folder instead of its files, of a file instead
 * of its folder, late, and of a move sometimes only where it went: an event says where to look, and the disk what is there.
 */
export function changesAt(uris: readonly string[], before: KnownDisk): DiskChanges {
  const known = { ...before, kindOf: memoizedByName(before.kindOf) };
  const { kindOf, seen, roots, isReached } = known;
  const [files, folders, gone] = [new Set<string>(), new Set<string>(), new Set<string>()];
  const isMissing = (folder: string): boolean => kindOf(folder.slice(0, -1)) === undefined;
  const isUnseen = (folder: string): boolean => !seen.has(folder);
  for (const uri of uris) {
    const kind = kindOf(uri);
    if (kind !== 'folder') files.add(uri);
    if (kind === undefined) gone.add(outermost(folderOf(uri), roots, isMissing) ?? `${uri}/`);
    const folder = kind === 'folder' ? `${uri}/` : folderOf(uri);
    const fresh = isMissing(folder) ? undefined : outermost(folder, roots, isUnseen);
    const isRead = kind === 'folder' || uri.endsWith('/.gitignore') || fresh !== undefined;
    const within = fresh ?? folder;
    if (isRead && (isReached(within) || roots.some((root) => root.startsWith(within)))) folders.add(within);
  }
  dropFiles({ files, folders, gone }, uris, known);
  return { files, folders, gone };
}

/** Adds the known files that are not there any more, as far as the events give a reason to look for them. */
function dropFiles(
  { files, folders, gone }: { readonly files: Set<string>; readonly folders: Set<string>; readonly gone: Set<string> },
  uris: readonly string[],
  { files: known, kindOf, roots, seen }: KnownDisk,
): void {
  const touched = new Set(uris.map(folderOf));
  const isMissing = (folder: string): boolean => kindOf(folder.slice(0, -1)) === undefined;
  // A folder that comes, or goes, may have been moved, and the other half of that not be told.
  const isMoved = [...gone, ...folders].some((folder) => gone.has(folder) === seen.has(folder));
  for (const uri of known) {
    const folder = folderOf(uri);
    const missing = isMoved ? outermost(folder, roots, isMissing) : undefined;
    if (missing !== undefined) gone.add(missing);
    if (missing !== undefined || isBelow(folder, gone) || (touched.has(folder) && kindOf(uri) === undefined))
      files.add(uri);
  }
}

/** The outermost folder of those around a place in a workspace folder, itself included, up to which all are such. */
function outermost(folder: string, roots: readonly string[], isSuch: (folder: string) => boolean): string | undefined {
  let found: string | undefined;
  for (let each = folder; roots.some((root) => each.startsWith(root)) && isSuch(each); each = parentOf(each) ?? '')
    found = each;
  return found;
}

function isBelow(folder: string, gone: ReadonlySet<string>): boolean {
  for (let each: string | undefined = folder; each !== undefined; each = parentOf(each))
    if (gone.has(each)) return true;
  return false;
}
