import { rmSync } from 'node:fs';
import { type BuildOptions, build } from 'esbuild';

/* `npm run build`: the bundles that are shipped. CommonJS, so that VS Code and every Node can load them. */

const root = new URL('../../', import.meta.url).pathname;
rmSync(`${root}dist`, { recursive: true, force: true });

const common: BuildOptions = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  mainFields: ['module', 'main'],
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'linked',
  logLevel: 'warning',
};

await Promise.all([
  build({
    ...common,
    entryPoints: [`${root}server/cli/main.ts`],
    outfile: `${root}dist/cli.cjs`,
    banner: { js: '#!/usr/bin/env node' },
  }),
  build({ ...common, entryPoints: [`${root}server/index.ts`], outfile: `${root}dist/index.cjs` }),
]);
