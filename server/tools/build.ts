import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type BuildOptions, build, type Metafile, type Plugin } from 'esbuild';
import { languages } from '../disk/catalogue.js';
import { writeTypes } from './packageTypes.js';
import { packagesOfValidators } from './validators.js';

/* `npm run build`: what is shipped. The bundles are CommonJS, so that VS Code and every Node can load them. */

const root = fileURLToPath(new URL('../../', import.meta.url));

const shared: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  mainFields: ['module', 'main'],
  minifySyntax: true,
  minifyWhitespace: true,
  // `import()` of another bundle becomes `require`: Node looks through a whole CommonJS file for its exports before it imports it.
  supported: { 'dynamic-import': false },
  // What a CommonJS file calls it.
  define: { 'import.meta.dirname': '__dirname' },
  legalComments: 'none',
  logLevel: 'warning',
  metafile: true,
};

/** Takes what is imported as `filter` from a bundle beside, so that it is read when it is needed, and once. */
function beside(filter: RegExp, bundle: string): Plugin {
  return {
    name: bundle,
    setup: ({ onResolve }) => onResolve({ filter }, () => ({ path: `./${bundle}`, external: true })),
  };
}

/** The parser of scripts is larger than all our syntaxes and seldom needed, so it is read with the first script. */
const shellBeside: Plugin = {
  name: 'shell.cjs',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^unbash$/ }, ({ path, kind }) =>
      kind === 'entry-point' ? undefined : { path, namespace: 'shell' },
    );
    onResolve({ filter: /^\.\/shell\.cjs$/, namespace: 'shell' }, ({ path }) => ({ path, external: true }));
    onLoad({ filter: /.*/, namespace: 'shell' }, () => ({
      contents: `let library;
const load = () => (library ??= require('./shell.cjs'));
export const parse = (source) => load().parse(source);
export const forEachChild = (node, callback) => load().forEachChild(node, callback);
`,
    }));
  },
};

/** The protocol library is the same for both parts of the server: it recognises its own classes. The types are part of it. */
const protocolBeside = beside(/^vscode-languageserver(-types|\/node)?$/, 'serverProtocol.cjs');

/** Writes the command line, the library for `require` and `import`, the language server, the extension, and the licenses of what is bundled into a folder. */
export async function buildBundles(folder: string): Promise<void> {
  const cli = join(folder, 'cli.cjs');
  const library = join(folder, 'index.cjs');
  const results = await Promise.all([
    build({
      ...shared,
      entryPoints: ['server/cli/main.ts'],
      outfile: cli,
      banner: { js: '#!/usr/bin/env node' },
      plugins: [beside(/\/lsp\/node\.js$/, 'server.cjs'), shellBeside],
    }),
    build({ ...shared, entryPoints: ['server/index.ts'], outfile: library, plugins: [shellBeside] }),
    build({
      ...shared,
      entryPoints: ['server/lsp/node.ts'],
      outfile: join(folder, 'server.cjs'),
      plugins: [beside(/^\.\/nodeServer\.js$/, 'serverCore.cjs'), protocolBeside],
    }),
    build({
      ...shared,
      entryPoints: ['server/lsp/nodeServer.ts'],
      outfile: join(folder, 'serverCore.cjs'),
      plugins: [protocolBeside, shellBeside],
      // The extension is to stay small.
      minifyIdentifiers: true,
    }),
    build({
      ...shared,
      entryPoints: ['vscode-languageserver/node'],
      outfile: join(folder, 'serverProtocol.cjs'),
      minifyIdentifiers: true,
    }),
    build({ ...shared, entryPoints: ['unbash'], outfile: join(folder, 'shell.cjs'), minifyIdentifiers: true }),
    build({
      ...shared,
      entryPoints: ['client/extension.ts'],
      outfile: join(folder, 'client.cjs'),
      external: ['vscode'],
      // The protocol library is large, and nobody reads a stack trace of it.
      minifyIdentifiers: true,
    }),
  ]);
  chmodSync(cli, 0o755);
  for (const language of languages)
    copyFileSync(join(root, 'l10n', `${language}.json`), join(folder, `${language}.json`));
  writeFileSync(join(folder, 'rules.json'), JSON.stringify(rulePages()));
  writeFileSync(join(folder, 'index.mjs'), moduleOf(library));
  writeFileSync(join(folder, 'LICENSES.txt'), licensesOf(results.flatMap(({ metafile }) => metafile ?? [])));
}

/** The pages of all rules by id and language, for the extension: the languages of a rule beside each other, which packs well. */
function rulePages(): Readonly<Record<string, Readonly<Record<string, string>>>> {
  const folder = join(root, 'docs', 'rules');
  const page = (id: string, language: string): readonly [string, string][] => {
    const file = join(folder, language === 'en' ? '' : language, `${id}.md`);
    return existsSync(file) ? [[language, readFileSync(file, 'utf8')]] : [];
  };
  const ids = readdirSync(folder).flatMap((file) => (file.endsWith('.md') ? [file.replace(/\.md$/, '')] : []));
  return Object.fromEntries(
    ids.sort().map((id) => [id, Object.fromEntries(['en', ...languages].flatMap((language) => page(id, language)))]),
  );
}

/** The same library as a module, so that a program which loads both ways has it once. */
function moduleOf(library: string): string {
  const names = Object.keys(createRequire(import.meta.url)(library));
  const lines = names.sort().map((name) => `export const ${name} = library.${name};\n`);
  return `import library from './index.cjs';\n\n${lines.join('')}`;
}

/** The licenses of the packages whose code is in the bundles, by name. */
function licensesOf(metafiles: readonly Metafile[]): string {
  const bundled = metafiles.flatMap(({ outputs }) =>
    Object.values(outputs).flatMap(({ inputs }) => Object.keys(inputs)),
  );
  const folders = bundled.flatMap((path) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []);
  const ofValidators = packagesOfValidators(readFileSync(join(root, 'schemas', 'validators.mjs'), 'utf8'));
  const sections = [...new Set([...folders, ...ofValidators.map((name) => join('node_modules', name))])].map(
    (folder) => {
      const { name, version } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
      return `${name} ${version}\n\n${licenseIn(join(root, folder)).trim()}\n`;
    },
  );
  return [...new Set(sections)].sort().join(`\n${'-'.repeat(80)}\n\n`);
}

/** The text of a package's license file, whose name every package spells its own way. */
function licenseIn(folder: string): string {
  const file = readdirSync(folder).find((name) => /^licen[cs]e(-mit)?(\.(md|txt))?$/i.test(name));
  if (file === undefined) throw new Error(`${folder} has no license file`);
  return readFileSync(join(folder, file), 'utf8');
}

/** Builds into a new folder beside `dist` and puts it in its place, so that nobody finds half a build. */
async function main(): Promise<void> {
  const dist = join(root, 'dist');
  mkdirSync(join(root, '.cache'), { recursive: true });
  const folder = mkdtempSync(join(root, '.cache', 'dist-'));
  try {
    await buildBundles(folder);
    writeTypes(root, join(folder, 'types'));
    chmodSync(folder, 0o755);
    rmSync(dist, { recursive: true, force: true });
    renameSync(folder, dist);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await main();
