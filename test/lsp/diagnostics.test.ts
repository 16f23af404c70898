import { expect, it } from 'vitest';
import type { Diagnostic } from 'vscode-languageserver-protocol';
import { clean, clusterWith, irrelevant, withError, withWarning } from '../cli/manifests.js';
import { folderWith } from '../cli/program.js';
import { codesOf, fullCapabilities, uriOf, withClient, write } from './client.js';
import { awsNode, cluster } from './shop.js';

const warning = 'warm-ip-target-without-minimum';

it.concurrent('publishes the findings of a document with its version, source, page and data, and takes them back', async () => {
  await withClient({}, async (client) => {
    const uri = 'untitled:Untitled-1';
    client.open(uri, withWarning());
    const [diagnostic] = await client.ofVersion(uri, 1);
    expect(diagnostic).toMatchObject({
      code: warning,
      source: 'eni-lens',
      severity: 2,
      range: { start: { line: 7, character: 24 }, end: { line: 7, character: 27 } },
      data: { rule: warning },
    });
    expect(diagnostic?.codeDescription?.href).toMatch(
      new RegExp(`^https://github\\.com/[^/]+/[^/]+/blob/v\\d+\\.\\d+\\.\\d+/docs/rules/${warning}\\.md$`),
    );
    const version = client.edit(uri, 'WARM_IP_TARGET: "2"', 'WARM_ENI_TARGET: "1"');
    expect(await client.ofVersion(uri, version)).toEqual([]);
    client.edit(uri, 'WARM_ENI_TARGET: "1"', 'WARM_IP_TARGET: "2"');
    expect(codesOf(await client.ofVersion(uri, 3))).toEqual([warning]);
    client.close(uri);
    expect(await client.until(uri, ({ version: closed }) => closed === undefined)).toEqual([]);
  });
});

it.concurrent('is silent about documents that are not ours', async () => {
  await withClient({ folders: [folderWith({ 'a.yaml': irrelevant })] }, async (client) => {
    client.open('untitled:Untitled-1', `${irrelevant}---\na: [\n`);
    client.edit('untitled:Untitled-1', 'a: [', 'a: {');
    await client.settle();
    expect(client.published).toEqual([]);
  });
});

it.concurrent('reads a document in the language that the editor says, and else by its name', async () => {
  await withClient({}, async (client) => {
    client.open('untitled:main.tf', `# a file of Terraform\nlocals {\n}\n${withWarning()}`, 'terraform');
    client.open('untitled:cluster.tf', withWarning(), 'yaml');
    client.open('untitled:cluster.yaml', withWarning(), 'dockercompose');
    expect(codesOf(await client.ofVersion('untitled:cluster.tf', 1))).toEqual([warning]);
    expect(codesOf(await client.ofVersion('untitled:cluster.yaml', 1))).toEqual([warning]);
    await client.settle();
    expect(client.published.filter(({ uri }) => uri === 'untitled:main.tf')).toEqual([]);
  });
});

it.concurrent('publishes for files nobody opened, and follows them on the disk', async () => {
  const folder = folderWith({ 'a.yaml': withWarning('a'), 'sub/b.yaml': clean('b') });
  await withClient({ folders: [folder] }, async (client) => {
    const a = uriOf(folder, 'a.yaml');
    const b = uriOf(folder, 'sub/b.yaml');
    expect(codesOf(await client.until(a, () => true))).toEqual([warning]);
    await client.waitFor('client/registerCapability');
    write(folder, 'sub/b.yaml', withWarning('b'));
    write(folder, 'a.yaml', clean('a'));
    const changes = [
      { uri: a, type: 2 },
      { uri: b, type: 2 },
    ];
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', { changes });
    expect(codesOf(await client.until(b, ({ diagnostics }) => diagnostics.length > 0))).toEqual([warning]);
    expect(await client.until(a, ({ diagnostics }) => diagnostics.length === 0)).toEqual([]);
  });
});

it.concurrent('counts an open document as it is in the editor, and its file as it is on the disk once it is closed', async () => {
  const folder = folderWith({ 'a.yaml': clean() });
  await withClient({ folders: [folder] }, async (client) => {
    const uri = uriOf(folder, 'a.yaml');
    client.open(uri, withWarning());
    expect(codesOf(await client.ofVersion(uri, 1))).toEqual([warning]);
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri, type: 2 }] });
    await client.settle();
    expect(client.published.at(-1)?.diagnostics).toHaveLength(1);
    client.close(uri);
    expect(await client.until(uri, ({ version }) => version === undefined)).toEqual([]);
  });
});

