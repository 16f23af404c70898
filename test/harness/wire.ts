import { PassThrough } from 'node:stream';
import { createConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import {
  createMessageConnection,
  type Diagnostic,
  type PublishDiagnosticsParams,
} from 'vscode-languageserver-protocol/node';
import { initializeResult } from '../../server/lsp/capabilities.js';
import type { Disk } from '../../server/lsp/disk.js';
import { editorOf } from '../../server/lsp/editor.js';
import { startServer } from '../../server/lsp/server.js';

/** An editor at the other end of a wire, whose server runs in this process, so that a test can drive its clock. */
export interface WiredEditor {
  /** Another text of a document, as an editor tells of it that sends what was changed; the server has read and published it then. */
  readonly change: (uri: string, text: string) => Promise<void>;
  readonly open: (uri: string, languageId: string, text: string) => Promise<void>;
  /** Waits until the server has done what it was told. */
  readonly settle: () => Promise<void>;
  readonly published: readonly PublishDiagnosticsParams[];
  readonly shown: (uri: string) => readonly Diagnostic[];
  readonly close: () => void;
}

const emptyDisk: Disk = {
  filesUnder: () => [],
  reachFrom: () => () => false,
  kindOf: () => undefined,
  read: () => undefined,
  readOwn: () => undefined,
  configAbove: () => undefined,
};

/** Starts a server on no disk at all and shakes hands. `yamlExtensionActive` as VS Code says it. */
export async function wiredEditor(options: { readonly yamlExtensionActive: boolean }): Promise<WiredEditor> {
  const [toServer, toEditor] = [new PassThrough(), new PassThrough()];
  const server = createConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toEditor));
  server.onInitialize((params) => {
    startServer(server, params, { disk: emptyDisk });
    return initializeResult(editorOf(params));
  });
  server.listen();
  const connection = createMessageConnection(new StreamMessageReader(toEditor), new StreamMessageWriter(toServer));
  const published: PublishDiagnosticsParams[] = [];
  connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
    published.push(params);
  });
  connection.listen();
  const params = { processId: null, rootUri: null, capabilities: {}, initializationOptions: options };
  await connection.sendRequest('initialize', params);
  await connection.sendNotification('initialized', {});
  await connection.sendRequest('eniLens/lintWorkspace');
  const texts = new Map<string, { readonly text: string; readonly version: number }>();
  // What is published comes after what was asked before it, so two answers are behind it.
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 2; turn++) await connection.sendRequest('workspace/symbol', { query: 'nothing' });
  };
  const told = async (uri: string, text: string, method: string, message: object): Promise<void> => {
    texts.set(uri, { text, version: (texts.get(uri)?.version ?? 0) + 1 });
    await connection.sendNotification(method, message);
    await settle();
  };
  return {
    open: (uri, languageId, text) =>
      told(uri, text, 'textDocument/didOpen', { textDocument: { uri, languageId, version: 1, text } }),
    change(uri, text) {
      const version = (texts.get(uri)?.version ?? 0) + 1;
      return told(uri, text, 'textDocument/didChange', { textDocument: { uri, version }, contentChanges: [{ text }] });
    },
    settle,
    published,
    shown: (uri) => published.findLast((sent) => sent.uri === uri)?.diagnostics ?? [],
    close() {
      connection.dispose();
      server.dispose();
    },
  };
}
