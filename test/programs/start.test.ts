import { type ChildProcess, fork, spawn } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import {
  CancellationTokenSource,
  createMessageConnection,
  type Hover,
  IPCMessageReader,
  IPCMessageWriter,
  type MessageConnection,
  MessageType,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';
import { withWarning } from '../cli/manifests.js';
import { cli, folderWith, run } from '../cli/program.js';
import { uriOf, withClient } from '../lsp/client.js';

interface Wire {
  readonly child: ChildProcess;
  readonly connection: MessageConnection;
}

function overStdio(...command: readonly string[]): Wire {
  const child = spawn(process.execPath, command, { stdio: ['pipe', 'pipe', 'inherit'] });
  return {
    child,
    connection: createMessageConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin)),
  };
}

/** As VS Code starts it. */
function overIpc(module: string): Wire {
  const child = fork(module, ['--node-ipc'], { execArgv: [] });
  return { child, connection: createMessageConnection(new IPCMessageReader(child), new IPCMessageWriter(child)) };
}

const server = join(inject('bundles'), 'server.cjs');
const ways: readonly (readonly [name: string, start: () => Wire])[] = [
  ['the server over stdio', () => overStdio(server, '--stdio')],
  ['the server over the channel of a forked process', () => overIpc(server)],
  ['eni-lens lsp', () => overStdio(cli, 'lsp', '--stdio')],
];

describe.concurrent.each(ways)('%s', (_, start) => {
  it('takes everything that an editor says before it has an answer, in order', async () => {
    const folder = folderWith({});
    const { child, connection } = start();
    try {
      const ofSecondVersion = new Promise<PublishDiagnosticsParams>((resolve) => {
        connection.onNotification('textDocument/publishDiagnostics', (sent: PublishDiagnosticsParams) => {
          if (sent.version === 2) resolve(sent);
        });
      });
      connection.listen();
      const textDocument = { uri: uriOf(folder, 'a.yaml'), languageId: 'yaml', version: 1, text: withWarning() };
      const line = textDocument.text.split('\n').findIndex((each) => each.includes('WARM_IP_TARGET'));
      const position = { line, character: textDocument.text.split('\n')[line]?.indexOf('WARM_IP_TARGET') ?? 0 };
      const cancel = new CancellationTokenSource();
      const initialized = connection.sendRequest('initialize', {
        processId: process.pid,
        rootUri: uriOf(folder),
        capabilities: {},
      });
      void connection.sendNotification('initialized', {});
      void connection.sendNotification('textDocument/didOpen', { textDocument });
      const hover = connection.sendRequest<Hover>('textDocument/hover', { textDocument, position });
      const cancelled = connection.sendRequest('textDocument/hover', { textDocument, position }, cancel.token);
      cancel.cancel();
      const contentChanges = [{ text: '' }];
      void connection.sendNotification('textDocument/didChange', {
        textDocument: { ...textDocument, version: 2 },
        contentChanges,
      });
      const after = connection.sendRequest<Hover | null>('textDocument/hover', { textDocument, position });
      expect(await initialized).toMatchObject({ capabilities: { hoverProvider: true } });
      expect(JSON.stringify((await hover).contents)).toContain('WARM_IP_TARGET');
      await expect(cancelled).rejects.toMatchObject({ message: expect.stringContaining('cancel') });
      expect(await after).toBeNull();
      expect((await ofSecondVersion).diagnostics).toEqual([]);
    } finally {
      connection.dispose();
      child.kill();
    }
  });
});

it('tells the editor that a part of it is missing, and ends', async () => {
  const folder = folderWith({});
  for (const name of ['server.cjs', 'serverProtocol.cjs'])
    copyFileSync(join(inject('bundles'), name), join(folder, name));
  await withClient({ command: [join(folder, 'server.cjs'), '--stdio'] }, async (client) => {
    const ended = new Promise((resolve) => client.child.once('exit', resolve));
    expect(await client.waitFor('window/logMessage')).toMatchObject({
      type: MessageType.Error,
      message: expect.stringContaining('serverCore.cjs'),
    });
    expect(await ended).toBe(1);
  });
});

it('reads the parser of scripts with the first script only', async () => {
  const cwd = folderWith({ 'a.yaml': withWarning(), 'a.sh': 'kubectl set env ds/aws-node WARM_IP_TARGET=five\n' });
  copyFileSync(cli, join(cwd, 'cli.cjs'));
  const lint = (file: string) => run(process.execPath, [join(cwd, 'cli.cjs'), 'lint', '-f', 'compact', file], { cwd });
  expect((await lint('a.yaml')).stdout).toContain('warm-ip-target-without-minimum');
  expect((await lint('a.sh')).stdout).not.toContain('invalid-integer');
  copyFileSync(join(inject('bundles'), 'shell.cjs'), join(cwd, 'shell.cjs'));
  expect((await lint('a.sh')).stdout).toContain('invalid-integer');
});
