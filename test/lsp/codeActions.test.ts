import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { CodeAction, WorkspaceEdit } from 'vscode-languageserver-protocol';
import { clusterWith, withWarning } from '../cli/manifests.js';
import { folderWith } from '../cli/program.js';
import { applied, type Client, codesOf, fullCapabilities, uriOf, withClient, write } from './client.js';
import { awsNode, cluster } from './shop.js';

const warning = 'warm-ip-target-without-minimum';
const uri = 'untitled:Untitled-1';
const everywhere = { start: { line: 0, character: 0 }, end: { line: 9999, character: 0 } };

/** Replaces the document by what an action makes of it, and gives the findings that are left. */
async function take(client: Client, action: CodeAction | undefined, of = uri): Promise<readonly unknown[]> {
  const text = applied(action?.edit, of, client.textOf(of));
  expect(text, action?.title).not.toBe(client.textOf(of));
  return codesOf(await client.ofVersion(of, client.edit(of, client.textOf(of), text)));
}

function titled(actions: readonly CodeAction[], start: string): CodeAction | undefined {
  return actions.find(({ title }) => title.startsWith(start));
}

it.concurrent('offers the fixes of a finding at its place, one of them preferred, tied to the diagnostic and the version', async () => {
  await withClient({}, async (client) => {
    client.open(uri, withWarning());
    const [diagnostic] = await client.ofVersion(uri, 1);
    const range = diagnostic?.range ?? everywhere;
    const actions = await client.actions(uri, { start: range.end, end: range.end });
    const preferred = actions.filter(({ isPreferred }) => isPreferred);
    expect(preferred).toHaveLength(1);
    expect(preferred[0]).toMatchObject({
      kind: 'quickfix',
      diagnostics: [{ code: warning }],
      edit: { documentChanges: [{ textDocument: { uri, version: 1 } }] },
    });
    expect(preferred[0]?.title).toMatch(/^Set MINIMUM_IP_TARGET to "?\d+/);
    expect(await client.actions(uri, { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } })).toEqual([]);
    expect(await take(client, preferred[0])).toEqual([]);
  });
});

it.concurrent('says what a fix makes of the pool, where the nodes and all that decides are seen', async () => {
  const text = `${withWarning()}managedNodeGroups:\n  - { name: web, instanceType: m5.large }\n`;
  await withClient({}, async (client) => {
    client.open(uri, text);
    await client.ofVersion(uri, 1);
    const titles = async () => (await client.actions(uri, everywhere)).map(({ title }) => title);
    // Without pods: two addresses and the primary one of an ENI; ten on two ENIs (9 fit on one) and their two. Full: 3 × 10.
    expect(await titles()).toContain('Set MINIMUM_IP_TARGET to "10" (m5.large: 12–30 instead of 3–30 addresses)');
    await client.ofVersion(
      uri,
      client.edit(uri, 'WARM_IP_TARGET: "2"', 'WARM_IP_TARGET: "2"\n        MAX_ENI: ${MOST}'),
    );
    expect(await titles()).toContain('Set MINIMUM_IP_TARGET to "10"');
  });
});

it.concurrent('fixes every finding of every example, one action at a time, without making another', async () => {
  const text = readFileSync(new URL('../../examples/broken/harbor.yaml', import.meta.url), 'utf8');
  await withClient({}, async (client) => {
    client.open(uri, text);
    const before = codesOf(await client.ofVersion(uri, 1));
    const fixes = (await client.actions(uri, everywhere)).filter(
      ({ title, edit, command }) => edit && !command && !/^(Disable|Fix all|Apply all)/.test(title),
    );
    expect(fixes.length).toBeGreaterThan(2);
    for (const fix of fixes) {
      const after = await take(client, fix);
      expect(after.length, fix.title).toBeLessThan(before.length);
      await client.ofVersion(uri, client.edit(uri, client.textOf(uri), text));
    }
  });
});

