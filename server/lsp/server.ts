import {
  CodeLensRefreshRequest,
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type ExecuteCommandParams,
  type InitializeParams,
  RequestType,
  RequestType0,
  type ResponseError,
  TextDocuments,
} from 'vscode-languageserver';
import { ruleLink } from '../linter/ruleLink.js';
import type { Catalogue } from '../messages/message.js';
import { instanceTableDate } from '../model/instanceTypes.js';
import { fileEndings } from '../syntax/claims.js';
import { explainCommand } from './capabilities.js';
import { nodeDisk } from './disk.js';
import { type Editor, editorOf, rootsOf, settingsOf } from './editor.js';
import { asked, attempt, attemptSync, cancelled, guard } from './guard.js';
import { newConfigFor } from './newConfig.js';
import { type OpenDocument, openDocuments } from './openDocument.js';
import type { Status } from './protocol.js';
import { startPublisher } from './publishing.js';
import { registerRequests } from './requests.js';
import { startScanner } from './scanning.js';
import { type OpenTexts, startSession } from './session.js';
import { watchTyping } from './typing.js';
import { canonicalUri, folderUri } from './uris.js';

export interface ServerOptions {
  /** The messages in the language of the editor, if it says one; English where there is none. */
  readonly catalogueOf?: (locale: string | undefined) => Catalogue | undefined;
}

const newConfig = new RequestType<{ readonly folder: string }, string | null, void>('eniLens/newConfig');
const lintWorkspace = new RequestType0<Status | null, void>('eniLens/lintWorkspace');

/** Longest time in milliseconds that the first findings wait for the rest of the workspace to be read. */
const longestWait = 1000;

/**
 * Answers an editor that has introduced itself until it hangs up. What it knows is in the session; every request is answered from its
 * snapshot.
 */
