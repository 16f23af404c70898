import type { CancellationToken } from 'vscode-languageserver';
import { isConfigName } from '../formats/eniLensConfig.js';
import type { FileModel } from '../workspace/fileModel.js';
import type { Disk } from './disk.js';
import { closedFile } from './session.js';
import { soon } from './turn.js';

export interface ScanOptions {
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
  /** Folders that hold a config file. */
  readonly configs: readonly string[];
}

/** Longest time in milliseconds that requests wait for a piece of the scan. */
const sliceMilliseconds = 15;

/** Reads a workspace folder piece by piece, so that requests are answered meanwhile. Undefined when it was cancelled. */
export async function scanFolder(root: string, options: ScanOptions): Promise<Scan | undefined> {
  const { disk, excludes, known, token, onProgress } = options;
  const files = new Map<string, FileModel>();
  const configs: string[] = [];
  let seen = 0;
  let sliceEnd = performance.now() + sliceMilliseconds;
  for (const uri of disk.filesUnder(root, excludes)) {
    seen++;
    if (isConfigName(uri)) configs.push(uri);
    const source = isConfigName(uri) ? undefined : disk.read(uri);
    if (source) files.set(uri, closedFile(source, known.get(uri)));
    if (performance.now() < sliceEnd) continue;
    onProgress(seen);
    await new Promise<void>(soon);
    if (token.isCancellationRequested) return undefined;
    sliceEnd = performance.now() + sliceMilliseconds;
  }
  return token.isCancellationRequested ? undefined : { files, configs };
}
