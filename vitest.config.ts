import { defineConfig } from 'vitest/config';

const programs = ['test/vscode/**', 'test/cli/**', 'test/lsp/**', 'test/programs/**'];
/** What tries so many texts that nobody wants to wait for it after each change: it runs with the programs. */
const long = ['test/**/*.long.test.ts'];

/** No test of the core leaves anything behind, so the core is loaded once per worker and not once per file. */
const core = { isolate: false, pool: 'threads' as const, include: ['test/**/*.test.ts'] };

/** Milliseconds for what builds, installs or tries thousands of texts. */
const longest = 900_000;

export default defineConfig({
  test: {
    // Limits are there for what hangs: a test that is only slow, because the machine is busy, has not failed.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    maxWorkers: '100%',
    projects: [
      { extends: true, test: { ...core, name: 'core', exclude: [...programs, ...long] } },
      {
        // `npm run test:core`: what of it a rule, a format or a report can change. The arithmetic and the syntaxes know nothing of these.
        extends: true,
        test: {
          ...core,
          name: 'rules',
          exclude: [...programs, ...long, 'test/{ipam,cel,syntax}/**', 'test/api.test.ts'],
        },
      },
      {
        // Commands are answered within the test; the language server, and what is about a process, are started as they are shipped.
        extends: true,
        test: {
          name: 'cli',
          isolate: false,
          include: ['test/cli/**/*.test.ts', 'test/lsp/**/*.test.ts'],
          exclude: long,
          globalSetup: ['test/cli/bundles.setup.ts'],
        },
      },
      { extends: true, test: { ...core, name: 'long', testTimeout: longest, include: long } },
      {
        // What is about the programs themselves, and takes longer: signals, packages, images, networks, other programs.
        extends: true,
        test: {
          name: 'programs',
          // Installing and building take their time on a busy machine.
          testTimeout: longest,
          isolate: false,
          include: ['test/programs/**/*.test.ts'],
          globalSetup: ['test/cli/bundles.setup.ts'],
        },
      },
    ],
  },
});
