import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'vitest';
import { folderWith, type Outcome, run } from './program.js';

/** What nobody's own settings of git disturb. */
export const gitEnv = { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };

/** Runs git, which has to succeed. */
export async function git(cwd: string, ...args: readonly string[]): Promise<Outcome> {
  const settings = ['user.name=a', 'user.email=a@example.com', 'protocol.file.allow=always', 'init.defaultBranch=main'];
  const outcome = await run('git', [...settings.flatMap((each) => ['-c', each]), ...args], { cwd, env: gitEnv });
  expect(outcome.code, `git ${args.join(' ')}: ${outcome.stderr}`).toBe(0);
  return outcome;
}

/** A new repository with these files in its first commit, on the branch main. */
export async function repositoryWith(files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const folder = folderWith(files);
  await git(folder, 'init', '-q');
  await commit(folder);
  return folder;
}

/** Commits everything. */
export async function commit(folder: string): Promise<void> {
  await git(folder, 'add', '-A');
  await git(folder, 'commit', '-qm', 'x', '--allow-empty');
}

/** Writes files of a folder, by path. */
export function write(folder: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}
