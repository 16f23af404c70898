import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { daemonSet, list, node } from '../harness/liveState.js';
import { hands, key, keys, languageOf, pause, shown, transient, type, withEditor } from '../harness/typing.js';
import { charts } from './typed/charts.js';
import { commands } from './typed/commands.js';
import { infrastructure } from './typed/infrastructure.js';
import { manifests } from './typed/manifests.js';
import { nodes } from './typed/nodes.js';
import type { TypedFile } from './typed/typedFile.js';

/* Files of more kinds, typed key by key: what is right is never told wrong on the way, and what is wrong is told after a pause. */

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

const kinds = { ...manifests, ...charts, ...infrastructure, ...nodes, ...commands };

describe.each(Object.entries<TypedFile>(kinds))('%s', (_name, { uri, text, mistake }) => {
  it.each([
    ['nothing closed by itself', false],
    ['brackets and quotes closed by the editor', false],
    ['brackets and quotes closed by the editor', true],
  ] as const)(
    'typed, %s, shows no finding that vanishes again; beside the YAML extension: %s',
    async (how, yamlExtensionActive) => {
      await withEditor({ yamlExtensionActive }, async (editor) => {
        const seen = await type(editor, { uri, text, closing: hands[how] });
        expect(transient(editor, uri, seen)).toEqual([]);
      });
    },
  );

  it('shows no finding that vanishes again while a line is typed that is missing', async () => {
    await withEditor({ yamlExtensionActive: false }, async (editor) => {
      await editor.open(uri, languageOf(uri), text);
      for (const { index, 0: line } of text.matchAll(/.+/g)) {
        const [before, behind] = [text.slice(0, index), text.slice(index + line.length)];
        await key(editor, uri, before + behind);
        await pause(editor);
        const already = shown(editor, uri);
        const seen = await keys(editor, {
          uri,
          before,
          text: line,
          closing: hands['brackets and quotes closed by the editor'],
          behind,
        });
        const without = seen.map((each) => ({
          ...each,
          findings: each.findings.filter((one) => !already.includes(one)),
        }));
        expect(transient(editor, uri, without), line).toEqual([]);
      }
    });
  });

  it.runIf(mistake)('is told what is wrong once somebody pauses', async () => {
    const [part = '', instead = '', rule] = mistake ?? [];
    expect(text).toContain(part);
    await withEditor({ yamlExtensionActive: false }, async (editor) => {
      await type(editor, { uri, text: text.replace(part, instead) });
      expect(shown(editor, uri).join('\n')).toContain(rule);
    });
  });
});

it('says of pasted nodes and their DaemonSet at once what stays', async () => {
  const uri = 'file:///shop/nodes.yaml';
  await withEditor({ yamlExtensionActive: false }, async (editor) => {
    await editor.open(uri, 'yaml', '');
    await key(editor, uri, list(daemonSet({ ENABLE_POD_ENI: 'true' }), node('n1', 20), node('n2', 29)));
    const pasted = [{ typed: 'all of it', findings: shown(editor, uri) }];
    await pause(editor);
    expect(transient(editor, uri, pasted)).toEqual([]);
    expect(shown(editor, uri).join('\n')).toContain('Node n2 takes 29 pods');
  });
});
