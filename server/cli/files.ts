import { closeSync, openSync, readdirSync, readFileSync, readSync, statSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { message } from '../messages/message.js';
import type { FileSource } from '../workspace/fileModel.js';
import { bytesHaveHint } from '../workspace/hints.js';

/** What was found under the paths of a command line. Uris are absolute paths with forward slashes. */
export interface FoundFiles {
  /** Files that may hold something of ours, sorted by uri. */
  readonly sources: readonly FileSource[];
  /** How many YAML and JSON files were looked at. */
  readonly seen: number;
  /** Why a path could not be read, in words. */
  readonly unreadable: readonly string[];
}

export interface FindOptions {
  /** Largest file that is parsed, in bytes. */
  readonly maxFileSize: number;
  /** Files the config file leaves out, by uri. */
  readonly isIgnored: (uri: string) => boolean;
}

const extensions = /\.(ya?ml|json)$/i;
/** Folders that hold other people's files. */
const skippedFolders = new Set(['.git', 'node_modules']);

/**
 * The files under the paths: a file is taken whatever its name, a folder with all its YAML and JSON files except those that
 * `.gitignore` names. Symbolic links in folders are not followed. Files without any hint of a format are counted, not returned.
 */
export function findFiles(paths: readonly string[], options: FindOptions): FoundFiles {
  const files = new Set<string>();
  const unreadable: string[] = [];
  for (const path of paths) {
    const absolute = resolve(path);
    const stats = attempt(() => statSync(absolute), path, unreadable);
    if (stats?.isDirectory()) walk(absolute, inheritedIgnores(absolute), files, unreadable);
    else if (stats) files.add(absolute);
  }
  const wanted = [...files].map((path) => ({ path, uri: uriOf(path) })).filter(({ uri }) => !options.isIgnored(uri));
  wanted.sort((a, b) => (a.uri < b.uri ? -1 : 1));
  const sources = wanted.flatMap(({ path, uri }) => {
    const source = attempt(() => readSource(path, uri, options.maxFileSize), path, unreadable);
    return source ? [source] : [];
  });
  return { sources, seen: wanted.length, unreadable };
}

/** The bytes of a file as a source: its text, or why it is not read. Undefined where no format has a hint in it. */
export function sourceOf(uri: string, bytes: Buffer, maxFileSize: number): FileSource | undefined {
  if (bytes.length > maxFileSize) return bytesHaveHint(bytes) ? tooLarge(uri, bytes.length, maxFileSize) : undefined;
  const utf16 = utf16Encoding(bytes);
  if (utf16) {
    const text = new TextDecoder(utf16).decode(bytes);
    return bytesHaveHint(text) ? notUtf8(uri, utf16.toUpperCase()) : undefined;
  }
  if (!bytesHaveHint(bytes)) return undefined;
  try {
    return { uri, text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return notUtf8(uri, undefined);
  }
}

/** An absolute path as a uri: forward slashes everywhere. */
export function uriOf(path: string): string {
  return sep === '/' ? path : path.split(sep).join('/');
}

interface IgnoreFile {
  readonly folder: string;
  readonly rules: Ignore;
}

function walk(folder: string, ignores: readonly IgnoreFile[], files: Set<string>, unreadable: string[]): void {
  const own = readIgnoreFile(folder);
  const all = own ? [...ignores, own] : ignores;
  const entries = attempt(() => readdirSync(folder, { withFileTypes: true }), folder, unreadable) ?? [];
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!skippedFolders.has(entry.name) && !isGitIgnored(`${path}/`, all)) walk(path, all, files, unreadable);
    } else if (entry.isFile() && extensions.test(entry.name) && !isGitIgnored(path, all)) files.add(path);
  }
}

/** The last `.gitignore` that says something about a path wins, as for git. */
function isGitIgnored(path: string, ignores: readonly IgnoreFile[]): boolean {
  let ignored = false;
  for (const { folder, rules } of ignores) {
    const result = rules.test(uriOf(path).slice(folder.length + 1));
    if (result.ignored) ignored = true;
    else if (result.unignored) ignored = false;
  }
  return ignored;
}

/** The `.gitignore` files above a folder, up to the root of its repository. */
function inheritedIgnores(folder: string): readonly IgnoreFile[] {
  const above: IgnoreFile[] = [];
  for (let current = folder; !isRepositoryRoot(current) && dirname(current) !== current; ) {
    current = dirname(current);
    const own = readIgnoreFile(current);
    if (own) above.unshift(own);
    if (isRepositoryRoot(current)) return above;
  }
  return [];
}

function isRepositoryRoot(folder: string): boolean {
  return statSync(join(folder, '.git'), { throwIfNoEntry: false }) !== undefined;
}

function readIgnoreFile(folder: string): IgnoreFile | undefined {
  const path = join(folder, '.gitignore');
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) return undefined;
  return { folder: uriOf(folder).replace(/\/$/, ''), rules: ignore().add(readFileSync(path, 'utf8')) };
}

function readSource(path: string, uri: string, maxFileSize: number): FileSource | undefined {
  const { size } = statSync(path);
  if (size <= maxFileSize) return sourceOf(uri, readFileSync(path), maxFileSize);
  return largeFileHasHint(path) ? tooLarge(uri, size, maxFileSize) : undefined;
}

/** Looks for a hint piece by piece, so that a file of any size costs little memory. */
function largeFileHasHint(path: string): boolean {
  const overlap = 256;
  const buffer = Buffer.alloc(1 << 20);
  const file = openSync(path, 'r');
  try {
    let kept = 0;
    for (;;) {
      const length = readSync(file, buffer, kept, buffer.length - kept, null);
      if (length === 0) return false;
      const end = kept + length;
      if (bytesHaveHint(buffer.subarray(0, end))) return true;
      kept = Math.min(overlap, end);
      buffer.copy(buffer, 0, end - kept, end);
    }
  } finally {
    closeSync(file);
  }
}

function tooLarge(uri: string, size: number, limit: number): FileSource {
  const mebibytes = (bytes: number) => (bytes / (1 << 20)).toFixed(1);
  return {
    uri,
    unreadable: 'file-too-large',
    message: message('This file has {size} MiB and is not checked: the limit is {limit} MiB (--max-file-size)', {
      size: mebibytes(size),
      limit: mebibytes(limit),
    }),
  };
}

function notUtf8(uri: string, encoding: string | undefined): FileSource {
  const text = encoding
    ? message('This file is {encoding}, which kubectl and eksctl do not read: save it as UTF-8', { encoding })
    : message('This file is not valid UTF-8 and was not checked: save it as UTF-8');
  return { uri, unreadable: 'not-utf8', message: text };
}

function utf16Encoding(bytes: Buffer): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : undefined;
}

/** Runs something that reads the disk; a failure is told in words and gives undefined. */
function attempt<T>(read: () => T, path: string, unreadable: string[]): T | undefined {
  try {
    return read();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const reasons: Readonly<Record<string, string>> = {
      ENOENT: 'there is no such file or folder',
      EACCES: 'permission denied',
      EPERM: 'permission denied',
      EISDIR: 'it is a folder',
      ELOOP: 'its symbolic links go in a circle',
    };
    unreadable.push(`${path}: ${reasons[code] ?? (error instanceof Error ? error.message : String(error))}`);
    return undefined;
  }
}
