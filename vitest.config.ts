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
          exclude: ['test/vscode/**', 'test/cli/**', 'test/lsp/**'],
        },
      },
      {
        // The command line and the language server are tested as they are shipped: built once, then started like any program.
        extends: true,
        test: {
          name: 'cli',
          isolate: false,
          include: ['test/cli/**/*.test.ts', 'test/lsp/**/*.test.ts'],
          globalSetup: ['test/cli/bundles.setup.ts'],
        },
      },
    ],
  },
});
