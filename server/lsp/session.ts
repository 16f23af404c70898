import { isConfigName } from '../formats/eniLens/configNames.js';
import type { SyntaxId } from '../syntax/syntaxId.js';
import { folderOf } from '../text/paths.js';
import { type FileModel, readFile } from '../workspace/fileModel.js';
import type { Disk } from './disk.js';
import type { Editor } from './editor.js';
import { openFileSource } from './openDocument.js';
import {
  countingFolder,
  filesIn,
  foldersFrom,
  foldersOfClosed,
  foldersWith,
  noOwnFiles,
  ownFilesFor,
  type ReadOwn,
} from './ownFiles.js';
import { closedFile, type Scan } from './scan.js';
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
  /** What a scan of a folder came to, and that it is all there is in it. */
  readonly scanned: (folder: string, scan: Scan) => void;
  /** The uris of all files, closed or open, our own among them. */
  readonly known: () => readonly string[];
  /** Models of closed files with their text, read again, for whoever wants to change them. */
  readonly withTexts: (uris: Iterable<string>) => readonly FileModel[];
}

/** Keeps the snapshot in step with open documents and the disk. */
export function startSession(disk: Disk, open: OpenTexts, editor: () => Editor): Session {
  const held: Held = { disk, open, editor, snapshot: emptySnapshot, unread: new Set() };
  const isOpen = (uri: string): boolean => open.get(uri) !== undefined;
  return {
    snapshot: () => current(held),
    textChanged(uri) {
      held.unread.add(uri);
      // A file outside of the workspace brings the config file of its folder with it.
      if (!held.snapshot.files.has(uri) && rootOf(uri, held.snapshot) === undefined) refreshOwn([folderOf(uri)], held);
    },
    closed(uri) {
      held.unread.delete(uri);
      readClosed([uri], held);
      refreshOwn(foldersWith([uri], held.snapshot), held);
      forgetOutside(held);
      keepTexts(held);
    },
    filesChanged(uris) {
      const closed = [...new Set(uris)].filter((uri) => !isOpen(uri));
      readClosed(closed, held);
      refreshOwn(foldersWith(closed, held.snapshot), held);
      keepTexts(held);
    },
    rootsChanged(roots) {
      const isGone = (uri: string): boolean => !isOpen(uri) && !roots.some((root) => uri.startsWith(root));
      const gone = [...held.snapshot.files.keys()].filter(isGone);
      held.snapshot = withRoots(withChanges(held.snapshot, [], gone), roots);
      refreshOwn([...roots, ...foldersOutside(held)], held);
      forgetOutside(held);
    },
    scanned(folder, { files, configs }) {
      const models = [...files.values()].filter(({ uri }) => !isOpen(uri));
      const isGone = (uri: string): boolean => uri.startsWith(folder) && !files.has(uri) && !isOpen(uri);
      const gone = [...held.snapshot.files.keys()].filter(isGone);
      const changed = withChanges(held.snapshot, models, gone);
      held.snapshot = changed.roots.includes(folder) ? withScanned(changed, folder) : changed;
      // Nobody tells of each file of a folder that is gone.
      refreshOwn([...foldersFrom(folder, held.snapshot), ...configs.map(folderOf)], held);
      keepTexts(held);
    },
    known: () => {
      const { files, configs, baselines } = held.snapshot;
      const own = [...configs.values(), ...baselines.values()].map(({ uri }) => uri);
      return [...files.keys(), ...own];
    },
    withTexts(uris) {
      current(held);
      return textsOf(uris, held);
    },
  };
}

/** What a session holds. The snapshot is the one thing that changes in the server. */
interface Held {
  readonly disk: Disk;
  readonly open: OpenTexts;
  readonly editor: () => Editor;
  snapshot: Snapshot;
  /** Changed since the snapshot was made: reading waits, so that a burst of keystrokes is read once. */
  readonly unread: Set<string>;
}

