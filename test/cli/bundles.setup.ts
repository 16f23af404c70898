import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'eni-lens-test-')));
  // Some tests read as another user.
  chmodSync(folder, 0o755);
  mkdirSync(join(folder, 'work'));
  await buildBundles(folder);
  project.provide('bundles', folder);
  return () => rmSync(folder, { recursive: true, force: true });
}
