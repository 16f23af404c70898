import { CancellationToken, CancellationTokenSource, type Connection } from 'vscode-languageserver';
import { type Catalogue, message, render } from '../messages/message.js';
import type { Disk } from './disk.js';
import type { Editor } from './editor.js';
import { asked } from './guard.js';
import { scanFolder } from './scan.js';
import type { Session } from './session.js';

export interface ScannerOptions {
  readonly connection: Connection;
  readonly disk: Disk;
  readonly session: Session;
  readonly editor: () => Editor;
  readonly catalogue: () => Catalogue | undefined;
}

export interface Scanner {
  /** Reads all workspace folders anew. A scan that runs is given up for it, and ends as this one does. False when it was cancelled. */
  readonly scan: (token?: CancellationToken) => Promise<boolean>;
  /** Reads these folders anew, as far as they lie in workspace folders. */
  readonly scanFolders: (folders: readonly string[]) => Promise<void>;
  /** Ends when no scan of all folders runs any more. */
  readonly idle: () => Promise<void>;
  /** The folders that were looked at. */
  readonly seen: ReadonlySet<string>;
  /** Forgets a folder that is gone, and those in it. */
  readonly forget: (folder: string) => void;
}

/** Reads the workspace folders in the background, and shows the progress where the editor can. */
export function startScanner({ connection, disk, session, editor, catalogue }: ScannerOptions): Scanner {
  let running: CancellationTokenSource | undefined;
  let latest: Promise<boolean> = Promise.resolve(true);
  const seen = new Set<string>();

  const scanIn = async (
    root: string,
    within: string,
    token: CancellationToken,
    onProgress: (filesSeen: number) => void,
  ): Promise<boolean> => {
    const known = session.snapshot().files;
    const excludes = editor().excludes.get(root);
    const scan = await scanFolder(root, { disk, within, excludes, known, token, onProgress });
    if (scan === undefined) return false;
    // It may have left the workspace meanwhile.
    if (!session.snapshot().roots.includes(root)) return true;
    forget(within);
    for (const folder of scan.folders) seen.add(folder);
    session.scanned(within, scan);
    return true;
  };
  const scanRoots = async (token: CancellationToken, onProgress: (filesSeen: number) => void): Promise<boolean> => {
    for (const root of session.snapshot().roots) {
      if (!(await scanIn(root, root, token, onProgress))) return false;
    }
    return true;
  };
  const scanOnce = async (source: CancellationTokenSource): Promise<boolean> => {
    const progress = showProgress(connection, source, catalogue());
    const isDone = await scanRoots(source.token, progress.report);
    progress.done();
    if (running !== source) return latest;
    running = undefined;
    return isDone;
  };
  const forget = (folder: string): void => {
    for (const each of seen) if (each.startsWith(folder)) seen.delete(each);
  };
  return {
    seen,
    forget,
    async scan(outer) {
      running?.cancel();
      const source = new CancellationTokenSource();
      const stop = outer?.onCancellationRequested(() => source.cancel());
      running = source;
      latest = scanOnce(source);
      const isDone = await latest;
      stop?.dispose();
      return isDone;
    },
    async scanFolders(folders) {
      const { roots } = session.snapshot();
      for (const folder of outermost(folders)) {
        for (const root of roots.filter((each) => each.startsWith(folder) || folder.startsWith(each))) {
          const within = root.startsWith(folder) ? root : folder;
          await scanIn(root, within, CancellationToken.None, () => {});
        }
      }
    },
    async idle() {
      while (running !== undefined) await latest;
    },
  };
}

/** The folders that lie in no other of them. */
function outermost(folders: readonly string[]): readonly string[] {
  const kept: string[] = [];
  for (const folder of folders.toSorted()) {
    const last = kept.at(-1);
    if (last === undefined || !folder.startsWith(last)) kept.push(folder);
  }
  return kept;
}

/** The editor may take its time to show it: the scan does not wait. */
function showProgress(
  connection: Connection,
  source: CancellationTokenSource,
  catalogue: Catalogue | undefined,
): { readonly report: (filesSeen: number) => void; readonly done: () => void } {
  let isOver = false;
  const shown = asked(connection, () => connection.window.createWorkDoneProgress()).then((progress) => {
    if (isOver || progress === undefined) return undefined;
    progress.begin(render(message('ENI Lens: reading the workspace'), catalogue), undefined, undefined, true);
    progress.token.onCancellationRequested(() => source.cancel());
    return progress;
  });
  return {
    report(filesSeen) {
      const text = render(message('{count} files', { count: filesSeen }), catalogue);
      void shown.then((progress) => progress?.report(text));
    },
    done() {
      isOver = true;
      void shown.then((progress) => progress?.done());
    },
  };
}
