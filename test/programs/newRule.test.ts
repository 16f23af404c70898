import { cpSync, existsSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { folderWith, run } from '../cli/program.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What git has or would have of this checkout, with the packages that are installed here. */
async function copyOfCheckout(): Promise<string> {
  const { stdout } = await run(
    'git',
    ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate'],
    {
      cwd: root,
    },
  );
  const folder = folderWith({});
  for (const path of stdout.split('\0').filter((each) => each !== '' && existsSync(join(root, each))))
    cpSync(join(root, path), join(folder, path), { recursive: true, verbatimSymlinks: true });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

it('npm run new-rule makes a rule that works, and the tests name what a person has to write', async () => {
  const cwd = await copyOfCheckout();
  const env = { HOME: cwd, npm_config_update_notifier: 'false', NO_COLOR: '1' };
  const npm = (...args: readonly string[]) => run('npm', ['run', '--silent', ...args], { cwd, env });
  const made = await npm('new-rule', 'cluster-name-example', '--', '--group', 'combinations');
  expect(made).toMatchObject({ code: 0, stderr: '' });
  expect(made.stdout).toContain('server/rules/combinations/cluster-name-example.ts');
  expect(readFileSync(join(cwd, 'docs/rules.md'), 'utf8')).toContain(
    '[cluster-name-example](rules/cluster-name-example.md)',
  );
  expect(await npm('check')).toMatchObject({ code: 0 });
  expect(await npm('generate', '--', '--check')).toMatchObject({ code: 0, stderr: '' });
  const files = ['docs', 'l10n', 'japanesePages', 'corpus/positive', 'untranslated', 'tools/translations'];
  const tests = await npm('test:core', '--', '--reporter=tap-flat', ...files.map((name) => `test/${name}.test.ts`));
  const failed = tests.stdout.match(/^not ok .*$/gm) ?? [];
  expect(failed).toEqual([
    expect.stringContaining('nothing that `npm run new-rule` left to fill in is left'),
    expect.stringContaining('cluster-name-example > names sources that a click opens'),
  ]);
  expect(tests.stdout).toContain('docs/rules/cluster-name-example.md:3');
  const again = await npm('new-rule', 'cluster-name-example');
  expect(again).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('There is a rule cluster-name-example in the group combinations'),
  });
  expect((await npm('check:release')).stderr).toContain('there is no docs/rules/ja/cluster-name-example.md');
});
