import type { CancellationToken } from 'vscode-languageserver';
import { isConfigName } from '../formats/eniLens/configNames.js';
import { type FileModel, type FileSource, readFile, withoutText } from '../workspace/fileModel.js';
import type { Disk } from './disk.js';
import { soon } from './turn.js';

export interface ScanOptions {
  /** The workspace folder, or the one folder in it that is read. */
  readonly within: string;
  readonly disk: Disk;
  readonly excludes: unknown;
  /** What is known of the files already: documents whose text is the same are not read again. */
  readonly known: ReadonlyMap<string, FileModel>;
  readonly token: CancellationToken;
  /** Told now and then. */
  readonly onProgress: (filesSeen: number) => void;
}

/** What a folder holds of ours, without the texts. */
export interface Scan {
  readonly files: ReadonlyMap<string, FileModel>;
  readonly configs: readonly string[];
  /** The folders that were looked at. */
  readonly folders: readonly string[];
}

/** Longest time in milliseconds that requests wait for a piece of the scan. */
const sliceMilliseconds = 15;

/** Reads a workspace folder piece by piece, so that requests are answered meanwhile. Undefined when it was cancelled. */
export async function scanFolder(root: string, options: ScanOptions): Promise<Scan | undefined> {
  const { disk, within, excludes, known, token, onProgress } = options;
  const files = new Map<string, FileModel>();
  const configs: string[] = [];
  const folders: string[] = [];
  let seen = 0;
  let sliceEnd = performance.now() + sliceMilliseconds;
  for (const { uri, read } of disk.filesUnder(root, { excludes, within, entered: (folder) => folders.push(folder) })) {
    seen++;
    if (isConfigName(uri)) configs.push(uri);
    const source = isConfigName(uri) ? undefined : read();
    if (source) files.set(uri, closedFile(source, known.get(uri)));
    if (performance.now() < sliceEnd) continue;
    onProgress(seen);
    await new Promise<void>(soon);
    if (token.isCancellationRequested) return undefined;
    sliceEnd = performance.now() + sliceMilliseconds;
  }
  return token.isCancellationRequested ? undefined : { files, configs, folders };
}

/** A file as it is kept while nobody edits it: what was found in it, without its text. */
export function closedFile(source: FileSource, previous: FileModel | undefined): FileModel {
  return withoutText(readFile(source, previous));
}
