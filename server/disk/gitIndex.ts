import { readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { memoizedByName } from '../text/memo.js';

/*
 * The index of a git repository: which files git tracks, whatever a pattern says of them. It is read and nobody is asked, because nothing
 * but `--changed` starts another program. Source of the format: Documentation/gitformat-index.adoc of git 2.49.
 */

/** The files in the index of a repository: paths from its folder with forward slashes. */
export interface TrackedFiles {
  readonly files: Pick<ReadonlySet<string>, 'has'>;
  /** Folders with a tracked file in them, and submodules; no slash at the end. */
  readonly folders: Pick<ReadonlySet<string>, 'has'>;
}

/** The tracked files of the repository whose topmost folder it is. */
export type TrackedIn = (folder: string) => TrackedFiles;

const nothing: TrackedFiles = { files: new Set(), folders: new Set() };

/** Where all that is asked for is tracked. */
export const everything: TrackedFiles = { files: { has: () => true }, folders: { has: () => true } };

/**
 * Gives what is tracked at the moment it is asked. Each index is read once, and again where it has changed. Of paths that `isWanted` is
 * false for nothing is kept. Where there is no index, or none that can be read, nothing is tracked.
 */
export function trackedFilesReader(isWanted: (path: string) => boolean): () => TrackedIn {
  const known = new Map<string, { readonly stamp: string; readonly tracked: TrackedFiles }>();
  const now = (folder: string): TrackedFiles => {
    try {
      const index = indexOf(folder);
      const { mtimeMs, size } = statSync(index);
      const stamp = `${index} ${mtimeMs} ${size}`;
      const before = known.get(folder);
      if (before?.stamp === stamp) return before.tracked;
      const tracked = trackedFiles(pathsIn(index, isWanted));
      known.set(folder, { stamp, tracked });
      return tracked;
    } catch {
      // Without an index everything that an ignore pattern matches is ignored.
      return nothing;
    }
  };
  return () => memoizedByName(now);
}

function trackedFiles(entries: readonly IndexEntry[]): TrackedFiles {
  const files = new Set<string>();
  const folders = new Set<string>();
  for (const { path, isSubmodule } of entries) {
    if (!isSubmodule) files.add(path);
    for (let each = isSubmodule ? path : parentOf(path); each !== '' && !folders.has(each); each = parentOf(each))
      folders.add(each);
  }
  return { files, folders };
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** It lies in `.git`, or where the file of that name says, as in worktrees and submodules. */
function indexOf(folder: string): string {
  const git = join(folder, '.git');
  if (statSync(git).isDirectory()) return join(git, 'index');
  const [, named = ''] = /^gitdir: (.+)/.exec(readFileSync(git, 'utf8')) ?? [];
  return join(resolve(folder, named.trimEnd()), 'index');
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

interface IndexEntry {
  readonly path: string;
  readonly isSubmodule: boolean;
}

function pathsIn(index: string, isWanted: (path: string) => boolean): readonly IndexEntry[] {
  const bytes = readFileSync(index);
  const isIndex = bytes.length > 32 && bytes.toString('latin1', 0, 4) === 'DIRC';
  const version = isIndex ? bytes.readUInt32BE(4) : 0;
  if (version < 2 || version > 4) return [];
  const hashBytes = hashBytesOf(dirname(index));
  const { entries, end } = readEntries(bytes, version, hashBytes, isWanted);
  const shared = sharedIndex(bytes, end, hashBytes);
  // What a split index takes out of the shared one counts as tracked here: then a file is read that need not be.
  return shared === undefined ? entries : [...entries, ...pathsIn(join(dirname(index), shared), isWanted)];
}

/** Of an entry: times, numbers, mode, owner and size. The name of the content and the flags stand behind. */
const statBytes = 40;
const modeAt = 24;
const [submodule, sparseFolder] = [0o160000, 0o040000];

function readEntries(
  bytes: Buffer,
  version: number,
  hashBytes: number,
  isWanted: (path: string) => boolean,
): { readonly entries: readonly IndexEntry[]; readonly end: number } {
  const count = bytes.readUInt32BE(8);
  const entries: IndexEntry[] = [];
  let at = 12;
  let before: Uint8Array = new Uint8Array();
  for (let entry = 0; entry < count && at + statBytes + hashBytes + 2 < bytes.length; entry++) {
    const flagsAt = at + statBytes + hashBytes;
    const isExtended = version > 2 && (bytes.readUInt16BE(flagsAt) & 0x4000) !== 0;
    let nameAt = flagsAt + (isExtended ? 4 : 2);
    const removed = version === 4 ? readVariable(bytes, nameAt) : undefined;
    if (removed !== undefined) nameAt = removed.end;
    const nameEnd = bytes.indexOf(0, nameAt);
    if (nameEnd < 0) break;
    const own = bytes.subarray(nameAt, nameEnd);
    const name = removed === undefined ? own : Buffer.concat([before.subarray(0, before.length - removed.value), own]);
    before = name;
    const mode = bytes.readUInt32BE(at + modeAt);
    const path = name.toString('utf8');
    const isSubmodule = mode === submodule;
    if (path !== '' && mode !== sparseFolder && (isSubmodule || isWanted(path))) entries.push({ path, isSubmodule });
    // Up to version 3 an entry ends with one to eight zeros, so that its length is a multiple of eight.
    at = version === 4 ? nameEnd + 1 : at + ((nameEnd - at + 8) & ~7);
  }
  return { entries, end: at };
}

/** How many bytes of the path before are left out, in the way of offsets in packs. */
function readVariable(bytes: Buffer, start: number): { readonly value: number; readonly end: number } {
  let at = start;
  let byte = bytes[at++] ?? 0;
  let value = byte & 0x7f;
  while ((byte & 0x80) !== 0) {
    byte = bytes[at++] ?? 0;
    value = (value + 1) * 128 + (byte & 0x7f);
  }
  return { value, end: at };
}

/** The name of the index that a split one goes on from: that is an extension behind the entries. */
function sharedIndex(bytes: Buffer, end: number, hashBytes: number): string | undefined {
  for (let at = end; at + 8 < bytes.length - hashBytes; at += 8 + bytes.readUInt32BE(at + 4)) {
    if (bytes.toString('latin1', at, at + 4) !== 'link') continue;
    const hash = bytes.toString('hex', at + 8, at + 8 + hashBytes);
    return /^0*$/.test(hash) ? undefined : `sharedindex.${hash}`;
  }
  return undefined;
}

/** Names of contents are SHA-1, or SHA-256 where the config of the repository says so: for a worktree it lies in the main one. */
function hashBytesOf(git: string): number {
  const common = join(git, 'commondir');
  const main = isFile(common) ? resolve(git, readFileSync(common, 'utf8').trimEnd()) : git;
  const config = join(main, 'config');
  return isFile(config) && /^[ \t]*objectformat[ \t]*=[ \t]*sha256[ \t]*$/im.test(readFileSync(config, 'utf8'))
    ? 32
    : 20;
}
