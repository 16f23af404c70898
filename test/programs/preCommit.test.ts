import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import packageJson from '../../package.json' with { type: 'json' };
import { clean, withError, withWarning } from '../cli/manifests.js';
import { folderWith } from '../cli/program.js';
import { asRepository, runScript } from './ciMachine.js';

interface Hook {
  readonly id: string;
  readonly name: string;
  readonly entry: string;
  readonly language: string;
  readonly types_or: readonly string[];
  readonly pass_filenames: boolean;
}

const text = readFileSync(new URL('../../.pre-commit-hooks.yaml', import.meta.url), 'utf8');
const hooks: readonly Hook[] = parse(text);

describe.each(hooks)('the pre-commit hook $id', ({ id, entry, language, types_or, pass_filenames }) => {
  it('starts a command that the package has', () => {
    expect(Object.keys(packageJson.bin)).toContain(entry.split(' ')[0]);
    expect(['node', 'system']).toContain(language);
    expect(types_or).toEqual(['yaml', 'json', 'toml', 'terraform', 'shell', 'markdown', 'asciidoc', 'makefile']);
    expect(id).toMatch(/^eni-lens/);
  });

  it('checks all files, whichever are staged, and fails on errors', async () => {
    expect(pass_filenames).toBe(false);
    const [wrong, right, changed] = await Promise.all([
      runScript(entry, { cwd: folderWith({ 'my clusters/a.yaml': withError('a'), 'b.yaml': withWarning('b') }) }),
      runScript(entry, { cwd: folderWith({ 'b.yaml': clean('b') }) }),
      runScript(`${entry} --changed`, { cwd: await asRepository(folderWith({ 'a.yaml': withError('a') })) }),
    ]);
    expect([wrong.code, right.code, changed.code]).toEqual([1, 0, 0]);
    expect(wrong.stdout).toContain('my clusters/a.yaml:');
  });
});

/** pre-commit itself, where it is installed, with the hook for which it builds nothing. */
const installed = ['pre-commit'].filter((name) => spawnSync(name, ['--version']).status === 0);

it.each(installed)('%s runs the hook', async (program) => {
  const ours = await asRepository(folderWith({ '.pre-commit-hooks.yaml': text }));
  const config = `repos: [{ repo: '${ours}', rev: main, hooks: [{ id: eni-lens-system }] }]\n`;
  const cwd = await asRepository(
    folderWith({ '.pre-commit-config.yaml': config, 'a.yaml': withError('a'), 'b.txt': withError('b') }),
  );
  const wrong = await runScript(`${program} run --all-files`, { cwd });
  expect(wrong.code, wrong.stderr).toBe(1);
  expect(wrong.stdout).toMatch(/^eni-lens\.+Failed$/m);
  expect(wrong.stdout).toMatch(/^a\.yaml:\d+:\d+ {2}error {2}/m);
  expect(wrong.stdout).not.toContain('b.txt:');
});
