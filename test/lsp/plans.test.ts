import { expect, it } from 'vitest';
import type { ApplyWorkspaceEditParams, CodeLens, ShowMessageRequestParams } from 'vscode-languageserver-protocol';
import { changedLists, readCluster, type WrittenLists } from '../../server/page/pageCluster.js';
import type { PanelPlans } from '../../server/page/panelMessages.js';
import { planner } from '../../server/page/results.js';
import { folderWith } from '../cli/program.js';
import { applied, type Client, uriOf, withClient } from './client.js';

/** A cluster of one group; aws-node is configured by its add-on. */
const cluster = (name: string, maxSize: number): string => `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: ${name}, region: eu-west-1 }
addons:
  - name: vpc-cni
    configurationValues: '{"env": {"WARM_IP_TARGET": "5", "MINIMUM_IP_TARGET": "10"}}'
managedNodeGroups:
  - { name: ${name}-nodes, instanceType: m5.large, minSize: 1, maxSize: ${maxSize} }
`;

const two = `${cluster('a', 3)}---\n${cluster('b', 5)}`;
const ours = { initializationOptions: { yamlExtensionActive: false } };

function plansTold({ told }: Client): readonly PanelPlans[] {
  return told.flatMap(({ method, params }) => (method === 'eniLens/plans' ? [params as PanelPlans] : []));
}

/** The most nodes of the clusters of each message, by what the plan in the panel comes to, which keeps what was sent before. */
function mostNodes(sent: readonly PanelPlans[]): readonly (readonly (readonly [string | undefined, number])[])[] {
  const known = new Map<string, WrittenLists>();
  return sent.map(({ changed }) =>
    changed.map(({ key, lists: changes, beside }) => {
      const lists = changedLists(known.get(key), changes);
      known.set(key, lists);
      const { told } = planner(readCluster({ lists, ...beside }), undefined)({});
      return [told.name, told.totals.nodes.most];
    }),
  );
}

it.concurrent('sends the plans of a file that is shown, and then those alone that change', async () => {
  const folder = folderWith({ 'two.yaml': two });
  await withClient({ ...ours, folders: [folder] }, async (client) => {
    const uri = uriOf(folder, 'two.yaml');
    client.open(uri, two);
    await client.settle();
    client.edit(uri, 'maxSize: 5', 'maxSize: 6');
    await client.settle();
    expect(plansTold(client)).toEqual([]);

    await client.connection.sendNotification('eniLens/followPlan', { uri });
    await client.waitFor('eniLens/plans');
    client.edit(uri, 'maxSize: 6', 'maxSize: 9');
    await client.next(0, () => plansTold(client).length === 2);
    client.edit(uri, 'metadata: { name: b,', '# A comment.\nmetadata: { name: b,');
    await client.settle();
    expect(mostNodes(plansTold(client))).toEqual([
      [
        ['a', 3],
        ['b', 6],
      ],
      [['b', 9]],
      [['b', 9]],
    ]);
    const [first, second, third] = plansTold(client);
    expect(first?.keys).toHaveLength(2);
    // The size; behind a comment only lines are other ones.
    expect([second, third].map((each) => each?.changed[0]?.lists.graph.entries.length)).toEqual([1, 0]);
    expect(first?.changed.map(({ files }) => files)).toEqual([{ 'two.yaml': uri }, { 'two.yaml': uri }]);

    await client.connection.sendNotification('eniLens/unfollowPlan', { uri });
    client.edit(uri, 'maxSize: 9', 'maxSize: 4');
    await client.settle();
    expect(plansTold(client)).toHaveLength(3);
  });
});

