import { isConfigName } from '../formats/eniLensConfig.js';
import type { SyntaxId } from '../syntax/node.js';
import { type FileModel, type FileSource, readFile, withoutText } from '../workspace/fileModel.js';
import { folderOf } from '../workspace/paths.js';
import { rememberTree } from '../workspace/tree.js';
import type { Disk } from './disk.js';
import type { Editor } from './editor.js';
import { openFileSource } from './openDocument.js';
import {
  countingFolder,
  filesIn,
  foldersOfClosed,
  foldersWith,
  foldersWithOwnFiles,
  noOwnFiles,
  ownFilesFor,
} from './ownFiles.js';
import { emptySnapshot, type Snapshot, withChanges, withOwnFiles, withRoots, withScanned } from './snapshot.js';

/** The open documents, by canonical uri. */
export interface OpenTexts {
  readonly get: (uri: string) => { readonly text: string; readonly syntax: SyntaxId | undefined } | undefined;
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
      const document = isOwn(uri) ? undefined : open.get(uri);
      return document ? [openFileSource(uri, document.text, document.syntax)] : [];
    });
    snapshot = withChanges(
      snapshot,
      texts.map((source) => readFile(source, snapshot.files.get(source.uri), rememberTree)),
    );
    refreshOwn(uris.flatMap((uri) => foldersWith(uri, snapshot)));
    return snapshot;
  };
  const readOwn = (uri: string): string | undefined => open.get(uri)?.text ?? disk.readOwn(uri);
  const refreshOwn = (folders: readonly string[]): void => {
    const changes = ownFilesFor(new Set(folders), snapshot, readOwn, disk);
    const isNew = [...changes].some(
      ([folder, { config, baseline }]) =>
        config !== snapshot.configs.get(folder) || baseline !== snapshot.baselines.get(folder),
    );
    if (!isNew) return;
    snapshot = withOwnFiles(snapshot, changes);
    keepTexts();
  };
  /** What a baseline knows findings by is read from the text around them: closed files that it names keep theirs. */
  const keepTexts = (): void => {
    snapshot = withChanges(snapshot, textsOf([...snapshot.baselines.values()].flatMap(filesIn)));
  };
  const textsOf = (uris: Iterable<string>): readonly FileModel[] =>
    [...uris].flatMap((uri) => {
      const file = snapshot.files.get(uri);
      const source = file !== undefined && file.text === undefined ? disk.read(uri) : undefined;
      return source ? [readFile(source, file)] : [];
    });
  /** The folders of open documents outside of the workspace: each has own files like a workspace folder. */
  const foldersOutside = (): ReadonlySet<string> =>
    new Set([...snapshot.files.keys(), ...unread].filter((uri) => rootOf(uri) === undefined).map(folderOf));
  /** Own files outside of the workspace count while they, or what they are for, are open. */
  const forgetOutside = (): void => {
    const { roots } = snapshot;
    const needed = [...roots, ...foldersOutside()];
    const used = new Set(needed.flatMap((each) => [each, countingFolder(each, roots, readOwn, disk)]));
    const closed = foldersOfClosed(snapshot, (uri) => open.get(uri) !== undefined);
    const unused = closed.filter((folder) => rootOf(folder) === undefined && !used.has(folder));
    if (unused.length > 0) snapshot = withOwnFiles(snapshot, new Map(unused.map((folder) => [folder, noOwnFiles])));
  };
  const isOwn = (uri: string): boolean => isConfigName(uri) || foldersWith(uri, snapshot).length > 0;
  const rootOf = (uri: string): string | undefined => snapshot.roots.find((root) => uri.startsWith(root));
  const isWanted = (uri: string): boolean => {
    const root = rootOf(uri);
    return root !== undefined && disk.isReached(root, uri, editor().excludes.get(root));
  };
  const readClosed = (uris: readonly string[]): void => {
    const others = uris.filter((uri) => !isConfigName(uri));
    const sources = others.map((uri) => ({ uri, source: isWanted(uri) ? disk.read(uri) : undefined }));
    const models = sources.flatMap(({ uri, source }) => (source ? [closedFile(source, snapshot.files.get(uri))] : []));
    const gone = sources.flatMap(({ uri, source }) => (source === undefined && snapshot.files.has(uri) ? [uri] : []));
    snapshot = withChanges(snapshot, models, gone);
  };

  return {
    snapshot: current,
    textChanged(uri) {
      // A file outside of the workspace brings the config file of its folder with it.
      if (!snapshot.files.has(uri) && rootOf(uri) === undefined) refreshOwn([folderOf(uri)]);
      unread.add(uri);
    },
    closed(uri) {
      unread.delete(uri);
      readClosed([uri]);
      refreshOwn(foldersWith(uri, snapshot));
      forgetOutside();
      keepTexts();
    },
    filesChanged(uris) {
      const closed = [...new Set(uris)].filter((uri) => open.get(uri) === undefined);
      readClosed(closed);
      refreshOwn(closed.flatMap((uri) => foldersWith(uri, snapshot)));
      keepTexts();
    },
    rootsChanged(roots) {
      const isGone = (uri: string): boolean =>
        open.get(uri) === undefined && !roots.some((root) => uri.startsWith(root));
      const gone = [...snapshot.files.keys()].filter(isGone);
      snapshot = withRoots(withChanges(snapshot, [], gone), roots);
      refreshOwn([...roots, ...foldersOutside()]);
      forgetOutside();
    },
    scanned(root, files) {
      const models = [...files.values()].filter(({ uri }) => open.get(uri) === undefined);
      const isGone = (uri: string): boolean => uri.startsWith(root) && !files.has(uri) && open.get(uri) === undefined;
      snapshot = withScanned(withChanges(snapshot, models, [...snapshot.files.keys()].filter(isGone)), root);
      // Nobody tells of each file of a folder that is gone.
      refreshOwn(foldersWithOwnFiles(snapshot).filter((folder) => folder.startsWith(root)));
      keepTexts();
    },
    withTexts(uris) {
      current();
      return textsOf(uris);
    },
  };
}

/** A file as it is kept while nobody edits it: what was found in it, without its text. */
export function closedFile(source: FileSource, previous: FileModel | undefined): FileModel {
  return withoutText(readFile(source, previous));
}
