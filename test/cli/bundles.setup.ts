import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { buildBundles } from '../../server/tools/build.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** A folder with the bundles as `npm run build` makes them, and a folder `work` for the files of tests. */
    bundles: string;
  }
}

/** Builds the bundles once for all tests, apart from `dist`, which another run may be replacing. */
export async function setup(project: TestProject): Promise<() => void> {
  const base = realpathSync(mkdtempSync(join(tmpdir(), 'eni-lens-test-')));
  // Some tests read as another user.
  chmodSync(base, 0o755);
  // The pages of the rules lie where every package of ours has them.
  mkdirSync(join(base, 'docs'));
  symlinkSync(fileURLToPath(new URL('../../docs/rules', import.meta.url)), join(base, 'docs', 'rules'));
  const folder = join(base, 'dist');
  mkdirSync(join(folder, 'work'), { recursive: true });
  await buildBundles(folder);
  project.provide('bundles', folder);
  return () => rmSync(base, { recursive: true, force: true });
}
