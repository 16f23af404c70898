import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    testTimeout: 30_000,
    projects: [
      {
        extends: true,
        test: { name: 'core', include: ['test/**/*.test.ts'], exclude: ['test/vscode/**', 'test/cli/**'] },
      },
      {
        // The command line is tested as it is shipped: built once, then started like any program.
        extends: true,
        test: { name: 'cli', include: ['test/cli/**/*.test.ts'], globalSetup: ['test/cli/bundles.setup.ts'] },
      },
    ],
  },
});
