import { expect, it } from 'vitest';
import { editorOf } from '../../server/lsp/editor.js';
import { attemptSync } from '../../server/lsp/guard.js';
import { publish } from '../../server/lsp/publisher.js';
import { emptySnapshot, withChanges } from '../../server/lsp/snapshot.js';
import { readFile } from '../../server/workspace/fileModel.js';
import { clusterWith } from '../cli/manifests.js';
import { editorWith, type TestEditor } from '../harness/editor.js';
import { awsNode, cluster } from './shop.js';

const manifest = '/shop/aws-node.yaml';
const groups = '/shop/cluster.yaml';

/** The first file of the cluster is edited. */
function editing(text: string): TestEditor {
  return editorWith({ [groups]: cluster, [manifest]: text }, manifest);
}

const above = 'max-pods-above-capacity';
const text = awsNode('false');
const line = '            - { name: MAX_ENI, value: "two" }\n';

it('keeps what is shown, in every file, while a line is typed', async () => {
  const editor = editing(text);
  expect(editor.shown()).toEqual({ [groups]: [above] });
  const half = line.indexOf('{') + 1;
  for (let end = half; end < line.lastIndexOf('}'); end++) {
    expect(await editor.type(text + line.slice(0, end))).toEqual({ [groups]: [above] });
  }
  expect(await editor.type(text + line)).toEqual({ [groups]: [above], [manifest]: ['invalid-integer'] });
});

it('keeps what is shown while a quote that was opened swallows the rest', async () => {
  const single = text.replaceAll('"', "'");
  const editor = editing(single);
  expect(await editor.type(single.replace('apps/v1', '"apps/v1'))).toEqual({ [groups]: [above] });
  expect(await editor.type(single.replace('apps/v1', '"apps/v1"'))).toEqual({ [groups]: [above] });
  await editor.type(single.replace('apps/v1', '"apps/v1'));
  expect(await editor.pause()).toMatchObject({ [groups]: [] });
  await editor.type(single);
  expect(await editor.pause()).toMatchObject({ [groups]: [above] });
});

it('asks for the value of a variable when the typing pauses', async () => {
  const whole = clusterWith('harbor', 'WARM_IP_TARGET: "2"');
  const editor = editing(whole);
  const shown = ['warm-ip-target-without-minimum'];
  expect(await editor.type(`${whole}        ENABLE_POD_ENI:\n`)).toMatchObject({ [manifest]: shown });
  expect(await editor.pause()).toMatchObject({ [manifest]: [...shown, 'variable-without-value'] });
});

it('says what it is where the typing pauses in the middle, and follows from there', async () => {
  const editor = editing(text);
  await editor.type(`${text}            - { name: "MAX`);
  expect(await editor.pause()).toMatchObject({ [manifest]: ['syntax-error'] });
  expect(await editor.type(`${text}            - { name: "MAX_ENI" }\n`)).toMatchObject({
    [groups]: [above],
    [manifest]: [],
  });
});

it('keeps what is shown while a string that holds YAML is half typed', async () => {
  const whole = clusterWith('harbor', 'WARM_IP_TARGET: "2"');
  const editor = editing(whole);
  const before = editor.shown();
  expect(before[manifest]).toEqual(['warm-ip-target-without-minimum']);
  expect(await editor.type(`${whole}        MINIMUM_IP`)).toEqual(before);
  expect(await editor.type(`${whole}        MINIMUM_IP_TARGET: "10"\n`)).toMatchObject({ [manifest]: [] });
});

it('sends the findings of the other files where those of one fail, and tells of it', () => {
  const texts = {
    '/a.yaml': clusterWith('a', 'WARM_ENI_TARGET: two'),
    '/b.yaml': clusterWith('b', 'WARM_IP_TARGET: "2"'),
  };
  const models = Object.entries(texts).map(([uri, content]) => readFile({ uri, text: content }));
  const editor = editorOf({ capabilities: {}, processId: null, rootUri: null, workspaceFolders: null });
  const sent: string[] = [];
  const told: string[] = [];
  const after = publish(withChanges(emptySnapshot, models), new Map(), {
    editor,
    versionOf: () => 1,
    typed: 'nothing',
    survive: (name, work) => attemptSync({ error: (line) => told.push(line) }, name, work),
    send: (uri) => {
      if (uri === '/a.yaml') throw new Error('no such file');
      sent.push(uri);
    },
  });
  expect({ sent, known: [...after.keys()] }).toEqual({ sent: ['/b.yaml'], known: ['/b.yaml'] });
  expect(told).toEqual([expect.stringMatching(/^internal-error in the findings of \/a\.yaml: Error: no such file/)]);
});
