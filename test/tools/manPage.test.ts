import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { programOf } from '../../server/cli/program.js';
import { englishCall } from '../harness/commandLine.js';

const pages = [
  { language: 'en', path: fileURLToPath(new URL('../../man/eni-lens.1', import.meta.url)) },
  { language: 'ja', path: fileURLToPath(new URL('../../man/eni-lens-ja.1', import.meta.url)) },
];

/** What reads man pages on this machine, and what of its complaints is no fault of ours. */
const readers: readonly { readonly command: readonly string[]; readonly accepted: RegExp }[] = [
  // It is the same page on any day, and a paragraph is one line.
  { command: ['mandoc', '-Tlint'], accepted: /missing date|input text line longer than 80 bytes/ },
  // roff does not know where a Japanese line may be broken.
  { command: ['man', '--warnings', '-P', 'cat', '-l'], accepted: /can't break line/ },
  { command: ['groff', '-k', '-man', '-Tutf8', '-ww', '-z'], accepted: /can't break line/ },
].filter(({ command: [name = ''] }) => spawnSync(name, ['--version']).error === undefined);

describe.each(pages)('the man page in $language', ({ language, path }) => {
  const text = readFileSync(path, 'utf8');

  it('names every command and option', () => {
    const program = programOf(englishCall);
    for (const command of program.commands) {
      const from = text.indexOf(`.SS "eni\\-lens ${command.name().replaceAll('-', '\\-')} `);
      expect(from, command.name()).toBeGreaterThan(0);
      const part = text.slice(from).split('\n.S')[0];
      const missing = command.options.filter(
        ({ flags }) => !part?.includes(`\n.B "${flags.replaceAll('-', '\\-')}"\n`),
      );
      expect(missing.map(({ flags }) => `${command.name()} ${flags}`)).toEqual([]);
    }
  });

  it.each(readers)('is read without complaint by $command', ({ command: [name = '', ...args], accepted }) => {
    const env = { PATH: process.env.PATH, LC_ALL: 'C.UTF-8', MANWIDTH: '80' };
    const { status, stdout, stderr } = spawnSync(name, [...args, path], { env, encoding: 'utf8' });
    const complaints = name === 'mandoc' ? stdout : stderr;
    expect(complaints.split('\n').filter((line) => line !== '' && !accepted.test(line))).toEqual([]);
    if (name !== 'man') return;
    const shown = stripVTControlCharacters(stdout);
    expect(status).toBe(0);
    expect(shown).toMatch(
      language === 'en' ? /^NAME\n {7}eni-lens {1,2}- Checks/m : /^名前\n {7}eni-lens - Amazon EKS/m,
    );
    expect(shown).toContain('\n       --fix-level <level>\n');
    expect(shown).toContain('eni-lens lint --since origin/main ');
  });
});
