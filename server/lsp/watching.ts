import type { Disk } from './disk.js';
import { changesAt, type DiskChanges } from './diskEvents.js';
import type { Editor } from './editor.js';
import type { Scanner } from './scanning.js';
import type { Session } from './session.js';

export interface WatcherOptions {
  readonly disk: Disk;
  readonly session: Session;
  readonly scanner: Scanner;
  readonly editor: () => Editor;
  /** Runs the work, or tells of its fault. */
  readonly attempt: (work: () => Promise<void>) => Promise<unknown>;
  /** The session knows what came of the events. */
  readonly onChange: () => void;
}

export interface Watcher {
  /** Something changed at these uris on the disk: files or folders came, went, or are others. */
  readonly changed: (uris: readonly string[]) => void;
}

/** So many milliseconds of events are worked off together: git and package managers change thousands of files in a row. */
const gatheringMilliseconds = 50;

/** Keeps the session in step with the disk, as the editor tells of it. What comes while folders are read waits for them. */
export function startWatcher(options: WatcherOptions): Watcher {
  const { scanner, attempt } = options;
  const waiting = new Set<string>();
  let isBusy = false;
  const workOff = async (): Promise<void> => {
    await scanner.idle();
    const uris = [...waiting];
    waiting.clear();
    await attempt(() => follow(uris, options));
    isBusy = false;
    if (waiting.size > 0) begin();
  };
  const begin = (): void => {
    if (isBusy) return;
    isBusy = true;
    setTimeout(() => void workOff(), gatheringMilliseconds);
  };
  return {
    changed(uris) {
      for (const uri of uris) waiting.add(uri.replace(/\/$/, ''));
      if (waiting.size > 0) begin();
    },
  };
}

async function follow(uris: readonly string[], options: WatcherOptions): Promise<void> {
  const { session, scanner, onChange } = options;
  const { files, folders, gone } = changesOf(uris, options);
  for (const folder of gone) scanner.forget(folder);
  session.filesChanged([...files]);
  if (folders.size > 0) await scanner.scanFolders([...folders]);
  onChange();
}

function changesOf(uris: readonly string[], { disk, session, scanner, editor }: WatcherOptions): DiskChanges {
  const { roots } = session.snapshot();
  const { excludes } = editor();
  const reached = roots.map((root) => disk.reachFrom(root, excludes.get(root)));
  return changesAt(uris, {
    kindOf: disk.kindOf,
    roots,
    seen: scanner.seen,
    files: session.known(),
    isReached: (folder) => reached.some((isReached) => isReached(folder)),
  });
}
