import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { rules } from '../../server/rules/index.js';
import { delicate } from '../cli/manifests.js';
import { eniLens, folderWith, run } from '../cli/program.js';
import { parseFixture } from '../harness/fixture.js';
import { examples } from '../harness/pages.js';

/** All files of a folder, by path. */
function filesIn(folder: string): Readonly<Record<string, string>> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => join(entry.parentPath, entry.name)).filter((path) => !path.includes('/.git/'));
  return Object.fromEntries(paths.sort().map((path) => [path.slice(folder.length), readFileSync(path, 'utf8')]));
}

/** Every document of the corpus and of the rule pages that has faults, each in a folder of its own, as its comments say. */
function everyFault(): Readonly<Record<string, string>> {
  const corpus = new URL('../corpus/positive/', import.meta.url);
  const texts = [
    ...readdirSync(corpus).map((name) => readFileSync(new URL(name, corpus), 'utf8')),
    ...rules.flatMap(({ id }) => examples(id, 'Incorrect')),
  ];
  const files = texts.flatMap((fixture, index) =>
    parseFixture(fixture).files.map(({ path, text: content }) => [`${index}/${path}`, content] as const),
  );
  return Object.fromEntries(files.filter(([path]) => !path.endsWith('eni-lens.yaml')));
}

it('lint --fix and lint --diff make the same of every text with faults, and nothing of it a second time', async () => {
  const before = { ...everyFault(), ...delicate };
  const written = folderWith(before);
  const patched = folderWith(before);
  const level = ['--fix-level', 'suggested', '--min-severity', 'hint'];
  const [fixed, diff] = await Promise.all([
    eniLens(['lint', '--no-config', '--fix', ...level], { cwd: written }),
    eniLens(['lint', '--no-config', '--diff', ...level], { cwd: patched }),
  ]);
  expect(fixed.stdout).toMatch(/Fixed \d{3} findings in \d{3} files\./);
  expect(diff.code).toBe(fixed.code);
  const byPatch = folderWith(before);
  for (const [folder, program, args] of [
    [patched, 'git', ['apply', '--whitespace=nowarn']],
    [byPatch, 'patch', ['-p1', '--binary', '--silent']],
  ] as const) {
    expect(filesIn(folder)).toEqual(filesIn(folderWith(before)));
    expect(await run(program, args, { cwd: folder, input: diff.stdout })).toMatchObject({ code: 0, stderr: '' });
    expect(filesIn(folder)).toEqual(filesIn(written));
  }
  const once = filesIn(written);
  expect((await eniLens(['lint', '--no-config', '--fix', ...level], { cwd: written })).stdout).toContain(
    'Nothing to fix.',
  );
  expect(filesIn(written)).toEqual(once);
});
