import packageFile from '../../package.json' with { type: 'json' };
import { refresh, register } from './asking.js';
import { attempt } from './guard.js';
import type { Parts } from './parts.js';
import type { Status } from './protocol.js';
import type { Snapshot } from './snapshot.js';
import { canonicalUri, folderUri } from './uris.js';

/** Longest time in milliseconds that the first findings wait for the rest of the workspace to be read. */
const longestWait = 1000;

/**
 * Follows what the editor tells of itself and of the disk, from the moment it is ready. Gives what ends when the workspace was read for
 * the first time.
 */
export function followEditor(parts: Parts): () => Promise<unknown> {
  const { connection, log, editor, session, watcher, publisher } = parts;
  const rescan = (): Promise<void> => rescanAll(parts);
  let started: Promise<unknown> = Promise.resolve();
  connection.onInitialized(() => {
    started = attempt(log, 'initialized', () => start(parts));
  });
  connection.onDidChangeConfiguration(
    ({ settings }) =>
      void attempt(log, 'configuration', async () => {
        if (await editor.read(session.snapshot().roots, settings)) await rescan();
        else publisher.schedule();
        refresh(connection, editor.now());
      }),
  );
  const moved = (uris: readonly string[]): void => watcher.changed(uris.map(canonicalUri));
  connection.onDidChangeWatchedFiles(({ changes }) => moved(changes.map(({ uri }) => uri)));
  connection.workspace.onDidRenameFiles(({ files }) => moved(files.flatMap(({ oldUri, newUri }) => [oldUri, newUri])));
  connection.workspace.onDidDeleteFiles(({ files }) => moved(files.map(({ uri }) => uri)));
  connection.onNotification('eniLens/yamlExtension', ({ active }: { readonly active: boolean }) => {
    editor.yamlExtensionIs(active);
    publisher.schedule();
  });
  connection.onNotification('eniLens/colorTheme', ({ theme }: { readonly theme: unknown }) =>
    editor.colorThemeIs(theme),
  );
  return () => started;
}

/** Follows the documents that are open. */
export function followDocuments({ connection, log, documents, session, publisher, typing }: Parts): void {
  const changed = (uri: string): void => {
    session.textChanged(uri);
    publisher.schedule();
  };
  documents.listen(connection, {
    opened: (uri) => void attempt(log, 'open', () => changed(uri)),
    edited: (uri, isWithinLine) =>
      void attempt(log, 'edit', () => {
        typing.edited(isWithinLine);
        changed(uri);
      }),
    closed: (uri) =>
      void attempt(log, 'close', () => {
        session.closed(uri);
        publisher.schedule();
      }),
  });
}

async function start(parts: Parts): Promise<void> {
  const { connection, editor, session, publisher } = parts;
  register(connection, editor.now());
  if (editor.now().workspaceFolders) followFolders(parts);
  const wait = setTimeout(publisher.publishNow, longestWait);
  await editor.read(session.snapshot().roots);
  await rescanAll(parts);
  clearTimeout(wait);
}

function followFolders(parts: Parts): void {
  const { connection, log, editor, session } = parts;
  connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
    const gone = removed.map(({ uri }) => folderUri(uri));
    const kept = session.snapshot().roots.filter((root) => !gone.includes(root));
    session.rootsChanged([...kept, ...added.map(({ uri }) => folderUri(uri))]);
    void attempt(log, 'folders', () => editor.read(session.snapshot().roots).then(() => rescanAll(parts)));
  });
}

async function rescanAll({ connection, editor, scanner, publisher, session }: Parts): Promise<void> {
  await scanner.scan();
  connection.console.info(readText(session.snapshot(), publisher.publishNow()));
  refresh(connection, editor.now());
}

/** What was read, for the log of the editor: it is in English, as the faults there are. */
function readText(
  { roots, files }: Snapshot,
  { documents, findings, clusters, configFiles, assumedCniVersion }: Status,
): string {
  const joined = clusters.names.join(', ') + (clusters.count > clusters.names.length ? ', …' : '');
  return [
    `ENI Lens ${packageFile.version} read ${roots.length} workspace folders: ${files.size} files that may hold something of ours`,
    `${documents} documents, ${findings} findings, ${clusters.count} clusters${joined === '' ? '' : ` (${joined})`}`,
    configFiles.length === 0 ? 'no eni-lens.yaml' : configFiles.join(', '),
    ...(assumedCniVersion === undefined ? [] : [`VPC CNI ${assumedCniVersion} assumed where no file says one`]),
  ].join('; ');
}
