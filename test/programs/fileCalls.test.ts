import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { clean } from '../cli/manifests.js';
import { cli, folderWith } from '../cli/program.js';

const counter = fileURLToPath(new URL('fileCalls.cjs', import.meta.url));

/** So many files in each of so many folders, each of which has a config file where `config` says so. */
function files(folders: number, each: number, config: boolean): Readonly<Record<string, string>> {
  const names = Array.from({ length: folders }, (_, at) => `team-${at}/deep/er`);
  const manifests = names.flatMap((name) =>
    Array.from({ length: each }, (_, at) => [`${name}/${at}.yaml`, clean(`c${at}`)] as const),
  );
  return Object.fromEntries([
    ...manifests,
    ...(config ? names.map((name) => [`${name}/eni-lens.yaml`, '{}\n'] as const) : []),
  ]);
}

/** How often `lint` asks the file system about the folder and what lies in it. */
function callsFor(tree: Readonly<Record<string, string>>, args: readonly string[]): number {
  const { stderr, status } = spawnSync(process.execPath, ['-r', counter, cli, 'lint', ...args], {
    cwd: folderWith(tree),
    encoding: 'utf8',
  });
  expect(status, stderr).toBe(0);
  return Number(/file calls: (\d+)/.exec(stderr)?.[1]);
}

it.each([false, true])(
  'opens, sizes, reads and closes each file of a folder, and asks nothing else about it (config files: %s)',
  (config) => {
    const [few, many] = [files(10, 2, config), files(10, 12, config)];
    expect(callsFor(many, ['.']) - callsFor(few, ['.'])).toBeLessThanOrEqual(4 * 100);
  },
);

it('asks about each file that is named once more, and not for a config file', () => {
  const [few, many] = [files(10, 2, false), files(10, 12, false)];
  expect(callsFor(many, Object.keys(many)) - callsFor(few, Object.keys(few))).toBeLessThanOrEqual(5 * 100);
});

it.each([false, true])('grows with the folders as they do (config files: %s)', (config) => {
  const [few, some, many] = [5, 10, 20].map((folders) => callsFor(files(folders, 2, config), ['.']));
  expect((many ?? 0) - (some ?? 0)).toBeLessThanOrEqual(2 * ((some ?? 0) - (few ?? 0)));
});
