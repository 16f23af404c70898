import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: '100%',
    projects: [
      {
        extends: true,
        test: {
          name: 'core',
          // No test of the core leaves anything behind, so the core is loaded once per worker and not once per file.
          isolate: false,
          pool: 'threads',
          include: ['test/**/*.test.ts'],
          exclude: ['test/vscode/**', 'test/cli/**', 'test/lsp/**', 'test/programs/**'],
        },
      },
      {
        // Commands are answered within the test; the language server, and what is about a process, are started as they are shipped.
        extends: true,
        test: {
          name: 'cli',
          isolate: false,
          include: ['test/cli/**/*.test.ts', 'test/lsp/**/*.test.ts'],
          globalSetup: ['test/cli/bundles.setup.ts'],
        },
      },
      {
        // What is about the programs themselves, and takes longer: signals, packages, images, networks, other programs.
        extends: true,
        test: {
          name: 'programs',
          isolate: false,
          include: ['test/programs/**/*.test.ts'],
          globalSetup: ['test/cli/bundles.setup.ts'],
        },
      },
    ],
  },
});