it.concurrent('applies all safe fixes at once, and those of one rule', async () => {
  const text = ['a', 'b', 'c']
    .map((name) => clusterWith(name, 'WARM_ENI_TARGET: 1\n        ENABLE_POD_ENI: true'))
    .join('---\n');
  await withClient({}, async (client) => {
    client.open(uri, text);
    const codes = codesOf(await client.ofVersion(uri, 1));
    expect(codes.filter((code) => code === 'unquoted-value')).toHaveLength(6);
    const all = await client.actions(uri, everywhere, { only: ['source.fixAll'] });
    expect(all.map(({ kind }) => kind)).toEqual(['source.fixAll.eniLens']);
    expect(await take(client, all[0])).not.toContain('unquoted-value');
    await client.ofVersion(uri, client.edit(uri, client.textOf(uri), text));
    const actions = await client.actions(uri, everywhere);
    expect(await take(client, titled(actions, 'Fix all unquoted-value problems'))).not.toContain('unquoted-value');
  });
});

it.concurrent.each(['line', 'document', 'file'])('silences a rule for its %s with a comment', async (scope) => {
  for (const lineBreak of ['\n', '\r\n']) {
    await withClient({}, async (client) => {
      const text = `${withWarning('a')}---\n${withWarning('b')}`.replaceAll('\n', lineBreak);
      client.open(uri, text);
      const [, second] = (await client.ofVersion(uri, 1)).filter(({ code }) => code === warning);
      const actions = await client.actions(uri, second?.range ?? everywhere);
      const left = await take(client, titled(actions, `Disable ${warning} for this ${scope}`));
      expect(left.filter((code) => code === warning)).toEqual(scope === 'file' ? [] : [warning]);
      const directive = scope === 'line' ? 'next-line' : scope;
      const made = client
        .textOf(uri)
        .split(lineBreak)
        .find((line) => line.includes('eni-lens-disable'));
      expect(made).toBe(`${scope === 'line' ? '    ' : ''}# eni-lens-disable-${directive} ${warning}`);
    });
  }
});

it.concurrent('gives the reason a place to be typed in, where the editor has such places', async () => {
  const workspaceEdit = { ...fullCapabilities.workspace?.workspaceEdit, snippetEditSupport: true };
  const capabilities = { ...fullCapabilities, workspace: { ...fullCapabilities.workspace, workspaceEdit } };
  await withClient({ capabilities }, async (client) => {
    client.open(uri, withWarning('a'));
    const [found] = await client.ofVersion(uri, 1);
    const actions = await client.actions(uri, found?.range ?? everywhere);
    const edits = titled(actions, `Disable ${warning} for this line`)?.edit?.documentChanges?.flatMap((change) =>
      'edits' in change ? change.edits : [],
    );
    expect(edits).toEqual([
      {
        range: { start: { line: 5, character: 0 }, end: { line: 5, character: 0 } },
        snippet: { kind: 'snippet', value: `    # eni-lens-disable-next-line ${warning} -- \${1:reason}\n` },
      },
    ]);
  });
});

it.concurrent('offers few ways to silence where there is more than one rule', async () => {
  await withClient({}, async (client) => {
    const text = `${clusterWith('a', 'WARM_IP_TARGET: 2')}---\n${withWarning('b')}`;
    client.open(uri, text);
    const found = await client.ofVersion(uri, 1);
    const [first] = found;
    const titles = async (range: typeof everywhere): Promise<readonly string[]> =>
      (await client.actions(uri, range)).map(({ title }) => title).filter((title) => /^Disable/.test(title));
    expect(await titles(first?.range ?? everywhere)).toEqual([
      'Disable unquoted-value for this line',
      `Disable ${warning} for this line`,
    ]);
    expect(await titles(found.at(-1)?.range ?? everywhere)).toEqual([
      `Disable ${warning} for this line`,
      `Disable ${warning} for this document`,
      `Disable ${warning} for this file`,
    ]);
  });
});

const zones = `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: shop, region: eu-west-1 }
availabilityZones: [eu-west-1a, eu-west-1b]
addons:
  - name: vpc-cni
    configurationValues: |-
      env:
        AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: "true"
        ENI_CONFIG_LABEL_DEF: topology.kubernetes.io/zone
managedNodeGroups:
  - name: web
    instanceType: m5.large
`;