function current(held: Held): Snapshot {
  const { open, unread } = held;
  if (unread.size === 0) return held.snapshot;
  const uris = [...unread];
  unread.clear();
  const texts = uris.flatMap((uri) => {
    const document = isOwn(uri, held) ? undefined : open.get(uri);
    return document ? [openFileSource(uri, document.text, document.syntax)] : [];
  });
  const { files } = held.snapshot;
  held.snapshot = withChanges(
    held.snapshot,
    texts.map((source) => readFile(source, files.get(source.uri))),
  );
  refreshOwn(foldersWith(uris, held.snapshot), held);
  return held.snapshot;
}

function refreshOwn(folders: readonly string[], held: Held): void {
  const changes = ownFilesFor(new Set(folders), held.snapshot, readerOf(held), held.disk);
  const { configs, baselines } = held.snapshot;
  const isNew = [...changes].some(
    ([folder, { config, baseline }]) => config !== configs.get(folder) || baseline !== baselines.get(folder),
  );
  if (!isNew) return;
  held.snapshot = withOwnFiles(held.snapshot, changes);
  keepTexts(held);
}

function readerOf({ disk, open }: Held): ReadOwn {
  return (uri) => open.get(uri)?.text ?? disk.readOwn(uri);
}

/** What a baseline knows findings by is read from the text around them: closed files that it names keep theirs. */
function keepTexts(held: Held): void {
  const named = [...held.snapshot.baselines.values()].flatMap(filesIn);
  held.snapshot = withChanges(held.snapshot, textsOf(named, held));
}

function textsOf(uris: Iterable<string>, { disk, snapshot }: Held): readonly FileModel[] {
  return [...uris].flatMap((uri) => {
    const file = snapshot.files.get(uri);
    const source = file !== undefined && file.text === undefined ? disk.read(uri) : undefined;
    return source ? [readFile(source, file)] : [];
  });
}

/** The folders of open documents outside of the workspace: each has own files like a workspace folder. */
function foldersOutside(held: Held): ReadonlySet<string> {
  const uris = [...held.snapshot.files.keys(), ...held.unread];
  return new Set(uris.filter((uri) => rootOf(uri, held.snapshot) === undefined).map(folderOf));
}

/** Own files outside of the workspace count while they, or what they are for, are open. */
function forgetOutside(held: Held): void {
  const { disk, open, snapshot } = held;
  const needed = [...snapshot.roots, ...foldersOutside(held)];
  const counting = (folder: string): string => countingFolder(folder, snapshot.roots, readerOf(held), disk);
  const used = new Set(needed.flatMap((each) => [each, counting(each)]));
  const closed = foldersOfClosed(snapshot, (uri) => open.get(uri) !== undefined);
  const unused = closed.filter((folder) => rootOf(folder, snapshot) === undefined && !used.has(folder));
  if (unused.length === 0) return;
  held.snapshot = withOwnFiles(snapshot, new Map(unused.map((folder) => [folder, noOwnFiles])));
}

function readClosed(uris: readonly string[], held: Held): void {
  const { disk, snapshot } = held;
  const others = uris.filter((uri) => !isConfigName(uri));
  const isWanted = wantedIn(held);
  const sources = others.map((uri) => ({ uri, source: isWanted(uri) ? disk.read(uri) : undefined }));
  const models = sources.flatMap(({ uri, source }) => (source ? [closedFile(source, snapshot.files.get(uri))] : []));
  const gone = sources.flatMap(({ uri, source }) => (source === undefined && snapshot.files.has(uri) ? [uri] : []));
  held.snapshot = withChanges(snapshot, models, gone);
}

function isOwn(uri: string, { snapshot }: Held): boolean {
  return isConfigName(uri) || foldersWith([uri], snapshot).length > 0;
}

function rootOf(uri: string, { roots }: Pick<Snapshot, 'roots'>): string | undefined {
  return roots.find((root) => uri.startsWith(root));
}

/** Tells which files are read where they lie. */
function wantedIn({ disk, editor, snapshot }: Held): (uri: string) => boolean {
  const { excludes } = editor();
  const reached = new Map(snapshot.roots.map((root) => [root, disk.reachFrom(root, excludes.get(root))]));
  return (uri) => {
    const root = rootOf(uri, snapshot);
    return root !== undefined && reached.get(root)?.(uri) === true;
  };
}
