import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type Hover, LSPErrorCodes } from 'vscode-languageserver-protocol';
import { palettes } from '../../server/charts/stepChart.js';
import { clean, withInfo, withWarning } from '../cli/manifests.js';
import { eniLens, folderWith } from '../cli/program.js';
import { findings } from '../harness/check.js';
import { codesOf, fullCapabilities, type Profile, shownOf, uriOf, withClient, write } from './client.js';
import { awsNode, cluster } from './shop.js';

const warning = 'warm-ip-target-without-minimum';

const profiles: readonly (readonly [name: string, profile: Profile])[] = [
  ['VS Code', {}],
  ['one that answers null to every question about its configuration', { configuration: () => null }],
  ['one that can nothing', { capabilities: {} }],
  [
    'one without folders, watchers and configuration',
    { capabilities: { textDocument: fullCapabilities.textDocument ?? {} }, rootOnly: true },
  ],
  ['one that sends settings of other kinds', { configuration: () => 'no', initializationOptions: 'no' }],
];

it.concurrent.each(profiles)('serves an editor like %s', async (_name, profile) => {
  const folder = folderWith({ 'a.yaml': withWarning('a'), 'b/b.yml': clean('b') });
  await withClient({ ...profile, folders: [folder] }, async (client) => {
    const uri = uriOf(folder, 'b/b.yml');
    expect(client.server.capabilities).toMatchObject({ positionEncoding: 'utf-16', textDocumentSync: { change: 2 } });
    expect(codesOf(await client.until(uriOf(folder, 'a.yaml'), () => true))).toEqual([warning]);
    client.open(uri, withWarning('b'));
    const [found] = await client.ofVersion(uri, 1);
    const canShow = profile.capabilities === undefined || profile.capabilities.textDocument !== undefined;
    expect([found?.codeDescription !== undefined, found?.data !== undefined]).toEqual([canShow, canShow]);
    const actions = await client.actions(
      uri,
      found?.range ?? { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
    );
    const { edit } = actions.find(({ isPreferred }) => isPreferred) ?? {};
    expect(Object.keys(edit ?? {})).toEqual([client.server && profile.capabilities ? 'changes' : 'documentChanges']);
    expect(client.told.some(({ method }) => method === 'client/registerCapability')).toBe(
      profile.capabilities === undefined,
    );
    await client.stop();
    expect(client.child.exitCode).toBe(0);
  });
});

it.concurrent('serves an editor that says what it can and then refuses it', async () => {
  const folder = folderWith({ 'a.yaml': withWarning('a') });
  const refreshes = { codeLens: { refreshSupport: true }, inlayHint: { refreshSupport: true } };
  const capabilities = { ...fullCapabilities, workspace: { ...fullCapabilities.workspace, ...refreshes } };
  await withClient({ capabilities, refuses: true, folders: [folder] }, async (client) => {
    expect(codesOf(await client.until(uriOf(folder, 'a.yaml'), () => true))).toEqual([warning]);
    await client.next(0, ({ method }) => method === 'workspace/codeLens/refresh');
    await client.next(0, ({ method }) => method === 'workspace/inlayHint/refresh');
    await client.settle();
    expect(new Set(client.told.map(({ method }) => method))).toContain('window/workDoneProgress/create');
    await client.stop();
    expect(client.child.exitCode).toBe(0);
  });
});

it.concurrent.each([
  ['a picture where the editor draws it', { general: { markdown: { parser: 'marked' } } }, true],
  ['no picture where its text would fill the screen', {}, false],
] as const)('hovers with %s', async (_name, capabilities, isThere) => {
  const folder = folderWith({});
  await withClient({ capabilities, folders: [folder] }, async ({ open, settle, connection }) => {
    const uri = uriOf(folder, 'a.yaml');
    const text = `${cluster}addons:\n  - { name: vpc-cni, configurationValues: '{"env": {"WARM_IP_TARGET": "5"}}' }\n`;
    open(uri, text);
    await settle();
    const line = text.split('\n').findIndex((each) => each.includes('WARM_IP_TARGET'));
    const position = { line, character: text.split('\n')[line]?.indexOf('WARM_IP_TARGET') ?? 0 };
    const hover = await connection.sendRequest<Hover | null>('textDocument/hover', { textDocument: { uri }, position });
    const said = JSON.stringify(hover?.contents);
    expect(said).toMatch(/\| m5\.large(?:&ensp;)? \|/);
    expect(said.includes('data:image/svg+xml')).toBe(isThere);
  });
});

it.concurrent('shows its progress while it reads the workspace', async () => {
  const folder = folderWith(
    Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`c${at}/a.yaml`, clean(`c${at}`)])),
  );
  await withClient({ folders: [folder] }, async (client) => {
    await client.settle();
    const kinds = client.told.flatMap(({ method, params }) => (method === '$/progress' ? [kindOf(params)] : []));
    expect(client.told.map(({ method }) => method)).toContain('window/workDoneProgress/create');
    expect(kinds[0]).toBe('begin');
    expect(kinds.at(-1)).toBe('end');
  });
});

