import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { clean, withError, withWarning } from '../cli/manifests.js';
import { cli, eniLens, eniLensProgram, folderWith, type Outcome, run } from '../cli/program.js';
import { gitEnv, repositoryWith, write } from '../cli/repository.js';
import { codesOf, type Profile, uriOf, withClient } from '../lsp/client.js';
import { awsNode, cluster } from '../lsp/shop.js';

/** Every command with arguments it can do something with; `lsp` is tried as an editor does. */
const commands: Readonly<Record<string, readonly (readonly string[])[]>> = {
  lint: [
    ['.'],
    ['-f', 'json', '--stats'],
    ['--fix-dry-run'],
    ['--print-config'],
    ['-'],
    ['-f', 'sarif=out.sarif', '-f', 'github'],
  ],
  plan: [['.']],
  clusters: [['.'], ['-f', 'json']],
  'max-pods': [['m5.large', '--prefix-delegation']],
  'warm-pool': [['m5.large', '--env', 'WARM_IP_TARGET=5']],
  explain: [['max-pods-above-capacity']],
  rules: [[]],
  init: [[]],
  baseline: [[]],
  completion: [['bash']],
  lsp: [['--help']],
  help: [['lint']],
};
const runs = Object.entries(commands).flatMap(([command, all]) =>
  all.map((args) => ({ line: [command, ...args].join(' '), args: [command, ...args] })),
);
const files = { 'a.yaml': withError('a'), 'b.yaml': withWarning('b'), 'c.yaml': clean('c') };

/** Programs that run another one in a network namespace without interfaces: for the superuser, and for others where they may. */
const [namespace] = [
  ['unshare', '-n'],
  ['unshare', '-r', '-n'],
].filter(([program = '', ...args]) => spawnSync(program, [...args, 'true']).status === 0);

/** What is noted by `offline.cjs`, and how a program is started to be watched by it. */
function watched(): { readonly env: { readonly OFFLINE_NOTES: string }; readonly notes: () => readonly string[] } {
  const file = join(folderWith({}), 'notes');
  return {
    env: { OFFLINE_NOTES: file },
    notes: () => (existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n') : []),
  };
}
const preload = ['--require', fileURLToPath(new URL('offline.cjs', import.meta.url))];

async function watchedRun(
  args: readonly string[],
  cwd: string,
): Promise<Outcome & { readonly notes: readonly string[] }> {
  const { env, notes } = watched();
  const outcome = await eniLensProgram(args, {
    cwd,
    input: withWarning(),
    nodeOptions: preload,
    env: { ...gitEnv, ...env },
  });
  return { ...outcome, notes: notes() };
}

describe('the command line', () => {
  it('is tried with every command', async () => {
    const { stdout } = await eniLens(['--help']);
    const listed = /\nCommands:\n(.*?)\n\n/s.exec(stdout)?.[1]?.matchAll(/^ {2}(\S+)/gm) ?? [];
    expect(Array.from(listed, ([, name]) => name).sort()).toEqual(Object.keys(commands).sort());
  });

  it.concurrent.each(runs)('reaches for no network and starts no program: $line', async ({ args }) => {
    const outcome = await watchedRun(args, folderWith(files));
    expect(outcome.notes).toEqual([]);
    expect(outcome.code).toBeLessThan(2);
    expect(outcome.stdout).not.toBe('');
  });

  it('starts git for --changed and --since alone, and nothing else', async () => {
    const cwd = await repositoryWith(files);
    write(cwd, { 'c.yaml': withWarning('c') });
    for (const args of [['--changed'], ['--since', 'HEAD'], ['--since', 'nowhere']]) {
      const { notes } = await watchedRun(['lint', ...args], cwd);
      expect(new Set(notes)).toEqual(new Set(['program: git']));
    }
    expect((await watchedRun(['lint'], cwd)).notes).toEqual([]);
  });
});

/** What an editor asks for in a session, from the first file to the end. */
async function session(profile: Profile): Promise<void> {
  const folder = folderWith({ 'cluster.yaml': cluster, 'aws-node.yaml': awsNode('false'), 'eni-lens.yaml': '{}\n' });
  const uri = uriOf(folder, 'cluster.yaml');
  await withClient({ ...profile, folders: [folder] }, async (client) => {
    const { connection } = client;
    client.open(uri, cluster);
    const [found] = await client.until(uri, ({ diagnostics }) => diagnostics.length > 0);
    expect(found?.code).toBe('max-pods-above-capacity');
    const range = found?.range ?? { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
    const at = { textDocument: { uri }, position: range.start };
    expect(await client.actions(uri, range)).not.toEqual([]);
    expect(await connection.sendRequest('textDocument/hover', at)).not.toBeNull();
    await connection.sendRequest('textDocument/completion', at);
    await connection.sendRequest('textDocument/definition', at);
    await connection.sendRequest('textDocument/codeLens', { textDocument: { uri } });
    await connection.sendRequest('textDocument/inlayHint', { textDocument: { uri }, range });
    await connection.sendRequest('textDocument/documentSymbol', { textDocument: { uri } }).catch(() => {});
    const version = client.edit(uri, 'maxPodsPerNode: 110', 'maxPodsPerNode: 29');
    expect(codesOf(await client.ofVersion(uri, version))).toEqual([]);
    client.close(uri);
    await client.settle();
    await client.stop();
    expect(client.child.exitCode).toBe(0);
  });
}

describe('the language server', () => {
  it('reaches for no network and starts no program in a session', async () => {
    const { env, notes } = watched();
    await session({ nodeOptions: preload, variables: env });
    expect(notes()).toEqual([]);
  });
});

describe('the watching', () => {
  it('notices', async () => {
    const { env, notes } = watched();
    const script = `
      const attempt = async (work) => { try { await work() } catch {} };
      await attempt(() => fetch('http://127.0.0.1:1'));
      await attempt(() => (require('net').connect(1, '127.0.0.1')));
      await attempt(() => (require('dns').promises.lookup('localhost')));
      await attempt(() => (require('child_process').execFileSync('true')));`;
    await run(process.execPath, [...preload, '-e', `(async () => {${script}})()`], { env });
    expect(notes()).toEqual(['network: fetch', 'network: connect', 'network: lookup', 'program: true']);
  });
});

// Where the user may not make a namespace, what is above has to do.
describe.each(namespace === undefined ? [] : [namespace])(
  'in a network namespace without interfaces, made by %s %s',
  () => {
    const within = namespace ?? [];
    const [program = '', ...args] = within;

    it.concurrent.each(runs)('says the same as outside: $line', async ({ args: command }) => {
      const given = command.filter((arg) => arg !== '--stats');
      const options = () => ({ cwd: folderWith(files), input: withWarning() });
      const inside = await run(program, [...args, process.execPath, cli, ...given], options());
      expect(inside).toEqual(await eniLens(given, options()));
    });

    it('serves an editor', async () => {
      await session({ within });
    });
  },
);