export function startServer(
  connection: Connection,
  params: InitializeParams,
  { catalogueOf }: ServerOptions = {},
): void {
  const log = { error: (text: string) => connection.console.error(text) };
  const disk = nodeDisk((path, read) => attemptSync({ error: (text) => connection.console.warn(text) }, path, read));
  const documents = new TextDocuments(openDocuments);
  /** How the editor spells the uris of documents it opened, closed ones too. */
  const spelling = new Map<string, string>();
  const opened = new Set<string>();
  const openAt = (uri: string): OpenDocument | undefined => documents.get(spelling.get(uri) ?? uri);
  let editor: Editor = editorOf(params);
  const catalogue = catalogueOf?.(editor.locale);

  const session = startSession(disk, { get: (uri) => textOf(openAt(uri)) }, () => editor);
  session.rootsChanged(rootsOf(params));
  const publisher = startPublisher({
    snapshot: session.snapshot,
    dataVersion: instanceTableDate,
    attempt: (work) => void attempt(log, 'diagnostics', work),
    onStatus: (status) => {
      if (editor.isOurs) void connection.sendNotification('eniLens/status', status);
    },
    context: () => ({
      editor,
      catalogue,
      versionOf: (uri) => openAt(uri)?.version,
      isTyping: typing.isTyping(),
      send: (uri, version, diagnostics) => {
        const message = { uri: spelling.get(uri) ?? uri, diagnostics: [...diagnostics] };
        void connection.sendDiagnostics(version === undefined ? message : { ...message, version });
      },
    }),
  });
  const typing = watchTyping(() => {
    publisher.schedule();
    // What stands between the lines of another document may follow from the one that was edited.
    if (documents.keys().length > 1) refresh(connection, editor);
  });
  const scanner = startScanner({ connection, disk, session, editor: () => editor, catalogue: () => catalogue });

  const rescan = async (): Promise<void> => {
    await scanner.scan();
    publisher.publishNow();
    refresh(connection, editor);
  };
  /** True when other files are left out than before. */
  const readSettings = async (pushed?: unknown): Promise<boolean> => {
    const before = JSON.stringify([...editor.excludes]);
    const { roots } = session.snapshot();
    if (editor.configuration) {
      const items = [{ section: 'eniLens' }, ...roots.map((scopeUri) => ({ scopeUri, section: 'files.exclude' }))];
      const answer: unknown = await asked(connection, () => connection.workspace.getConfiguration(items));
      const [settings, ...excludes]: readonly unknown[] = Array.isArray(answer) ? answer : [];
      editor = {
        ...editor,
        // An editor that has no such section answers null: what it said at the start then counts.
        settings: settings === null || settings === undefined ? editor.settings : settingsOf(settings),
        excludes: new Map(roots.map((root, at) => [root, excludes[at]])),
      };
    } else if (typeof pushed === 'object' && pushed !== null && 'eniLens' in pushed) {
      editor = { ...editor, settings: settingsOf(pushed.eniLens) };
    }
    return before !== JSON.stringify([...editor.excludes]);
  };
  const start = async (): Promise<void> => {
    register(connection, editor);
    if (editor.workspaceFolders) {
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        const gone = removed.map(({ uri }) => folderUri(uri));
        const kept = session.snapshot().roots.filter((root) => !gone.includes(root));
        session.rootsChanged([...kept, ...added.map(({ uri }) => folderUri(uri))]);
        void attempt(log, 'folders', () => readSettings().then(rescan));
      });
    }
    const wait = setTimeout(publisher.publishNow, longestWait);
    await readSettings();
    await rescan();
    clearTimeout(wait);
  };
  let started: Promise<unknown> = Promise.resolve();

  connection.onInitialized(() => {
    started = attempt(log, 'initialized', start);
  });
  connection.onDidChangeConfiguration(
    ({ settings }) =>
      void attempt(log, 'configuration', async () => {
        if (await readSettings(settings)) await rescan();
        else publisher.schedule();
        refresh(connection, editor);
      }),
  );
  connection.onDidChangeWatchedFiles(
    ({ changes }) =>
      void attempt(log, 'watched files', async () => {
        const uris = changes.map(({ uri }) => canonicalUri(uri));
        if (uris.some((uri) => uri.endsWith('/.gitignore'))) await scanner.scan();
        scanner.filesChanged(uris.filter((uri) => !uri.endsWith('/.gitignore')));
        publisher.schedule();
        refresh(connection, editor);
      }),
  );
  connection.workspace.onDidRenameFiles(() => void attempt(log, 'renamed folders', rescan));
  connection.workspace.onDidDeleteFiles(() => void attempt(log, 'deleted folders', rescan));
  documents.onDidChangeContent(({ document }) => {
    if (opened.has(document.canonical)) typing.edited();
    opened.add(document.canonical);
    spelling.set(document.canonical, document.uri);
    session.textChanged(document.canonical);
    publisher.schedule();
  });
  documents.onDidClose(
    ({ document }) =>
      void attempt(log, 'close', () => {
        opened.delete(document.canonical);
        session.closed(document.canonical);
        publisher.schedule();
      }),
  );

  registerRequests(connection, log, () => ({
    session,
    editor,
    catalogue,
    versionOf: (uri) => openAt(uri)?.version ?? null,
  }));
  connection.onExecuteCommand(
    guard(
      log,
      'command',
      async ({ command, arguments: names }: ExecuteCommandParams) => {
        if (command === explainCommand)
          await connection.window.showDocument({ uri: ruleLink(String(names?.[0]), catalogue), external: true });
        return null;
      },
      null,
    ),
  );
  connection.onNotification('eniLens/yamlExtension', ({ active }: { readonly active: boolean }) => {
    editor = { ...editor, yamlExtensionActive: active };
    publisher.schedule();
  });
  const lintAll = guard<undefined, Status | ResponseError<void> | null>(
    log,
    'lint workspace',
    async (_params, token) => {
      await started;
      return (await scanner.scan(token)) ? publisher.publishNow() : cancelled();
    },
    null,
  );
  connection.onRequest(lintWorkspace, (token) => lintAll(undefined, token));
  connection.onRequest(
    newConfig,
    guard(
      log,
      'new config',
      async ({ folder }) => {
        await started;
        return newConfigFor(session.snapshot(), folderUri(folder), catalogue);
      },
      null,
    ),
  );
  documents.listen(connection);
}

function textOf(document: OpenDocument | undefined): ReturnType<OpenTexts['get']> {
  return document && { text: document.source.text, syntax: document.syntax };
}

function register(connection: Connection, editor: Editor): void {
  if (editor.configuration && editor.registersConfiguration) {
    const sections = { section: ['eniLens', 'files.exclude'] };
    void asked(connection, () => connection.client.register(DidChangeConfigurationNotification.type, sections));
  }
  if (!editor.registersWatchers) return;
  const watchers = [{ globPattern: `**/*.{${fileEndings.join(',')}}` }, { globPattern: '**/.gitignore' }];
  void asked(connection, () => connection.client.register(DidChangeWatchedFilesNotification.type, { watchers }));
}

/** Asks for what stands between the lines again, where another file or a setting may have changed it. */
function refresh(connection: Connection, editor: Editor): void {
  if (editor.refreshesCodeLens) void asked(connection, () => connection.sendRequest(CodeLensRefreshRequest.type));
  if (editor.refreshesInlayHints) void asked(connection, () => connection.languages.inlayHint.refresh());
}
