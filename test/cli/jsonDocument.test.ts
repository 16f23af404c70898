import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { eniLens, folderWith, type JsonCommand, json } from './program.js';

const page = readFileSync(new URL('../../docs/json-output.md', import.meta.url), 'utf8');
const [shop = ''] = Array.from(page.matchAll(/^```yaml\n([\s\S]*?)^```$/gm), ([, text = '']) => text);
const examples = Array.from(
  page.matchAll(/^```sh\neni-lens (.*)\n```\n\n```json\n([\s\S]*?)^```$/gm),
  ([, line = '', printed = '']) => ({ line, printed }),
);

const example = 'examples/broken/lighthouse/eniconfigs.yaml';

it('documents the output of every command', () => {
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

it.each(examples)('prints what docs/json-output.md shows for $line', async ({ line, printed }) => {
  const cwd = folderWith({ 'shop.yaml': shop, [example]: readFileSync(new URL(`../../${example}`, import.meta.url)) });
  const args = line.split(' ');
  const actual = json(args[0] as JsonCommand, await eniLens(args, { cwd }));
  const shown = JSON.parse(printed);
  expect(actual).toMatchObject(args[0] === 'lint' ? { ...shown, tool: { name: shown.tool.name } } : shown);
});