it.concurrent('makes findings of other files stale and fresh across files, closed ones too', async () => {
  const folder = folderWith({ 'aws-node.yaml': awsNode('true'), 'cluster.yaml': cluster });
  await withClient({ folders: [folder] }, async (client) => {
    const manifest = uriOf(folder, 'aws-node.yaml');
    const closed = uriOf(folder, 'cluster.yaml');
    client.open(manifest, awsNode('true'));
    await client.settle();
    expect(client.published.filter(({ uri }) => uri === closed)).toEqual([]);
    client.edit(manifest, '"true"', '"false"');
    const [found] = await client.until(closed, ({ diagnostics }) => diagnostics.length > 0);
    expect(found).toMatchObject({
      code: 'max-pods-above-capacity',
      relatedInformation: [{ location: { uri: manifest } }],
    });
    client.edit(manifest, '"false"', '"true"');
    expect(await client.until(closed, ({ diagnostics }) => diagnostics.length === 0)).toEqual([]);
    // An edit of one file says nothing new about the other, and a moved place is told again.
    client.edit(manifest, '"true"', '"false"');
    await client.until(closed, ({ diagnostics }) => diagnostics.length > 0);
    client.edit(manifest, 'apiVersion', '# moved\napiVersion');
    const [moved] = await client.until(closed, ({ diagnostics: [first] }) => lineOfRelated(first) === 10);
    expect(moved?.code).toBe('max-pods-above-capacity');
  });
});

function lineOfRelated(diagnostic: Diagnostic | undefined): number | undefined {
  return diagnostic?.relatedInformation?.[0]?.location.range.start.line;
}

it.concurrent('fades what has no effect and strikes out what is old, where the editor can', async () => {
  const text = clusterWith(
    'shop',
    'WARM_IP_TARGET: "2"\n        MINIMUM_IP_TARGET: "10"\n        WARM_ENI_TARGET: "1"',
  );
  const old = `${text}---\n${clusterWith('old', 'AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: "true"\n        ENI_CONFIG_LABEL_DEF: failure-domain.beta.kubernetes.io/zone')}`;
  const tagsOf = async (capabilities: typeof fullCapabilities): Promise<Readonly<Record<string, unknown>>> => {
    let tags: Readonly<Record<string, unknown>> = {};
    await withClient({ capabilities }, async (client) => {
      client.open('untitled:Untitled-1', old);
      const found = await client.ofVersion('untitled:Untitled-1', 1);
      tags = Object.fromEntries(found.map((each) => [each.code, each.tags]));
    });
    return tags;
  };
  const [unnecessary, deprecated] = [1, 2];
  expect(await tagsOf(fullCapabilities)).toMatchObject({
    'warm-eni-target-ignored': [unnecessary],
    'zone-label-deprecated': [deprecated],
  });
  expect(await tagsOf({})).toMatchObject({
    'warm-eni-target-ignored': undefined,
    'zone-label-deprecated': undefined,
  });
});

it.concurrent('names the first twenty of many related places', async () => {
  await withClient({}, async (client) => {
    const uri = 'untitled:Untitled-1';
    // Three lines of each of eight groups, and one for the others: with one pod, full, during an update.
    const groups = Array.from(
      { length: 30 },
      (_, at) => `  - { name: g${at}, instanceType: m5.large, maxSize: 900 }\n`,
    );
    client.open(uri, `${clusterWith('shop', 'WARM_ENI_TARGET: "1"')}managedNodeGroups:\n${groups.join('')}`);
    const found = await client.until(uri, ({ diagnostics }) => diagnostics.length > 0);
    expect(found.find(({ code }) => code === 'subnet-too-small')?.relatedInformation).toHaveLength(20);
  });
});