it.concurrent('sends of many findings those alone that an edit changes', async () => {
  const names = Array.from({ length: 200 }, (_, at) => `g${at}`);
  // m5.large runs 29 pods with the addresses that it has.
  const groups = names.map(
    (name) => `  - { name: ${name}, instanceType: m5.large, maxSize: 3, maxPodsPerNode: 110 }\n`,
  );
  const text = `${cluster('a', 3).split('managedNodeGroups')[0]}managedNodeGroups:\n${groups.join('')}`;
  const folder = folderWith({ 'a.yaml': text });
  await withClient({ ...ours, folders: [folder] }, async (client) => {
    const uri = uriOf(folder, 'a.yaml');
    client.open(uri, text);
    await client.settle();
    await client.connection.sendNotification('eniLens/followPlan', { uri });
    await client.waitFor('eniLens/plans');
    const edits = [
      ['g7, instanceType: m5.large, maxSize: 3', 'g7, instanceType: m5.large, maxSize: 8'],
      ['metadata:', '# A comment.\nmetadata:'],
      ['name: g9, instanceType: m5.large', 'name: g9, instanceType: m5.xlarge'],
    ] as const;
    for (const [index, [from, to]] of edits.entries()) {
      client.edit(uri, from, to);
      await client.next(0, () => plansTold(client).length === index + 2);
    }
    const sent = plansTold(client).map(({ changed }) => changed[0]?.lists.findings);
    expect(sent.map((findings) => findings && [findings.length >= 200, findings.entries.length])).toEqual([
      [true, sent[0]?.length],
      [true, 0],
      [true, 0],
      [true, 1],
    ]);
    expect(mostNodes(plansTold(client)).at(-1)).toEqual([['a', 605]]);
    const bytes = plansTold(client).map((each) => JSON.stringify(each).length);
    expect(bytes[1]).toBeLessThan((bytes[0] ?? 0) / 50);
  });
});

it.concurrent.each([
  [
    'a variable and sizes into the places that hold them',
    { variables: { WARM_IP_TARGET: '2' }, nodeGroups: { 'a-nodes': { maxSize: 7 } } },
    cluster('a', 7).replace('"WARM_IP_TARGET": "5"', '"WARM_IP_TARGET": "2"'),
    'The editor did not take the edit',
  ],
  [
    'nothing where a size stands nowhere',
    { variables: { WARM_IP_TARGET: '2' }, nodeGroups: { 'a-nodes': { desiredCapacity: 2 } } },
    undefined,
    'Nothing is written: desiredCapacity of a-nodes stands in no file as a number: write it there first',
  ],
  [
    'nothing of a range that eksctl chooses',
    { subnets: { '/19': '/20' } },
    undefined,
    'Nothing is written: No file writes the range /19: the tool that makes the subnet chooses it',
  ],
  ['nothing that is so already', { variables: {} }, undefined, 'The files say so already'],
] as const)('applies %s', async (_name, changes, text, said) => {
  const folder = folderWith({ 'a.yaml': cluster('a', 3) });
  await withClient({ ...ours, folders: [folder] }, async (client) => {
    const uri = uriOf(folder, 'a.yaml');
    await client.settle();
    await client.connection.sendNotification('eniLens/followPlan', { uri });
    const { keys } = (await client.waitFor('eniLens/plans')) as PanelPlans;
    const result = await client.connection.sendRequest('eniLens/applyPlan', { uri, key: keys[0], changes });
    expect(result).toEqual({ applied: false, said });
    const asked = client.told.filter(({ method }) => method === 'workspace/applyEdit');
    const edits = asked.map(({ params }) => applied((params as ApplyWorkspaceEditParams).edit, uri, cluster('a', 3)));
    expect(edits).toEqual(text === undefined ? [] : [text]);
  });
});

it.concurrent.each([
  ['into a config file that is made', undefined, 'expectedPodsPerNode: 9\n', ['create', 'eni-lens.yaml', 'a.yaml']],
  [
    'into the config file that is there',
    '# measured\nexpectedPodsPerNode: 20\n',
    '# measured\nexpectedPodsPerNode: 9\n',
    ['eni-lens.yaml', 'a.yaml'],
  ],
] as const)(
  'applies the pods on a node %s, as one edit with what stands in other files',
  async (_name, config, text, parts) => {
    const folder = folderWith({
      'a.yaml': cluster('a', 3),
      ...(config === undefined ? {} : { 'eni-lens.yaml': config }),
    });
    await withClient({ ...ours, folders: [folder] }, async (client) => {
      const uri = uriOf(folder, 'a.yaml');
      await client.settle();
      await client.connection.sendNotification('eniLens/followPlan', { uri });
      const { keys } = (await client.waitFor('eniLens/plans')) as PanelPlans;
      const changes = { variables: { WARM_IP_TARGET: '2' }, expectedPodsPerNode: 9 };
      await client.connection.sendRequest('eniLens/applyPlan', { uri, key: keys[0], changes });
      const asked = client.told.filter(({ method }) => method === 'workspace/applyEdit');
      const edits = asked.map(({ params }) => (params as ApplyWorkspaceEditParams).edit);
      const names = edits[0]?.documentChanges?.map((each) =>
        'textDocument' in each ? each.textDocument.uri.split('/').at(-1) : each.kind,
      );
      expect([edits.length, new Set(names)]).toEqual([1, new Set(parts)]);
      expect(applied(edits[0], uri, cluster('a', 3))).toContain('"WARM_IP_TARGET": "2"');
      expect(applied(edits[0], uriOf(folder, 'eni-lens.yaml'), config ?? '')).toBe(text);
    });
  },
);

