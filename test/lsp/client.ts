import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  type ClientCapabilities,
  type CodeAction,
  type CodeActionContext,
  createMessageConnection,
  type Diagnostic,
  ErrorCodes,
  type InitializeParams,
  type InitializeResult,
  type MessageConnection,
  type PublishDiagnosticsParams,
  type Range,
  ResponseError,
  type ShowMessageRequestParams,
  StreamMessageReader,
  StreamMessageWriter,
  type TextDocumentEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver-protocol/node';
import { sourceFile } from '../../server/text/sourceFile.js';

/** An editor as a test plays it: what it can do, what it says, and what it answers to `workspace/configuration`. */
export interface Profile {
  readonly capabilities?: ClientCapabilities;
  readonly initializationOptions?: unknown;
  /** The answer for each item; null for every one where it is left out. */
  readonly configuration?: (section: string | undefined, scopeUri: string | undefined) => unknown;
  /** The button that a person presses where the server asks; without it none. */
  readonly presses?: string;
  /** It answers everything the server asks with an error. */
  readonly refuses?: boolean;
  readonly folders?: readonly string[];
  readonly rootOnly?: boolean;
  /** The display language, where the editor says one. */
  readonly locale?: string;
  /** The locale of the environment the server is started in. */
  readonly environment?: string;
  readonly command?: readonly string[];
  readonly nodeOptions?: readonly string[];
  /** Further variables of the environment the server is started in. */
  readonly variables?: Readonly<Record<string, string>>;
  /** A program, with its arguments, that runs the server. */
  readonly within?: readonly string[];
}

/** Much like VS Code. */
export const fullCapabilities: ClientCapabilities = {
  workspace: {
    applyEdit: true,
    configuration: true,
    workspaceFolders: true,
    workspaceEdit: {
      documentChanges: true,
      resourceOperations: ['create', 'rename', 'delete'],
      changeAnnotationSupport: { groupsOnLabel: true },
    },
    didChangeConfiguration: { dynamicRegistration: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
  },
  window: { workDoneProgress: true },
  textDocument: {
    publishDiagnostics: {
      relatedInformation: true,
      tagSupport: { valueSet: [1, 2] },
      codeDescriptionSupport: true,
      dataSupport: true,
      versionSupport: true,
    },
    codeAction: {
      codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix', 'source.fixAll'] } },
      disabledSupport: true,
      isPreferredSupport: true,
    },
    definition: { linkSupport: true },
    rename: { prepareSupport: true },
  },
};

const refusal = new ResponseError<void>(ErrorCodes.MethodNotFound, 'This editor does not know that');

export interface Told {
  readonly method: string;
  readonly params: unknown;
}

export interface Client {
  readonly connection: MessageConnection;
  readonly server: InitializeResult;
  readonly child: ChildProcess;
  /** Everything the server asked for or told, by method, in order. */
  readonly told: readonly Told[];
  readonly published: readonly PublishDiagnosticsParams[];
  readonly open: (uri: string, text: string, languageId?: string) => void;
  /** Replaces the first occurrence of a piece of text; the new version. */
  readonly edit: (uri: string, piece: string, newText: string) => number;
  readonly close: (uri: string) => void;
  readonly textOf: (uri: string) => string;
  /** The diagnostics of a file, once they are such; waits for them. */
  readonly until: (uri: string, test: (sent: PublishDiagnosticsParams) => boolean) => Promise<readonly Diagnostic[]>;
  /** The diagnostics of a version of an open document. */
  readonly ofVersion: (uri: string, version: number) => Promise<readonly Diagnostic[]>;
  /** Waits until the server has read and published everything told so far. */
  readonly settle: () => Promise<void>;
  readonly actions: (uri: string, range: Range, context?: Partial<CodeActionContext>) => Promise<readonly CodeAction[]>;
  readonly waitFor: (method: string) => Promise<unknown>;
  /** The first thing told after so many others that is such. */
  readonly next: (after: number, test: (told: Told) => boolean) => Promise<Told>;
  /** Ends the server without a word. */
  readonly kill: () => void;
  readonly stop: () => Promise<void>;
}

/** The uri of a file of a test's folder. */
export function uriOf(folder: string, path = ''): string {
  return pathToFileURL(join(folder, path)).href;
}

export function write(folder: string, path: string, text: string): string {
  const target = join(folder, path);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, text);
  return uriOf(folder, path);
}