it.concurrent('does not flicker while a cluster is typed line by line', async () => {
  await withClient({ initializationOptions: { yamlExtensionActive: true } }, async (client) => {
    const uri = 'untitled:Untitled-1';
    const text = clusterWith('shop', 'WARM_IP_TARGET: "2"\n        MINIMUM_IP_TARGET: "10"');
    client.open(uri, '\n');
    for (let end = 1; end <= text.length; end++) {
      void client.connection.sendNotification('textDocument/didChange', {
        textDocument: { uri, version: end + 1 },
        contentChanges: [{ text: text.slice(0, end) }],
      });
    }
    await client.settle();
    const codes = new Set(client.published.flatMap(({ diagnostics }) => codesOf(diagnostics)));
    expect([...codes].filter((code) => code !== warning && code !== 'invalid-integer')).toEqual([]);
    expect(client.published.at(-1)?.diagnostics ?? []).toEqual([]);
  });
});

it.concurrent('counts characters in UTF-16 units, behind emoji and CJK, with CRLF', async () => {
  await withClient({}, async (client) => {
    const uri = 'untitled:Untitled-1';
    const line = '{ "説明": "網路 🚢🚢", "WARM_IP_TARGET": "2" }';
    const text = clusterWith('shop', 'X')
      .replace(/\|-\n[\s\S]*$/, `'{"env": ${line}}'\n`)
      .replaceAll('\n', '\r\n');
    client.open(uri, text);
    const found = (await client.ofVersion(uri, 1)).find(({ code }) => code === warning);
    const written = text.split('\r\n')[5] ?? '';
    expect(found?.range.start).toEqual({ line: 5, character: written.indexOf('"2"') });
    // The edit after the emoji is one of a version that only UTF-16 arithmetic gets right.
    client.edit(uri, '"2"', '"5"');
    await client.until(uri, ({ diagnostics }) =>
      diagnostics.some(({ code, severity }) => code === warning && severity === 3),
    );
  });
});

it.concurrent('reports broken YAML and plain shape only where no YAML extension does, and changes its mind when told', async () => {
  const broken = `${withError()}  bad: [\n`;
  await withClient({ initializationOptions: { yamlExtensionActive: true } }, async (client) => {
    const uri = 'untitled:Untitled-1';
    client.open(uri, broken);
    await client.settle();
    const codes = () =>
      client.published
        .filter((each) => each.uri === uri)
        .at(-1)
        ?.diagnostics.map(({ code }) => code) ?? [];
    expect(codes()).not.toContain('syntax-error');
    await client.connection.sendNotification('eniLens/yamlExtension', { active: false });
    expect(
      codesOf(await client.until(uri, ({ diagnostics }) => codesOf(diagnostics).includes('syntax-error'))),
    ).toContain('syntax-error');
  });
});

it.concurrent('says that something is missing when the typing pauses, and at once what is wrong', async () => {
  await withClient({}, async (client) => {
    const uri = 'untitled:Untitled-1';
    client.open(uri, clean());
    await client.settle();
    client.edit(uri, 'WARM_ENI_TARGET: "1"', 'WARM_IP_TARGET: "2"\n        MAX_ENI: "two"');
    expect(codesOf(await client.ofVersion(uri, 2))).toEqual(['invalid-integer']);
    const both = [warning, 'invalid-integer'];
    expect(codesOf(await client.until(uri, ({ diagnostics }) => diagnostics.length > 1))).toEqual(both);
    // What is shown stays while it is edited.
    client.edit(uri, '"two"', '"three"');
    expect(codesOf(await client.ofVersion(uri, 3))).toEqual(both);
  });
});

it.concurrent('asks for lenses and hints again when another document was edited', async () => {
  const folder = folderWith({ 'aws-node.yaml': awsNode('true'), 'cluster.yaml': cluster });
  const workspace = {
    ...fullCapabilities.workspace,
    codeLens: { refreshSupport: true },
    inlayHint: { refreshSupport: true },
  };
  await withClient({ folders: [folder], capabilities: { ...fullCapabilities, workspace } }, async (client) => {
    client.open(uriOf(folder, 'aws-node.yaml'), awsNode('true'));
    client.open(uriOf(folder, 'cluster.yaml'), cluster);
    await client.settle();
    const before = client.told.length;
    client.edit(uriOf(folder, 'aws-node.yaml'), '"true"', '"false"');
    await client.next(before, ({ method }) => method === 'workspace/codeLens/refresh');
    await client.next(before, ({ method }) => method === 'workspace/inlayHint/refresh');
  });
});
