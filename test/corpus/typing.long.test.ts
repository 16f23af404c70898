import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { editorWith } from '../harness/editor.js';

const folder = new URL('negative/', import.meta.url);
/** Nobody types what kubectl prints. */
const names = readdirSync(folder).filter((name) => !name.startsWith('kubectl-get-'));

/** Files of every kind, and those in which something was once said too soon: each of their beginnings is a text that an editor has to show. */
const everyKey = [
  'daemonset-image-template.yaml',
  'daemonset-prefix-delegation-shipped-target.yaml',
  'disabled-by-comment.yaml',
  'disabled-in-json-string.yaml',
  'eksctl-anchors-between-lists.yaml',
  'eksctl-cilium-taint.yaml',
  'eksctl-ipv6.yaml',
  'eksctl-json.json',
  'eksctl-override-bootstrap-sets-max-pods.yaml',
  'eniconfig-plain.yaml',
  'eniconfig-template-in-lists-and-parts.yaml',
  'fragment-unquoted-placeholders.yaml',
];

/** What is shown at any of these beginnings of a text, though nothing is wrong with the whole. */
async function toldTooSoon(name: string, stops: readonly number[], text: string): Promise<readonly string[]> {
  const editor = editorWith({ [name]: '' }, name);
  const told = new Set<string>();
  for (const stop of stops) {
    const codes = (await editor.type(text.slice(0, stop)))[name] ?? [];
    for (const code of codes) told.add(`${code} at ${JSON.stringify(text.slice(Math.max(0, stop - 20), stop))}`);
  }
  expect((await editor.pause())[name] ?? []).toEqual([]);
  return [...told].slice(0, 5);
}

it.each(everyKey)('says nothing while %s is typed', async (name) => {
  const text = readFileSync(new URL(name, folder), 'utf8');
  const stops = Array.from({ length: text.length }, (_, at) => at + 1);
  expect(await toldTooSoon(name, stops, text)).toEqual([]);
});

it.each(names.filter((name) => !everyKey.includes(name)))(
  'says nothing at the ends of the lines of %s, and within them',
  async (name) => {
    const text = readFileSync(new URL(name, folder), 'utf8');
    const ends = [...text.matchAll(/\n|$/g)].map(({ index }) => Math.min(index + 1, text.length));
    // Somewhere in the line, elsewhere in each.
    const within = ends.map((end, at) => Math.max(1, end - 1 - ((at * 7) % 19)));
    const stops = [...new Set([...ends, ...within])].toSorted((a, b) => a - b);
    expect(await toldTooSoon(name, stops, text)).toEqual([]);
  },
);