const forAll = 'Write it for all of them';
it.concurrent.each([
  ['asks, and writes them for all', 'expectedPodsPerNode: 20\n', forAll, 1, 'expectedPodsPerNode: 9\n'],
  ['asks, and writes nothing', 'expectedPodsPerNode: 20\n', undefined, 1, undefined],
  ['asks also where the file is made', undefined, forAll, 1, 'expectedPodsPerNode: 9\n'],
  [
    'asks nothing where the file says another number of the other one',
    'clusters:\n  - { name: b, files: [b.yaml], expectedPodsPerNode: 30 }\n',
    undefined,
    0,
    'clusters:\n  - { name: b, files: [b.yaml], expectedPodsPerNode: 30 }\nexpectedPodsPerNode: 9\n',
  ],
  [
    'asks nothing where the file names this one',
    'clusters:\n  - { name: a, files: [a.yaml] }\n',
    undefined,
    0,
    'clusters:\n  - { name: a, files: [a.yaml], expectedPodsPerNode: 9 }\n',
  ],
] as const)('applies the pods on a node of one cluster of two: %s', async (_name, config, presses, asks, text) => {
  const folder = folderWith({
    'a.yaml': cluster('a', 3),
    'b.yaml': cluster('b', 3),
    ...(config === undefined ? {} : { 'eni-lens.yaml': config }),
  });
  await withClient({ ...ours, folders: [folder], ...(presses ? { presses } : {}) }, async (client) => {
    const uri = uriOf(folder, 'a.yaml');
    await client.settle();
    await client.connection.sendNotification('eniLens/followPlan', { uri });
    const { keys } = (await client.waitFor('eniLens/plans')) as PanelPlans;
    const changes = { expectedPodsPerNode: 9 };
    const result = await client.connection.sendRequest('eniLens/applyPlan', { uri, key: keys[0], changes });
    const told = (method: string) => client.told.filter((each) => each.method === method).map(({ params }) => params);
    const questions = told('window/showMessageRequest').map((each) => (each as ShowMessageRequestParams).message);
    expect(questions).toEqual(
      Array.from(
        { length: asks },
        () =>
          'eni-lens.yaml does not name this cluster: expectedPodsPerNode would count there for all that it does not name, b too',
      ),
    );
    const edits = told('workspace/applyEdit').map((each) => (each as ApplyWorkspaceEditParams).edit);
    expect(edits.map((edit) => applied(edit, uriOf(folder, 'eni-lens.yaml'), config ?? ''))).toEqual(
      text === undefined ? [] : [text],
    );
    if (text === undefined) expect(result).toEqual({ applied: false, said: 'Nothing is written' });
  });
});

it.concurrent.each([
  ['opens plans', ours, true],
  ['does not', {}, false],
] as const)('offers a lens on clusters and groups in an editor that %s', async (_name, profile, isThere) => {
  const folder = folderWith({ 'a.yaml': cluster('a', 3) });
  await withClient({ ...profile, folders: [folder] }, async (client) => {
    const uri = uriOf(folder, 'a.yaml');
    client.open(uri, cluster('a', 3));
    await client.settle();
    const lenses = await client.connection.sendRequest<readonly CodeLens[]>('textDocument/codeLens', {
      textDocument: { uri },
    });
    const plans = lenses.filter(({ command }) => command?.command === 'eniLens.showPlan');
    expect(plans.map(({ range, command }) => [range.start.line, command?.title])).toEqual(
      isThere
        ? [
            [2, 'IP plan'],
            [7, 'IP plan'],
          ]
        : [],
    );
  });
});