const eniConfig = (name: string, subnet: string): string => `apiVersion: crd.k8s.amazonaws.com/v1alpha1
kind: ENIConfig
metadata:
  name: ${name}
spec:
  subnet: ${subnet}
  securityGroups:
    - sg-0a1b2c3d4e5f60718
`;

it.concurrent('creates the ENIConfig that is missing, behind the others, in a file that is closed', async () => {
  const there = eniConfig('eu-west-1a', 'subnet-0a1b2c3d4e5f60711');
  const folder = folderWith({ 'cluster.yaml': zones, 'eniconfigs.yaml': there });
  await withClient({ folders: [folder] }, async (client) => {
    const [cluster, configs] = [uriOf(folder, 'cluster.yaml'), uriOf(folder, 'eniconfigs.yaml')];
    client.open(cluster, zones);
    const found = await client.until(cluster, ({ diagnostics }) =>
      codesOf(diagnostics).includes('eniconfig-zone-uncovered'),
    );
    const range = found.find(({ code }) => code === 'eniconfig-zone-uncovered')?.range ?? everywhere;
    const action = titled(await client.actions(cluster, range), 'Create the ENIConfig eu-west-1b');
    const after = applied(action?.edit, configs, there);
    expect(after).toBe(`${there}---\n${eniConfig('eu-west-1b', 'SUBNET_ID')}`);
    expect(action?.command).toBeUndefined();
    client.open(configs, after);
    await client.settle();
    expect(client.published.findLast((sent) => sent.uri === cluster)?.diagnostics ?? []).toEqual([]);
    expect(client.published.filter((sent) => sent.uri === configs && sent.diagnostics.length > 0)).toEqual([]);
  });
});

it.concurrent('selects the subnet that is left to be filled in of an ENIConfig it created, in an editor that can show it', async () => {
  const folder = folderWith({
    'cluster.yaml': zones,
    'eniconfigs.yaml': eniConfig('eu-west-1a', 'subnet-0a1b2c3d4e5f60711'),
  });
  await withClient({ folders: [folder], capabilities: withLinks() }, async (client) => {
    const [cluster, configs] = [uriOf(folder, 'cluster.yaml'), uriOf(folder, 'eniconfigs.yaml')];
    client.open(cluster, zones);
    await client.until(cluster, ({ diagnostics }) => codesOf(diagnostics).includes('eniconfig-zone-uncovered'));
    const action = titled(await client.actions(cluster, everywhere), 'Create the ENIConfig eu-west-1b');
    // Eight lines of the first one, `---`, and five of this one above it.
    const gap = { start: { line: 14, character: 10 }, end: { line: 14, character: 19 } };
    expect(action?.command).toMatchObject({ command: 'eniLens.showPlace', arguments: [configs, gap] });
    await client.connection.sendRequest('workspace/executeCommand', action?.command);
    const shown = client.told.find(({ method }) => method === 'window/showDocument')?.params;
    expect(shown).toEqual({ uri: configs, selection: gap, takeFocus: true });
  });
});

it.concurrent('creates the ENIConfig that a label names in a file of its own where there is no other', async () => {
  const text = `${zones.replace('topology.kubernetes.io/zone', 'k8s.amazonaws.com/eniConfig')}    labels: { k8s.amazonaws.com/eniConfig: pods }\n`;
  const folder = folderWith({ 'cluster.yaml': text });
  await withClient({ folders: [folder] }, async (client) => {
    const cluster = uriOf(folder, 'cluster.yaml');
    client.open(cluster, text);
    const found = await client.until(cluster, ({ diagnostics }) =>
      codesOf(diagnostics).includes('eniconfig-not-found'),
    );
    const range = found.find(({ code }) => code === 'eniconfig-not-found')?.range ?? everywhere;
    const action = titled(await client.actions(cluster, range), 'Create the ENIConfig pods');
    expect(applied(action?.edit, uriOf(folder, 'eniconfigs.yaml'), '')).toBe(
      eniConfig('pods', 'SUBNET_ID').replace('sg-0a1b2c3d4e5f60718', 'SECURITY_GROUP_ID'),
    );
  });
});