it.concurrent('gives a long read up when it is asked to, and answers on', async () => {
  const folder = folderWith(
    Object.fromEntries(Array.from({ length: 400 }, (_, at) => [`c${at}.yaml`, clean(`c${at}`)])),
  );
  await withClient({ folders: [folder] }, async (client) => {
    const { CancellationTokenSource } = await import('vscode-jsonrpc');
    const cancel = new CancellationTokenSource();
    const asked = client.connection.sendRequest('eniLens/lintWorkspace', cancel.token);
    cancel.cancel();
    await expect(asked).rejects.toMatchObject({ code: LSPErrorCodes.RequestCancelled });
    client.open('untitled:Untitled-1', withWarning());
    expect(codesOf(await client.ofVersion('untitled:Untitled-1', 1))).toEqual([warning]);
  });
});

it.concurrent('keeps workspace folders apart, and takes the nearest config file of each', async () => {
  const [one, two] = [
    folderWith({
      'eni-lens.yaml': `rules: { ${warning}: off }\n`,
      'a.yaml': withWarning(),
      'in/b.yaml': withWarning('b'),
    }),
    folderWith({
      'a.yaml': withWarning(),
      'own/eni-lens.yaml': `rules: { ${warning}: error }\n`,
      'own/b.yaml': withWarning('b'),
    }),
  ];
  await withClient({ folders: [one, two] }, async (client) => {
    await client.settle();
    const severities = (folder: string) =>
      Object.fromEntries(
        client.published
          .filter(({ uri }) => uri.startsWith(uriOf(folder)))
          .map(({ uri, diagnostics }) => [
            uri.slice(uriOf(folder).length),
            diagnostics.map(({ severity }) => severity),
          ]),
      );
    expect(severities(one)).toEqual({});
    expect(severities(two)).toEqual({ '/a.yaml': [2], '/own/b.yaml': [1] });
    // A folder that leaves takes its findings with it.
    const event = { added: [], removed: [{ uri: uriOf(two), name: 'two' }] };
    void client.connection.sendNotification('workspace/didChangeWorkspaceFolders', { event });
    expect(await client.until(uriOf(two, 'a.yaml'), ({ diagnostics }) => diagnostics.length === 0)).toEqual([]);
    expect(await client.until(uriOf(two, 'own/b.yaml'), ({ diagnostics }) => diagnostics.length === 0)).toEqual([]);
  });
});

it.concurrent('says once what is wrong with a config file above several workspace folders', async () => {
  const folder = folderWith({
    'eni-lens.yaml': 'rulez: {}\nbaseline: known.json\n',
    'one/a.yaml': withWarning('a'),
    'two/b.yaml': withWarning('b'),
  });
  await withClient({ folders: [join(folder, 'one'), join(folder, 'two')] }, async (client) => {
    const problems = await shownOf(client, uriOf(folder, 'eni-lens.yaml'));
    expect(problems.map(({ range }) => range.start.line)).toEqual([0, 1]);
  });
});

