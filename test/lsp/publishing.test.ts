import { expect, it } from 'vitest';
import { defaultSettings, editorOf } from '../../server/lsp/editor.js';
import { startPublisher } from '../../server/lsp/publishing.js';
import { emptySnapshot, type Snapshot, withChanges } from '../../server/lsp/snapshot.js';
import { readFile } from '../../server/workspace/fileModel.js';
import { clusterWith } from '../cli/manifests.js';
import { awsNode, cluster } from './shop.js';

const manifest = '/shop/aws-node.yaml';
const groups = '/shop/cluster.yaml';

/** An editor in which both files of a cluster are open: the codes it shows by file, after each change of the first one. */
function editorWith(text: string) {
  const shown = new Map<string, readonly unknown[]>();
  const read = (snapshot: Snapshot, uri: string, content: string): Snapshot =>
    withChanges(snapshot, [readFile({ uri, text: content }, snapshot.files.get(uri))]);
  let snapshot = read(read(emptySnapshot, groups, cluster), manifest, text);
  let isTyping = false;
  let onRun = (): void => {};
  const editor = editorOf({ capabilities: {}, processId: null, rootUri: null, workspaceFolders: null });
  const publisher = startPublisher({
    snapshot: () => snapshot,
    attempt: (work) => {
      work();
      onRun();
    },
    onStatus: () => {},
    dataVersion: '',
    context: () => ({
      editor: { ...editor, settings: { ...defaultSettings, syntaxDiagnostics: 'on' } },
      versionOf: () => 1,
      isTyping,
      send: (uri, _version, diagnostics) =>
        shown.set(
          uri,
          diagnostics.map(({ code }) => code),
        ),
    }),
  });
  publisher.publishNow();
  const update = async (): Promise<Readonly<Record<string, unknown>>> => {
    const ran = new Promise<void>((resolve) => {
      onRun = resolve;
    });
    publisher.schedule();
    await ran;
    return Object.fromEntries(shown);
  };
  return {
    shown: () => Object.fromEntries(shown),
    type: (content: string) => {
      isTyping = true;
      snapshot = read(snapshot, manifest, content);
      return update();
    },
    pause: () => {
      isTyping = false;
      return update();
    },
  };
}

const above = 'max-pods-above-capacity';
const text = awsNode('false');
const line = '            - { name: MAX_ENI, value: "two" }\n';

it('keeps what is shown, in every file, while a line is typed', async () => {
  const editor = editorWith(text);
  expect(editor.shown()).toEqual({ [groups]: [above] });
  const half = line.indexOf('{') + 1;
  for (let end = half; end < line.lastIndexOf('}'); end++) {
    expect(await editor.type(text + line.slice(0, end))).toEqual({ [groups]: [above] });
  }
  expect(await editor.type(text + line)).toEqual({ [groups]: [above], [manifest]: ['invalid-integer'] });
});

it('keeps what is shown while a quote that was opened swallows the rest', async () => {
  const single = text.replaceAll('"', "'");
  const editor = editorWith(single);
  expect(await editor.type(single.replace('apps/v1', '"apps/v1'))).toEqual({ [groups]: [above] });
  expect(await editor.type(single.replace('apps/v1', '"apps/v1"'))).toEqual({ [groups]: [above] });
  await editor.type(single.replace('apps/v1', '"apps/v1'));
  expect(await editor.pause()).toMatchObject({ [groups]: [] });
  expect(await editor.type(single)).toMatchObject({ [groups]: [above] });
});

it('asks for the value of a variable when the typing pauses', async () => {
  const whole = clusterWith('harbor', 'WARM_IP_TARGET: "2"');
  const editor = editorWith(whole);
  const shown = ['warm-ip-target-without-minimum'];
  expect(await editor.type(`${whole}        ENABLE_POD_ENI:\n`)).toMatchObject({ [manifest]: shown });
  expect(await editor.pause()).toMatchObject({ [manifest]: [...shown, 'variable-without-value'] });
});

it('says what it is where the typing pauses in the middle, and follows from there', async () => {
  const editor = editorWith(text);
  await editor.type(`${text}            - { name: "MAX`);
  expect(await editor.pause()).toMatchObject({ [manifest]: ['syntax-error'] });
  expect(await editor.type(`${text}            - { name: "MAX_ENI" }\n`)).toMatchObject({
    [groups]: [above],
    [manifest]: [],
  });
});

it('keeps what is shown while a string that holds YAML is half typed', async () => {
  const whole = clusterWith('harbor', 'WARM_IP_TARGET: "2"');
  const editor = editorWith(whole);
  const before = editor.shown();
  expect(before[manifest]).toEqual(['warm-ip-target-without-minimum']);
  expect(await editor.type(`${whole}        MINIMUM_IP`)).toEqual(before);
  expect(await editor.type(`${whole}        MINIMUM_IP_TARGET: "10"\n`)).toMatchObject({ [manifest]: [] });
});