it.concurrent('sets max pods to what fits, where nothing is wrong with the number that is there', async () => {
  const text = `${zones.replace(/addons:[\s\S]*zone\n/, '')}    maxPodsPerNode: 20\n`;
  await withClient({}, async (client) => {
    client.open(uri, text);
    await client.settle();
    const line = text.split('\n').findIndex((each) => each.includes('maxPodsPerNode'));
    const start = { line, character: 21 };
    const refactors = await client.actions(uri, { start, end: start }, { only: ['refactor'] });
    // 3 × (10 − 1) + 2 = 29
    expect(refactors.map(({ title, kind }) => [title, kind])).toEqual([
      ['Set maxPodsPerNode to 29, which m5.large can serve', 'refactor.rewrite'],
    ]);
    expect(applied(refactors[0]?.edit, uri, text)).toBe(text.replace('maxPodsPerNode: 20', 'maxPodsPerNode: 29'));
    client.edit(uri, 'maxPodsPerNode: 20', 'maxPodsPerNode: 29');
    expect(await client.actions(uri, { start, end: start }, { only: ['refactor'] })).toEqual([]);
  });
});

it.concurrent('adds a rule to the comment that is there', async () => {
  await withClient({}, async (client) => {
    client.open(uri, clusterWith('a', 'WARM_IP_TARGET: 2'));
    const codes = codesOf(await client.ofVersion(uri, 1));
    expect(codes).toHaveLength(2);
    for (const code of codes) {
      const actions = await client.actions(uri, everywhere);
      await take(client, titled(actions, `Disable ${code} for this line`));
    }
    const comments = client
      .textOf(uri)
      .split('\n')
      .filter((line) => line.includes('#'));
    expect(comments).toEqual([`    # eni-lens-disable-next-line ${codes.join(', ')}`]);
    expect(client.published.at(-1)?.diagnostics).toEqual([]);
  });
});

const jsonCluster = JSON.stringify({
  apiVersion: 'eksctl.io/v1alpha5',
  kind: 'ClusterConfig',
  metadata: { name: 'shop', region: 'eu-west-1' },
  addons: [{ name: 'vpc-cni', configurationValues: '{"env":{"WARM_IP_TARGET":"2"}}' }],
});

it.concurrent('silences a rule for a JSON file in the config file, made where there is none', async () => {
  const folder = folderWith({ 'my clusters/ä [1].json': jsonCluster });
  await withClient({ folders: [folder] }, async (client) => {
    const file = uriOf(folder, 'my clusters/ä [1].json');
    client.open(file, jsonCluster, 'json');
    await client.ofVersion(file, 1);
    const action = titled(await client.actions(file, everywhere), `Disable ${warning} for this file`);
    const config = uriOf(folder, 'eni-lens.yaml');
    expect(action?.edit?.documentChanges?.[0]).toMatchObject({ kind: 'create', uri: config });
    write(folder, 'eni-lens.yaml', applied(action?.edit, config, ''));
    void client.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: config, type: 1 }] });
    expect(await client.until(file, ({ diagnostics }) => diagnostics.length === 0)).toEqual([]);
  });
});

it.concurrent('adds an override to the config file that is there, and says why where it cannot', async () => {
  const folder = folderWith({
    'a.json': jsonCluster,
    'eni-lens.yaml':
      'overrides:\n  - files: [x/]\n    rules: { unknown-variable: off } # kept\n\n# the end\nrules: {}\n',
    'flow/eni-lens.yaml': 'overrides: []\n',
    'flow/b.json': jsonCluster,
  });
  await withClient({ folders: [folder] }, async (client) => {
    const [a, b] = [uriOf(folder, 'a.json'), uriOf(folder, 'flow/b.json')];
    client.open(a, jsonCluster, 'json');
    client.open(b, jsonCluster, 'json');
    await client.ofVersion(a, 1);
    await client.ofVersion(b, 1);
    const config = uriOf(folder, 'eni-lens.yaml');
    const action = titled(await client.actions(a, everywhere), `Disable ${warning} for this file`);
    const text = applied(action?.edit, config, readFileSync(join(folder, 'eni-lens.yaml'), 'utf8'));
    expect(text).toBe(
      `overrides:\n  - files: [x/]\n    rules: { unknown-variable: off } # kept\n  - files: ["/a.json"]\n    rules:\n      ${warning}: off\n\n# the end\nrules: {}\n`,
    );
    const other = titled(await client.actions(b, everywhere), `Disable ${warning} for this file`);
    expect(other?.disabled?.reason).toMatch(/by hand/);
  });
});