it.concurrent('forgets what was wrong with a config file when its folder is deleted', async () => {
  const folder = folderWith({ 'a.yaml': withWarning('a'), 'in/eni-lens.yaml': 'rulez: {}\n' });
  await withClient({ folders: [folder] }, async (client) => {
    const config = uriOf(folder, 'in/eni-lens.yaml');
    expect(codesOf(await client.until(config, () => true))).toEqual(['invalid-config']);
    rmSync(join(folder, 'in'), { recursive: true });
    void client.connection.sendNotification('workspace/didDeleteFiles', { files: [{ uri: uriOf(folder, 'in') }] });
    expect(await shownOf(client, config)).toEqual([]);
  });
});

it.concurrent('follows the config file above a document outside of the workspace, as long as one of the two is open', async () => {
  const text = `rules: { ${warning}: off }\n`;
  const outside = folderWith({ 'eni-lens.yaml': text, 'in/a.yaml': withWarning() });
  const [config, a] = [uriOf(outside, 'eni-lens.yaml'), uriOf(outside, 'in/a.yaml')];
  await withClient({ folders: [folderWith({})] }, async (client) => {
    client.open(a, withWarning());
    client.open(config, text);
    expect(await shownOf(client, a)).toEqual([]);
    client.edit(config, 'off', 'info');
    expect((await client.until(a, () => true)).map(({ severity }) => severity)).toEqual([3]);
    client.edit(config, 'rules', 'rulez');
    expect(codesOf(await shownOf(client, config))).toEqual(['invalid-config']);
    client.close(a);
    expect(codesOf(await shownOf(client, config))).toEqual(['invalid-config']);
    client.close(config);
    expect(await shownOf(client, a)).toEqual([]);
    expect(await shownOf(client, config)).toEqual([]);
  });
});

it.concurrent('says nothing more of a config file on the disk when the last document it is for is closed', async () => {
  const outside = folderWith({ 'eni-lens.yaml': 'rulez: {}\n', 'a.yaml': withWarning() });
  const [config, a] = [uriOf(outside, 'eni-lens.yaml'), uriOf(outside, 'a.yaml')];
  await withClient({ folders: [folderWith({})] }, async (client) => {
    client.open(a, withWarning());
    expect(codesOf(await shownOf(client, config))).toEqual(['invalid-config']);
    const event = { added: [], removed: [] };
    void client.connection.sendNotification('workspace/didChangeWorkspaceFolders', { event });
    expect(codesOf(await shownOf(client, config))).toEqual(['invalid-config']);
    client.close(a);
    expect(await shownOf(client, config)).toEqual([]);
  });
});

it.concurrent('lints again when the config file changes, and reports what is wrong with it in its place', async () => {
  const folder = folderWith({ 'a.yaml': withWarning() });
  await withClient({ folders: [folder] }, async (client) => {
    const [a, config] = [uriOf(folder, 'a.yaml'), uriOf(folder, 'eni-lens.yaml')];
    await client.until(a, ({ diagnostics }) => diagnostics.length === 1);
    client.open(config, `rules:\n  ${warning}: off\n`);
    expect(await client.until(a, ({ diagnostics }) => diagnostics.length === 0)).toEqual([]);
    client.edit(config, warning, `${warning}s`);
    const [wrong] = await client.until(config, ({ diagnostics }) => diagnostics.length > 0);
    expect(wrong).toMatchObject({ source: 'eni-lens', severity: 1, range: { start: { line: 1, character: 2 } } });
    expect(wrong?.message).toContain(`did you mean ${warning}?`);
    expect(codesOf(await client.until(a, ({ diagnostics }) => diagnostics.length > 0))).toEqual([warning]);
    // Half typed it counts as it was.
    client.edit(config, `${warning}s: off`, `${warning}: info`);
    await client.until(a, ({ diagnostics: [first] }) => first?.severity === 3);
    const version = client.edit(config, 'rules:', 'rules: [');
    await client.ofVersion(config, version);
    await client.settle();
    expect(client.published.findLast(({ uri }) => uri === a)?.diagnostics[0]?.severity).toBe(3);
    client.close(config);
    expect((await client.until(a, ({ diagnostics: [first] }) => first?.severity === 2)).length).toBe(1);
  });
});

