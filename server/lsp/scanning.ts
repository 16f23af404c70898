import { type CancellationToken, CancellationTokenSource, type Connection } from 'vscode-languageserver';
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
  /** Tells that files changed on the disk; those that a running scan may have read before are read again after it. */
  readonly filesChanged: (uris: readonly string[]) => void;
}

/** Reads the workspace folders in the background, and shows the progress where the editor can. */
export function startScanner({ connection, disk, session, editor, catalogue }: ScannerOptions): Scanner {
  let running: CancellationTokenSource | undefined;
  let latest: Promise<boolean> = Promise.resolve(true);
  const changed = new Set<string>();

  const scanRoots = async (token: CancellationToken, onProgress: (filesSeen: number) => void): Promise<boolean> => {
    for (const root of session.snapshot().roots) {
      const known = session.snapshot().files;
      const scan = await scanFolder(root, { disk, excludes: editor().excludes.get(root), known, token, onProgress });
      if (scan === undefined) return false;
      // It may have left the workspace meanwhile.
      if (!session.snapshot().roots.includes(root)) continue;
      session.scanned(root, scan.files);
      session.filesChanged(scan.configs);
    }
    return true;
  };
  const scanOnce = async (source: CancellationTokenSource): Promise<boolean> => {
    const progress = showProgress(connection, source, catalogue());
    const isDone = await scanRoots(source.token, progress.report);
    progress.done();
    if (running !== source) return latest;
    running = undefined;
    session.filesChanged([...changed]);
    changed.clear();
    return isDone;
  };
  return {
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
    filesChanged(uris) {
      if (running !== undefined) for (const uri of uris) changed.add(uri);
      session.filesChanged(uris);
    },
  };
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