it.concurrent('changes two manifests of one file as one', async () => {
  const kops = (env: string, kubelet: string): string =>
    `apiVersion: kops.k8s.io/v1alpha2\nkind: Cluster\nmetadata: { name: a.example.com }\nspec:\n  networking:\n    amazonvpc:\n      env:\n        - name: AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG\n          value: "true"\n${env}---\napiVersion: kops.k8s.io/v1alpha2\nkind: InstanceGroup\nmetadata: { name: nodes, labels: { kops.k8s.io/cluster: a.example.com } }\nspec: { role: Node, machineType: m5.large, minSize: 1, maxSize: 3${kubelet} }\n`;
  const text = kops('', '');
  const folder = folderWith({ 'kops.yaml': text });
  await withClient({ folders: [folder] }, async (client) => {
    const uri = uriOf(folder, 'kops.yaml');
    client.open(uri, text);
    await client.ofVersion(uri, 1);
    const both = titled(await client.actions(uri, everywhere), 'Turn on prefix delegation and set maxPods to 110');
    expect(both?.edit?.documentChanges).toHaveLength(1);
    const on = '        - name: ENABLE_PREFIX_DELEGATION\n          value: "true"\n';
    expect(applied(both?.edit, uri, text)).toBe(kops(on, ', kubelet: {maxPods: 110}'));
  });
});

it.concurrent('fixes a finding in another file, closed or open, with the versions of both', async () => {
  const folder = folderWith({ 'aws-node.yaml': awsNode('false'), 'cluster.yaml': cluster });
  await withClient({ folders: [folder] }, async (client) => {
    const [manifest, groups] = [uriOf(folder, 'aws-node.yaml'), uriOf(folder, 'cluster.yaml')];
    client.open(groups, cluster);
    await client.ofVersion(groups, 1);
    const turnOn = titled(await client.actions(groups, everywhere), 'Turn on prefix delegation');
    expect(turnOn?.title).toBe('Turn on prefix delegation: m5.large then serves 434 pods (aws-node.yaml)');
    expect(turnOn?.edit?.documentChanges).toMatchObject([
      { textDocument: { uri: manifest, version: null }, edits: [{ annotationId: 'elsewhere' }] },
    ]);
    // A file that the person does not look at is changed after a question only.
    expect(turnOn?.edit?.changeAnnotations).toEqual({
      elsewhere: {
        label: 'Turn on prefix delegation: m5.large then serves 434 pods (aws-node.yaml)',
        needsConfirmation: true,
      },
    });
    expect(applied(turnOn?.edit, manifest, awsNode('false'))).toBe(awsNode('true'));
    client.open(manifest, awsNode('false'));
    client.edit(manifest, 'apiVersion', '# hello\napiVersion');
    const again = titled(await client.actions(groups, everywhere), 'Turn on prefix delegation');
    expect(again?.edit?.documentChanges).toMatchObject([{ textDocument: { uri: manifest, version: 2 } }]);
  });
});

it.concurrent('says why a fix cannot be made where the value is shared, to an editor that shows it', async () => {
  const shared = cluster.replace(
    '110 }',
    '&pods 110 }\n  - { name: other, instanceType: m5.large, maxPodsPerNode: *pods }',
  );
  const text = `${awsNode('false')}---\n${shared}`;
  await withClient({}, async (client) => {
    client.open(uri, text);
    await client.ofVersion(uri, 1);
    const disabled = (await client.actions(uri, everywhere)).filter((action) => action.disabled);
    expect(disabled.map(({ edit }) => edit)).toEqual(disabled.map(() => undefined));
    expect(disabled[0]?.disabled?.reason).toMatch(/alias/);
  });
  const { textDocument, ...rest } = fullCapabilities;
  await withClient({ capabilities: { ...rest, textDocument: { ...textDocument, codeAction: {} } } }, async (client) => {
    client.open(uri, text);
    await client.ofVersion(uri, 1);
    expect((await client.actions(uri, everywhere)).filter((action) => action.disabled)).toEqual([]);
  });
});