it.concurrent('takes comments in a config file of JSON for no sign of something half typed', async () => {
  const folder = folderWith({ 'a.yaml': withWarning() });
  await withClient({ folders: [folder] }, async (client) => {
    const [a, config] = [uriOf(folder, 'a.yaml'), uriOf(folder, 'eni-lens.json')];
    await client.until(a, ({ diagnostics }) => diagnostics.length === 1);
    client.open(config, `{\n  // a: [\n  "rules": { "${warning}": "off" } /* } */\n}\n`);
    await client.until(a, ({ diagnostics }) => diagnostics.length === 0);
    client.edit(config, 'off', 'info');
    await client.until(a, ({ diagnostics: [first] }) => first?.severity === 3);
    expect(client.published.findLast(({ uri }) => uri === config)?.diagnostics ?? []).toEqual([]);
  });
});

it.concurrent('leaves out what git, the editor and the config file leave out', async () => {
  const folder = folderWith({
    '.git/HEAD': '',
    '.gitignore': 'generated/\n',
    'eni-lens.yaml': 'ignore: [vendor/]\n',
    'a.yaml': withWarning('a'),
    'generated/b.yaml': withWarning('b'),
    'vendor/c.yaml': withWarning('c'),
    'out/d.yaml': withWarning('d'),
    'out/deep/e.yml': withWarning('e'),
  });
  const configuration = (section: string | undefined) =>
    section === 'files.exclude' ? { '**/{out,tmp}': true } : null;
  await withClient({ folders: [folder], configuration }, async (client) => {
    await client.settle();
    expect([...new Set(client.published.map(({ uri }) => uri))]).toEqual([uriOf(folder, 'a.yaml')]);
    const changes = ['generated/b.yaml', 'vendor/c.yaml', 'out/d.yaml'].map((path) => ({
      uri: uriOf(folder, path),
      type: 2,
    }));
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', { changes });
    await client.settle();
    expect([...new Set(client.published.map(({ uri }) => uri))]).toEqual([uriOf(folder, 'a.yaml')]);
    write(folder, '.gitignore', '');
    const ignore = { uri: uriOf(folder, '.gitignore'), type: 2 };
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [ignore] });
    await client.until(uriOf(folder, 'generated/b.yaml'), ({ diagnostics }) => diagnostics.length > 0);
  });
});

it.concurrent('follows files and folders that are renamed', async () => {
  const folder = folderWith({ 'old.yaml': withWarning('a'), 'in/b.yaml': withWarning('b') });
  await withClient({ folders: [folder] }, async (client) => {
    const [old, fresh] = [uriOf(folder, 'old.yaml'), uriOf(folder, 'new name.yaml')];
    await client.until(old, ({ diagnostics }) => diagnostics.length > 0);
    renameSync(join(folder, 'old.yaml'), join(folder, 'new name.yaml'));
    const changes = [
      { uri: old, type: 3 },
      { uri: fresh, type: 1 },
    ];
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', { changes });
    expect(await client.until(old, ({ diagnostics }) => diagnostics.length === 0)).toEqual([]);
    expect(await client.until(fresh, () => true)).toHaveLength(1);
    mkdirSync(join(folder, 'to'));
    renameSync(join(folder, 'in'), join(folder, 'to', 'there'));
    const files = [{ oldUri: uriOf(folder, 'in'), newUri: uriOf(folder, 'to/there') }];
    await client.connection.sendNotification('workspace/didRenameFiles', { files });
    expect(await client.until(uriOf(folder, 'to/there/b.yaml'), () => true)).toHaveLength(1);
    expect(await client.until(uriOf(folder, 'in/b.yaml'), ({ diagnostics }) => diagnostics.length === 0)).toEqual([]);
  });
});

