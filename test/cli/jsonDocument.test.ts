import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { fences } from '../harness/pages.js';
import { eniLens, folderWith, type JsonCommand, json } from './program.js';

const pages = [
  { path: 'docs/json-output.md', env: {} },
  { path: 'docs/ja/json-output.md', env: { LANG: 'ja_JP.UTF-8' } },
].map(({ path, env }) => {
  const page = readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
  const [shop = ''] = fences(page, 'yaml');
  const examples = Array.from(
    page.matchAll(/^```sh\neni-lens (.*)\n```\n\n```json\n([\s\S]*?)^```$/gm),
    ([, line = '', printed = '']) => ({ path, env, shop, line, printed }),
  );
  return { path, examples };
});

const lighthouse = 'examples/broken/lighthouse/eniconfigs.yaml';

it.each(pages)('$path documents the output of every command', ({ examples }) => {
  expect(examples.map(({ line }) => line.split(' ')[0])).toEqual([
    'lint',
    'plan',
    'max-pods',
    'warm-pool',
    'rules',
    'clusters',
    'explain',
  ]);
});

it.each(pages.flatMap(({ examples }) => examples))('prints what $path shows for $line', async (example) => {
  const { env, shop, line, printed } = example;
  const cwd = folderWith({
    'shop.yaml': shop,
    [lighthouse]: readFileSync(new URL(`../../${lighthouse}`, import.meta.url)),
  });
  const args = line.split(' ');
  const actual = json(args[0] as JsonCommand, await eniLens(args, { cwd, env }));
  const shown = JSON.parse(printed);
  expect(actual).toMatchObject(args[0] === 'lint' ? { ...shown, tool: { name: shown.tool.name } } : shown);
});