/** Starts the built server over stdio and shakes hands. */
export async function connect(profile: Profile = {}): Promise<Client> {
  const command = profile.command ?? (await builtServer());
  const [program = '', ...args] = [
    ...(profile.within ?? []),
    process.execPath,
    ...(profile.nodeOptions ?? []),
    ...command,
  ];
  const child = spawn(program, args, {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...profile.variables, LC_ALL: profile.environment ?? 'C' },
  });
  const connection = createMessageConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  const told: Told[] = [];
  const published: PublishDiagnosticsParams[] = [];
  const waiting = new Set<() => void>();
  const note = (method: string, params: unknown): void => {
    told.push({ method, params });
    for (const check of [...waiting]) check();
  };
  child.stderr.on('data', (chunk: Buffer) => note('stderr', chunk.toString()));
  const wait = <T>(find: () => T | undefined): Promise<T> =>
    new Promise((resolve) => {
      const check = (): void => {
        const found = find();
        if (found === undefined) return;
        waiting.delete(check);
        resolve(found);
      };
      waiting.add(check);
      check();
    });
  connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
    published.push(params);
    note('textDocument/publishDiagnostics', params);
  });
  connection.onNotification((method, params) => note(method, params));
  connection.onUnhandledProgress((params) => note('$/progress', params));
  connection.onRequest('workspace/configuration', ({ items }: { items: { section?: string; scopeUri?: string }[] }) => {
    note('workspace/configuration', items);
    if (profile.refuses) return refusal;
    return items.map(({ section, scopeUri }) => profile.configuration?.(section, scopeUri) ?? null);
  });
  connection.onRequest('window/showMessageRequest', (params: ShowMessageRequestParams) => {
    note('window/showMessageRequest', params);
    return params.actions?.find(({ title }) => title === profile.presses) ?? null;
  });
  connection.onRequest((method, params) => {
    note(method, params);
    return profile.refuses ? refusal : null;
  });
  connection.listen();
  const folders = profile.folders ?? [];
  const params: InitializeParams = {
    processId: process.pid,
    capabilities: profile.capabilities ?? fullCapabilities,
    initializationOptions: profile.initializationOptions,
    ...(profile.locale === undefined ? {} : { locale: profile.locale }),
    rootUri: folders[0] === undefined ? null : uriOf(folders[0]),
    ...(profile.rootOnly
      ? { workspaceFolders: null }
      : { workspaceFolders: folders.map((folder) => ({ uri: uriOf(folder), name: folder })) }),
  };
  const server = await connection.sendRequest<InitializeResult>('initialize', params);
  await connection.sendNotification('initialized', {});

  const texts = new Map<string, { text: string; version: number }>();
  const latest = (uri: string) => published.findLast((sent) => sent.uri === uri);
  // A server that ends in the middle of a test is seen by what it does not answer.
  const send = (method: string, value: unknown) => void connection.sendNotification(method, value).catch(() => {});
  const until: Client['until'] = (uri, test) =>
    wait(() => {
      const sent = latest(uri);
      return sent && test(sent) ? sent.diagnostics : undefined;
    });
  return {
    connection,
    server,
    child,
    told,
    published,
    open(uri, text, languageId = 'yaml') {
      texts.set(uri, { text, version: 1 });
      send('textDocument/didOpen', { textDocument: { uri, languageId, version: 1, text } });
    },
    edit(uri, piece, newText) {
      const before = texts.get(uri);
      const at = before?.text.indexOf(piece) ?? -1;
      if (before === undefined || at < 0) throw new Error(`${uri} has no ${piece}`);
      const source = sourceFile(before.text);
      const range = { start: source.positionAt(at), end: source.positionAt(at + piece.length) };
      const version = before.version + 1;
      texts.set(uri, { text: before.text.slice(0, at) + newText + before.text.slice(at + piece.length), version });
      send('textDocument/didChange', { textDocument: { uri, version }, contentChanges: [{ range, text: newText }] });
      return version;
    },
    close(uri) {
      texts.delete(uri);
      send('textDocument/didClose', { textDocument: { uri } });
    },
    textOf: (uri) => texts.get(uri)?.text ?? '',
    until,
    ofVersion: (uri, version) => until(uri, (sent) => sent.version === version),
    settle: async () => void (await connection.sendRequest('eniLens/lintWorkspace')),
    actions: (uri, range, context = {}) =>
      connection.sendRequest('textDocument/codeAction', {
        textDocument: { uri },
        range,
        context: { diagnostics: latest(uri)?.diagnostics ?? [], ...context },
      }),
    waitFor: (method) => wait(() => told.find((each) => each.method === method)?.params),
    next: (after, test) => wait(() => told.slice(after).find(test)),
    kill() {
      connection.end();
      connection.dispose();
      child.kill();
    },
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      await connection.sendRequest('shutdown');
      await connection.sendNotification('exit');
      await ended;
      connection.dispose();
    },
  };
}

/** The server as the tests built it. Outside of a test there is none, and a profile must name its own. */
async function builtServer(): Promise<readonly string[]> {
  const { inject } = await import('vitest');
  return [join(inject('bundles'), 'server.cjs'), '--stdio'];
}

/** Runs a test with an editor, and hangs up whatever happens. */
export async function withClient(profile: Profile, test: (client: Client) => Promise<void>): Promise<void> {
  const client = await connect(profile);
  try {
    await test(client);
  } finally {
    client.kill();
  }
}

/** The diagnostics of a file once all that was told has been read. */
export async function shownOf(client: Client, uri: string): Promise<readonly Diagnostic[]> {
  await client.settle();
  return client.published.findLast((sent) => sent.uri === uri)?.diagnostics ?? [];
}

/** The text after an edit of the workspace; edits of other files are left out. Of two changes of one file VS Code takes the last, and so does this. */
export function applied(edit: WorkspaceEdit | undefined, uri: string, text: string): string {
  const changes = edit?.documentChanges?.filter((change): change is TextDocumentEdit => 'textDocument' in change);
  const edits = changes
    ? (changes.findLast(({ textDocument }) => textDocument.uri === uri)?.edits ?? [])
    : (edit?.changes?.[uri] ?? []);
  const source = sourceFile(text);
  const sorted = edits
    .flatMap((each) => ('newText' in each ? [each] : []))
    .map(({ range, newText }) => ({ start: source.offsetAt(range.start), end: source.offsetAt(range.end), newText }))
    .map((each, index) => ({ ...each, index }))
    .sort((a, b) => b.start - a.start || b.end - a.end || b.index - a.index);
  return sorted.reduce((result, { start, end, newText }) => result.slice(0, start) + newText + result.slice(end), text);
}

export function codesOf(diagnostics: readonly Diagnostic[]): readonly unknown[] {
  return diagnostics.map(({ code }) => code);
}