it.concurrent('knows a file by any spelling of its uri', async () => {
  const folder = folderWith({ 'a+b (1)/ä.yaml': withInfo() });
  await withClient({ folders: [folder] }, async (client) => {
    await client.settle();
    const [known] = client.published;
    const spelt = encodeURI(decodeURIComponent(known?.uri ?? ''));
    expect(spelt).not.toBe(known?.uri);
    client.open(spelt, withWarning());
    expect((await client.ofVersion(spelt, 1))[0]?.severity).toBe(2);
    await client.settle();
    expect(new Set(client.published.map(({ uri }) => uri))).toEqual(new Set([known?.uri, spelt]));
    // Closed, it stays the file the editor knows by that name.
    client.close(spelt);
    expect((await shownOf(client, spelt)).map(({ severity }) => severity)).toEqual([3]);
  });
});

it.concurrent('shows open files only where that is wanted, with what closed files say', async () => {
  const folder = folderWith({
    'aws-node.yaml': awsNode('false'),
    'cluster.yaml': cluster,
    'far/other.yaml': withWarning('o'),
  });
  const configuration = (section: string | undefined) => (section === 'eniLens' ? { openFilesOnly: true } : null);
  await withClient({ folders: [folder], configuration }, async (client) => {
    await client.settle();
    expect(client.published).toEqual([]);
    client.open(uriOf(folder, 'cluster.yaml'), cluster);
    expect(codesOf(await client.ofVersion(uriOf(folder, 'cluster.yaml'), 1))).toEqual(['max-pods-above-capacity']);
  });
});

it.concurrent('tells our own extension what it found, and nobody else', async () => {
  const folder = folderWith({ 'a.yaml': withWarning() });
  await withClient({ folders: [folder], initializationOptions: { yamlExtensionActive: false } }, async (client) => {
    expect(await client.waitFor('eniLens/status')).toMatchObject({
      documents: 1,
      findings: 1,
      clusters: { count: 1, names: ['shop'] },
      configFiles: [],
    });
  });
  await withClient({ folders: [folder] }, async (client) => {
    await client.settle();
    expect(client.told.map(({ method }) => method)).not.toContain('eniLens/status');
  });
});

it.concurrent('is the same server behind eni-lens lsp', async () => {
  const command = [join((await import('vitest')).inject('bundles'), 'cli.cjs'), 'lsp', '--stdio'];
  await withClient({ command }, async (client) => {
    expect(client.server.serverInfo?.name).toBe('eni-lens');
    client.open('untitled:Untitled-1', withWarning());
    expect(codesOf(await client.ofVersion('untitled:Untitled-1', 1))).toEqual([warning]);
  });
  expect((await eniLens(['lsp', '--help'])).stdout).toContain('--stdio');
});

function kindOf(progress: unknown): unknown {
  return /"kind":"(\w+)"/.exec(JSON.stringify(progress))?.[1];
}

