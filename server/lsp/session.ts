import { rememberTree } from '../features/cursor.js';
import { configFileNames } from '../formats/eniLensConfig.js';
import { type FileModel, type FileSource, readFile, withoutText } from '../workspace/fileModel.js';
import { folderOf } from '../workspace/paths.js';
import type { Disk } from './disk.js';
import type { Editor } from './editor.js';
import { openFileSource } from './openDocument.js';
import {
  type ConfigFile,
  emptySnapshot,
  readConfig,
  type Snapshot,
  withChanges,
  withConfigs,
  withRoots,
} from './snapshot.js';

/** The open documents, by canonical uri. */
export interface OpenTexts {
  readonly get: (uri: string) => { readonly text: string } | undefined;
}

/** What the server knows. Every answer is given from `snapshot()`, which holds all changes told until then. */
export interface Session {
  readonly snapshot: () => Snapshot;
  /** The text of an open document is another one, or the document was opened. It is read when somebody asks. */
  readonly textChanged: (uri: string) => void;
  /** The document is closed: its file counts as it is on the disk. */
  readonly closed: (uri: string) => void;
  /** Files that were changed, made or deleted on the disk. */
  readonly filesChanged: (uris: readonly string[]) => void;
  readonly rootsChanged: (roots: readonly string[]) => void;
  /** Files that a scan of a folder read, and that they are all there are in it. */
  readonly scanned: (root: string, files: ReadonlyMap<string, FileModel>) => void;
  /** Models of closed files with their text, read again, for whoever wants to change them. */
  readonly withTexts: (uris: Iterable<string>) => readonly FileModel[];
}

/** Keeps the snapshot in step with open documents and the disk. The snapshot is the one thing that changes in the server. */
export function startSession(disk: Disk, open: OpenTexts, editor: () => Editor): Session {
  let snapshot: Snapshot = emptySnapshot;
  /** Changed since the snapshot was made: reading waits, so that a burst of keystrokes is read once. */
  const unread = new Set<string>();

  const current = (): Snapshot => {
    if (unread.size === 0) return snapshot;
    const uris = [...unread];
    unread.clear();
    const texts = uris.flatMap((uri) => {
      const document = isConfig(uri) ? undefined : open.get(uri);
      return document ? [openFileSource(uri, document.text)] : [];
    });
    snapshot = withChanges(
      snapshot,
      texts.map((source) => readFile(source, snapshot.files.get(source.uri), rememberTree)),
    );
    refreshConfigs(uris.filter(isConfig).map(folderOf));
    return snapshot;
  };
  const refreshConfigs = (folders: readonly string[]): void => {
    const changes = new Map(folders.map((folder) => [folder, configFor(folder)]));
    const isNew = [...changes].some(([folder, config]) => config !== snapshot.configs.get(folder));
    if (isNew) snapshot = withConfigs(snapshot, changes);
  };
  /** The config file for a folder: one in it, or for a workspace folder and a file outside of them the nearest one above. */
  const configFor = (folder: string): ConfigFile | undefined => {
    const before = snapshot.configs.get(folder);
    const above = isInside(folder, snapshot.roots) ? undefined : disk.configAbove(folder);
    for (const uri of [...configFileNames.map((name) => folder + name), ...(above === undefined ? [] : [above])]) {
      const text = open.get(uri)?.text ?? disk.readConfig(uri);
      if (text === undefined) continue;
      const isKept = before?.uri === uri && before.source.text === text;
      return isKept ? before : readConfig(uri, text, before?.uri === uri ? before : undefined);
    }
    return undefined;
  };
  const rootOf = (uri: string): string | undefined => snapshot.roots.find((root) => uri.startsWith(root));
  const isWanted = (uri: string): boolean => {
    const root = rootOf(uri);
    return root !== undefined && disk.isReached(root, uri, editor().excludes.get(root));
  };
  const readClosed = (uris: readonly string[]): void => {
    const sources = uris.map((uri) => ({ uri, source: isWanted(uri) ? disk.read(uri) : undefined }));
    const models = sources.flatMap(({ uri, source }) => (source ? [closedFile(source, snapshot.files.get(uri))] : []));
    const gone = sources.flatMap(({ uri, source }) => (source === undefined && snapshot.files.has(uri) ? [uri] : []));
    snapshot = withChanges(snapshot, models, gone);
  };

  return {
    snapshot: current,
    textChanged(uri) {
      // A file outside of the workspace brings the config file of its folder with it.
      if (!snapshot.files.has(uri) && rootOf(uri) === undefined) refreshConfigs([folderOf(uri)]);
      unread.add(uri);
    },
    closed(uri) {
      unread.delete(uri);
      readClosed([uri]);
      if (isConfig(uri)) refreshConfigs([folderOf(uri)]);
    },
    filesChanged(uris) {
      const closed = [...new Set(uris)].filter((uri) => open.get(uri) === undefined);
      readClosed(closed.filter((uri) => !isConfig(uri)));
      const configs = closed.filter(isConfig).map(folderOf);
      // A file above a workspace folder may be the config of that folder.
      const below = snapshot.roots.filter((root) => configs.some((folder) => root.startsWith(folder)));
      if (configs.length > 0) refreshConfigs([...configs, ...below]);
    },
    rootsChanged(roots) {
      const isGone = (uri: string): boolean =>
        open.get(uri) === undefined && !roots.some((root) => uri.startsWith(root));
      const gone = [...snapshot.files.keys()].filter(isGone);
      const lost = [...snapshot.configs.keys()].filter((folder) => !roots.some((root) => folder.startsWith(root)));
      snapshot = withConfigs(
        withRoots(withChanges(snapshot, [], gone), roots),
        new Map(lost.map((folder) => [folder, undefined])),
      );
      refreshConfigs(roots);
    },
    scanned(root, files) {
      const models = [...files.values()].filter(({ uri }) => open.get(uri) === undefined);
      const isGone = (uri: string): boolean => uri.startsWith(root) && !files.has(uri) && open.get(uri) === undefined;
      snapshot = withChanges(snapshot, models, [...snapshot.files.keys()].filter(isGone));
    },
    withTexts: (uris) =>
      [...uris].flatMap((uri) => {
        const file = current().files.get(uri);
        const source = file !== undefined && file.text === undefined ? disk.read(uri) : undefined;
        return source ? [readFile(source, file)] : [];
      }),
  };
}

/** True for a file that may be a config file, by its name. */
export function isConfig(uri: string): boolean {
  const name = uri.slice(uri.lastIndexOf('/') + 1);
  return configFileNames.some((each) => each === name);
}

/** A file as it is kept while nobody edits it: what was found in it, without its text. */
export function closedFile(source: FileSource, previous: FileModel | undefined): FileModel {
  return withoutText(readFile(source, previous));
}

function isInside(folder: string, roots: readonly string[]): boolean {
  return roots.some((root) => folder.startsWith(root) && folder !== root);
}