it.concurrent('does not offer a fix that would put another error in the place of the fault', async () => {
  // Under env the MTU would be read, and refused; nothing says what it should be.
  const text = clusterWith('shop', 'AWS_VPC_ENI_MTU: "high"').replace(/ {6}env:\n {2}/, '');
  await withClient({}, async (client) => {
    client.open(uri, text);
    expect(codesOf(await client.ofVersion(uri, 1))).toEqual(['settings-not-under-env']);
    const actions = await client.actions(uri, everywhere);
    const [fix] = actions.filter(({ title }) => title.startsWith('Move'));
    expect(fix?.edit).toBeUndefined();
    expect(fix?.disabled?.reason).toMatch(/^Here it would/);
    expect(await client.actions(uri, everywhere, { only: ['source.fixAll'] })).toEqual([]);
  });
});

it.concurrent('writes within the quotes of a string', async () => {
  const text = clusterWith('shop', '').replace(/\|-[^|]*$/, '"env:\\n  AWS_VPC_K8S_CNI_EXTERNALSNAT: true"\n');
  await withClient({}, async (client) => {
    client.open(uri, text);
    await client.ofVersion(uri, 1);
    const fix = titled(await client.actions(uri, everywhere), 'Write');
    expect(applied(fix?.edit, uri, text)).toBe(text.replace('true', '\\"true\\"'));
    expect(await take(client, fix)).toEqual([]);
  });
});

it.concurrent('shows the page of a rule through the extension, or as a link, and else not at all', async () => {
  const documentation = async (profile: Parameters<typeof withClient>[0]) => {
    let command: unknown;
    await withClient(profile, async (client) => {
      client.open(uri, withWarning());
      await client.ofVersion(uri, 1);
      const action = titled(await client.actions(uri, everywhere), 'Show documentation');
      command = action?.command;
      if (client.server.capabilities.executeCommandProvider === undefined || action?.command === undefined) return;
      await client.connection.sendRequest('workspace/executeCommand', action.command);
      expect(client.told.find(({ method }) => method === 'window/showDocument')?.params).toMatchObject({
        external: true,
        uri: expect.stringMatching(`${warning}.md$`),
      });
    });
    return command;
  };
  const command = { command: 'eniLens.explainRule', arguments: [warning] };
  expect(await documentation({ initializationOptions: { yamlExtensionActive: false } })).toMatchObject(command);
  expect(await documentation({ capabilities: withLinks() })).toMatchObject(command);
  expect(await documentation({})).toBeUndefined();
});

it.concurrent('writes into the config file to which cluster a file belongs, so that they are checked together', async () => {
  const clusterOf = (name: string) => cluster.replace('name: shop', `name: ${name}`);
  const folder = folderWith({ 'a/cluster.yaml': clusterOf('a'), 'b/cluster.yaml': clusterOf('b') });
  const patch = uriOf(folder, 'k/aws-node.yaml');
  await withClient({ folders: [folder] }, async (client) => {
    client.open(patch, awsNode('false'));
    const found = await client.ofVersion(patch, 1);
    expect(codesOf(found)).toContain('ambiguous-cluster');
    const start = 'Say in eni-lens.yaml that k/aws-node.yaml belongs to b';
    const action = titled(await client.actions(patch, everywhere), start);
    const config = uriOf(folder, 'eni-lens.yaml');
    expect(applied(action?.edit, config, '')).toBe(
      'clusters:\n  - name: "b"\n    files: ["/b/", "/k/aws-node.yaml"]\n',
    );
  });
});

