import { type ChildProcess, fork, spawn } from 'node:child_process';
import { copyFileSync, readdirSync } from 'node:fs';
import * as nodeModule from 'node:module';
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
  for (const name of ['server.cjs', 'serverStart.cjs', 'serverProtocol.cjs'])
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

describe('the command line loads what it needs and no more', () => {
  /** Runs a command of a program that consists of these files only. */
  const runWith = (files: readonly string[], args: readonly string[], env: Readonly<Record<string, string>> = {}) => {
    const cwd = folderWith({
      'a.yaml': withWarning(),
      'tab.yaml': 'apiVersion: crd.k8s.amazonaws.com/v1alpha1\nkind: ENIConfig\n\tmetadata: {}\n',
      'a.sh': 'kubectl set env ds/aws-node WARM_IP_TARGET=five\n',
      'a.tf':
        'resource "aws_eks_addon" "cni" {\n  addon_name = "vpc-cni"\n  configuration_values = jsonencode({ env = { WARM_IP_TARGET = "five" } })\n}\n',
      'a.md':
        '```yaml\nkind: DaemonSet\nmetadata: { name: aws-node }\nspec: { template: { spec: { containers: [{ name: aws-node, env: [{ name: WARM_IP_TARGET, value: five }] }] } } }\n```\n',
    });
    for (const file of files) copyFileSync(join(inject('bundles'), file), join(cwd, file));
    return run(process.execPath, [join(cwd, 'cli.cjs'), ...args], { cwd, env });
  };
  const start = ['cli.cjs', 'cli-main.cjs'];
  const lint = [...start, 'cli-runLint.cjs'];
  const lintEksctl = [...lint, 'cli-eksctl.cjs', 'cli-rulesOfGroups.cjs'];
  const described = [...start, 'cli-program.cjs'];

  it('a YAML file: no other command, no description of options, no library for YAML or scripts, no catalogue, no page of a rule', async () => {
    const outcome = await runWith(lintEksctl, ['lint', 'a.yaml']);
    expect(outcome).toMatchObject({ code: 0, stderr: '' });
    expect(outcome.stdout).toContain('warm-ip-target-without-minimum');
  });

  it('the library for YAML that is not simple', async () => {
    const withReading = [...lint, 'cli-yamlLibrary.cjs', 'cli-rulesOfEniConfigs.cjs', 'cli-rulesSeldom.cjs'];
    const unread = await runWith(withReading, ['lint', 'tab.yaml']);
    expect(unread.stdout).toContain('internal-error');
    const read = await runWith([...withReading, 'yaml.cjs'], ['lint', 'tab.yaml']);
    expect(read.stdout).toMatch(/^tab\.yaml:3:1 .*\n.*\btabs?\b/i);
  });

  it('the parser of scripts', async () => {
    const withShell = [...lint, 'cli-shell.cjs'];
    expect((await runWith(withShell, ['lint', 'a.sh'])).stdout).not.toContain('invalid-integer');
    expect((await runWith([...withShell, 'shell.cjs'], ['lint', 'a.sh'])).stdout).toContain('invalid-integer');
  });

  it.each([
    { part: 'eksctl', file: 'a.yaml', rule: 'warm-ip-target-without-minimum' },
    { part: 'rulesOfGroups', file: 'a.yaml', rule: 'warm-ip-target-without-minimum' },
    { part: 'rulesOfEniConfigs', file: 'tab.yaml', rule: 'syntax-error' },
    { part: 'rulesSeldom', file: 'tab.yaml', rule: 'syntax-error' },
    { part: 'yamlLibrary', file: 'tab.yaml', rule: 'syntax-error' },
    { part: 'shell', file: 'a.sh', rule: 'invalid-integer' },
    { part: 'terraform', file: 'a.tf', rule: 'invalid-integer' },
    { part: 'documentation', file: 'a.md', rule: 'invalid-integer' },
  ])('the part $part with the first file that needs it', async ({ part, file, rule }) => {
    const all = readdirSync(inject('bundles')).filter((name) => name.endsWith('.cjs'));
    const others = all.filter((name) => name !== `cli-${part}.cjs`);
    expect((await runWith(others, ['lint', file])).stdout).toContain('internal-error');
    const { stdout } = await runWith(all, ['lint', file]);
    expect(stdout).toContain(rule);
    expect(stdout).not.toContain('internal-error');
  });

  it('the catalogue of a language', async () => {
    expect((await runWith(lintEksctl, ['lint', 'a.yaml'], { LANG: 'ja_JP.UTF-8' })).code).toBe(3);
    const { code, stdout } = await runWith([...lintEksctl, 'ja.json'], ['lint', 'a.yaml'], { LANG: 'ja_JP.UTF-8' });
    expect(code).toBe(0);
    expect(stdout).toMatch(/[\u3040-\u30ff]/);
  });

  it('its version, its help and its wrong usage', async () => {
    for (const args of [['--version'], ['--help'], ['help', 'lint'], ['warm-pool', '--help']]) {
      expect(await runWith(described, args), args.join(' ')).toMatchObject({ code: 0, stderr: '' });
    }
    expect(await runWith(described, ['lnt'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('eni-lens lint'),
    });
  });
});

/** Where no Node keeps what it compiled, these tests hold as well. */
describe('the compile cache of Node', () => {
  const cwd = folderWith({ 'a.yaml': withWarning() });
  const lint = (env: Readonly<Record<string, string>>) => run(process.execPath, [cli, 'lint', 'a.yaml'], { cwd, env });

  it('changes no answer, whether it is empty, filled, unwanted, or a place that cannot be written to', async () => {
    const cache = folderWith({ file: '' });
    const unwanted = await lint({ NODE_DISABLE_COMPILE_CACHE: '1' });
    expect(unwanted.stdout).toContain('warm-ip-target-without-minimum');
    const filled = { NODE_COMPILE_CACHE: join(cache, 'new') };
    // Below a file there can be no folder. (Below /proc neither, but there Node 22 and 24 never end trying.)
    const nowhere = join(cache, 'file', 'below');
    for (const env of [filled, filled, { NODE_COMPILE_CACHE: nowhere }, { TMPDIR: nowhere }]) {
      expect(await lint(env), JSON.stringify(env)).toEqual(unwanted);
    }
  });

  it.runIf('enableCompileCache' in nodeModule)('is filled', async () => {
    const cache = folderWith({});
    const kept = async (): Promise<readonly string[]> => {
      await lint({ NODE_COMPILE_CACHE: cache });
      const files = readdirSync(cache, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
      return files.map(({ name }) => name).sort();
    };
    const first = await kept();
    // What starts, what lints, and the parts that this file needs.
    expect(first.length).toBeGreaterThan(2);
    expect(await kept()).toEqual(first);
  });
});
