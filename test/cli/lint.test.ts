import { expect, it } from 'vitest';
import { lintDefaults } from '../../server/cli/options.js';
import { programOf } from '../../server/cli/program.js';
import { message, render } from '../../server/messages/message.js';
import { syntaxTitles } from '../../server/syntax/claims.js';
import { englishCall } from '../harness/commandLine.js';
import { withWarning } from './manifests.js';
import { eniLens, folderWith } from './program.js';

it('has the same defaults where nothing but paths is said, which is understood without describing the options', () => {
  const lint = programOf(englishCall).commands.find((command) => command.name() === 'lint');
  const { config, ...said } = lintDefaults;
  expect([config, lint?.opts()]).toEqual([undefined, said]);
});

it('names in its help every syntax that folders are searched for, in lines of 80 columns', async () => {
  const { stdout } = await eniLens(['lint', '--help']);
  const [, prose = ''] = /\n\n(Folders are searched for [\s\S]*?)\n\n/.exec(stdout) ?? [];
  const [searched = ''] = prose.replaceAll('\n', ' ').split('. ');
  for (const title of syntaxTitles)
    expect(searched).toContain(render(message('{title}', { title })).replace(/ scripts$|s$/, ''));
  expect(stdout.split('\n').filter((line) => line.length > 80 && !line.startsWith(' '))).toEqual([]);
});

it('takes paths and standard input as it does beside options', async () => {
  const cwd = folderWith({ 'a.yaml': withWarning() });
  const paths = [[], ['.'], ['a.yaml'], ['a.yaml', 'a.yaml'], ['-'], ['-', 'a.yaml'], ['nowhere.yaml'], ['']];
  for (const each of paths) {
    const alone = await eniLens(['lint', ...each], { cwd, input: withWarning() });
    const beside = await eniLens(['lint', '--no-color', ...each], { cwd, input: withWarning() });
    expect(alone, each.join(' ')).toEqual(beside);
  }
});