it.concurrent('adds the cluster to those that the config file has, and leaves one alone that it cannot write in', async () => {
  const clusterOf = (name: string) => cluster.replace('name: shop', `name: ${name}`);
  const edited = async (config: string) => {
    const folder = folderWith({ 'a.yaml': clusterOf('a'), 'b.yaml': clusterOf('b'), 'eni-lens.yaml': config });
    const patch = uriOf(folder, 'k/aws-node.yaml');
    let text: string | undefined;
    await withClient({ folders: [folder] }, async (client) => {
      client.open(patch, awsNode('false'));
      await client.ofVersion(patch, 1);
      const action = titled(
        await client.actions(patch, everywhere),
        'Say in eni-lens.yaml that k/aws-node.yaml belongs to a',
      );
      text = action && applied(action.edit, uriOf(folder, 'eni-lens.yaml'), config);
    });
    return text;
  };
  const ofA = '  - name: a\n    files:\n      - "/a.yaml"\n      - "/k/aws-node.yaml"\n';
  expect(await edited('# nothing yet')).toBe(
    '# nothing yet\nclusters:\n  - name: "a"\n    files: ["/a.yaml", "/k/aws-node.yaml"]\n',
  );
  expect(await edited('ignore: [vendor/]\n')).toBe(`ignore: [vendor/]\nclusters:\n${ofA}`);
  const others = 'clusters:\n  - name: c\n    files: [c/]\n';
  expect(await edited(others)).toBe(others + ofA);
  expect(await edited('clusters:\n  - name: a\n    files: [elsewhere/]\n')).toBeUndefined();
});

it.concurrent('applies the safe fixes of all files as one edit, for our extension and as a command for other editors', async () => {
  const quoted = withWarning().replace('"2"', '2');
  const files = { 'a/cluster.yaml': quoted, 'b/cluster.yaml': quoted.replace('name: shop', 'name: other') };
  for (const options of [{ initializationOptions: { yamlExtensionActive: false } }, {}]) {
    const folder = folderWith(files);
    await withClient({ folders: [folder], ...options }, async (client) => {
      const edits: WorkspaceEdit[] = [];
      client.connection.onRequest('workspace/applyEdit', ({ edit }: { edit: WorkspaceEdit }) => {
        edits.push(edit);
        return { applied: true };
      });
      await client.settle();
      const isOurs = 'initializationOptions' in options;
      const commands = client.server.capabilities.executeCommandProvider?.commands ?? [];
      expect(commands.includes('eniLens.fixWorkspace')).toBe(!isOurs);
      const done = isOurs
        ? await client.connection.sendRequest('eniLens/fixWorkspace')
        : await client.connection.sendRequest('workspace/executeCommand', { command: 'eniLens.fixWorkspace' });
      expect(done).toEqual({ fixes: 2, files: 2 });
      expect(edits).toHaveLength(1);
      for (const [path, text] of Object.entries(files))
        expect(applied(edits[0], uriOf(folder, path), text)).toBe(
          text.replace('WARM_IP_TARGET: 2', 'WARM_IP_TARGET: "2"'),
        );
    });
  }
});

it.concurrent('turns a rule off for all files in the config file, and leaves what is written there as it is', async () => {
  const edited = async (config: string | undefined) => {
    const folder = folderWith({ ...(config === undefined ? {} : { 'eni-lens.yaml': config }) });
    const file = uriOf(folder, 'cluster.yaml');
    let text: string | undefined;
    await withClient({ folders: [folder] }, async (client) => {
      client.open(file, withWarning());
      await client.ofVersion(file, 1);
      const action = titled(await client.actions(file, everywhere), `Turn ${warning} off in eni-lens.yaml`);
      text = action && applied(action.edit, uriOf(folder, 'eni-lens.yaml'), config ?? '');
    });
    return text;
  };
  expect(await edited(undefined)).toBe(`rules:\n  ${warning}: off\n`);
  expect(await edited('# none yet\n')).toBe(`# none yet\nrules:\n  ${warning}: off\n`);
  expect(await edited('rules:\n  no-ip-family: error # ours\nignore: []\n')).toBe(
    `rules:\n  no-ip-family: error # ours\n  ${warning}: "off"\nignore: []\n`,
  );
  expect(await edited('ignore: [vendor/]\n')).toBe(`ignore: [vendor/]\nrules:\n  ${warning}: "off"\n`);
  expect(await edited(`rules: { ${warning}: error }\n`)).toBeUndefined();
});

/** The capabilities of an editor that is not ours and opens links and files when it is told to. */
function withLinks(): typeof fullCapabilities {
  const { window, ...rest } = fullCapabilities;
  return { ...rest, window: { ...window, showDocument: { support: true } } };
}