it.concurrent('shows how files were joined into clusters, as a page with links', async () => {
  const folder = folderWith({
    'a/cluster.yaml': cluster.replace('name: shop', 'name: a'),
    'b/cluster.yaml': cluster.replace('name: shop', 'name: b'),
    'k/aws-node.yaml': awsNode('false'),
    'eni-lens.yaml': 'cniVersion: v1.19.2\n',
  });
  await withClient({ folders: [folder] }, async (client) => {
    await client.settle();
    const page = await client.connection.sendRequest('eniLens/clusters');
    const config = uriOf(folder, 'eni-lens.yaml');
    const [a, patch] = [uriOf(folder, 'a/cluster.yaml'), uriOf(folder, 'k/aws-node.yaml')];
    expect(page).toContain(`The config file is [eni-lens.yaml](${config})`);
    expect(page).toContain(`## a\n\nVPC CNI 1.19.2 ([eni-lens.yaml:1](${config}#L1))`);
    expect(page).toContain(`- [a/cluster.yaml](${a}): declares the cluster`);
    expect(page).toContain(`- [k/aws-node.yaml](${patch})\n`);
    expect(page).toContain('## k/aws-node.yaml, which may belong to a, b and is checked by itself');
    expect(page).toContain('- `ENABLE_PREFIX_DELEGATION` = `false`');
  });
});

it.concurrent('writes what a bug report needs, and no text of the file', async () => {
  const folder = folderWith({ 'cluster.yaml': cluster, 'aws-node.yaml': awsNode('false') });
  await withClient({ folders: [folder] }, async (client) => {
    client.open(uriOf(folder, 'cluster.yaml'), cluster);
    await client.ofVersion(uriOf(folder, 'cluster.yaml'), 1);
    const page = await client.connection.sendRequest('eniLens/bugReport', { uri: uriOf(folder, 'cluster.yaml') });
    expect(page).toContain('- files: 2, nodeGroups: 1, eniConfigs: 0, possibleFiles: 0');
    expect(page).toMatch(/- yaml\n- max-pods-above-capacity warning 5:\d+/);
    expect(findings([{ path: 'report.md', text: `${page}` }])).toEqual([]);
    expect(page).toContain('metadata: { name: xxxx, region: eu-west-1 }');
    expect(page).toContain('{ name: xxxx, instanceType: m5.large, maxPodsPerNode: 110 }');
    const counts = await client.connection.sendRequest('eniLens/bugReport', {});
    expect(counts).not.toContain('```');
  });
});

it.concurrent('says in the log what it read', async () => {
  const folder = folderWith({ 'cluster.yaml': cluster, 'eni-lens.yaml': 'cniVersion: v1.19.2\n' });
  await withClient({ folders: [folder] }, async (client) => {
    await client.settle();
    const logged = client.told.flatMap(({ method, params }) =>
      method === 'window/logMessage' ? [(params as { message: string }).message] : [],
    );
    expect(logged.join('\n')).toMatch(
      /^ENI Lens [\d.]+ read 1 workspace folders: 1 files .*; 1 documents, \d findings, 1 clusters \(shop\); .*\/eni-lens\.yaml$/m,
    );
  });
});

it.concurrent('draws charts for the theme that our extension tells, and that it changes to', async () => {
  const text = `${withWarning()}managedNodeGroups:\n  - { name: web, instanceType: m5.large }\n`;
  const line = text.split('\n').findIndex((each) => each.includes('WARM_IP_TARGET'));
  const capabilities = { ...fullCapabilities, general: { markdown: { parser: 'marked' } } };
  await withClient({ capabilities, initializationOptions: { colorTheme: 'dark' } }, async (client) => {
    client.open('untitled:a', text);
    const chart = async (): Promise<string> => {
      const found = await client.connection.sendRequest<Hover | null>('textDocument/hover', {
        textDocument: { uri: 'untitled:a' },
        position: { line, character: 12 },
      });
      return Buffer.from(/base64,([\w+/=]+)/.exec(JSON.stringify(found))?.[1] ?? '', 'base64').toString();
    };
    expect(await chart()).toContain(`fill="${palettes.dark.ink}"`);
    await client.connection.sendNotification('eniLens/colorTheme', { theme: 'light' });
    const light = await chart();
    expect(light).toContain(`fill="${palettes.light.ink}"`);
    expect(light).not.toContain('<rect');
    expect(Number(/height="(\d+)"/.exec(light)?.[1])).toBeLessThanOrEqual(150);
  });
});
