import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { withWarning } from '../cli/manifests.js';
import { eniLensProgram, folderWith, run } from '../cli/program.js';
import { codesOf, uriOf, withClient } from '../lsp/client.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const nodeOptions = ['--import', import.meta.resolve('tsx')];
const main = fileURLToPath(new URL('../../server/cli/main.ts', import.meta.url));

it.each([[['lint', 'examples/broken']], [['explain', 'cooldown-unsafe', '--lang', 'ja']], [['max-pods', 'm5.lrge']]])(
  'the source answers %j as the program does',
  async (args) => {
    const source = await run(process.execPath, [...nodeOptions, main, ...args], { cwd: root });
    expect(source).toEqual(await eniLensProgram(args, { cwd: root }));
    expect(source.stdout + source.stderr).not.toBe('');
  },
);

it('the source serves an editor', async () => {
  const folder = folderWith({});
  await withClient({ folders: [folder], nodeOptions, command: [main, 'lsp', '--stdio'] }, async (client) => {
    const uri = uriOf(folder, 'a.yaml');
    client.open(uri, withWarning());
    const found = await client.until(uri, ({ diagnostics }) => diagnostics.length > 0);
    expect(codesOf(found)).toEqual(['warm-ip-target-without-minimum']);
  });
});
