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
import { basename, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type BuildOptions, build, type Metafile, type Plugin } from 'esbuild';
import { languages } from '../disk/catalogue.js';
import { linkedFromRoot } from './documents.js';
import { compileWithFiles } from './eager.js';
import { writeTypes } from './packageTypes.js';
import { buildPacks } from './packs.js';
import { partsLater } from './parts.js';
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
  // One other character is enough to make all of a file two bytes wide in memory.
  charset: 'ascii',
  // A fault that nobody catches is shown with its line: not with the whole file.
  lineLimit: 200,
  // `import()` of another bundle becomes `require`: Node looks through a whole CommonJS file for its exports before it imports it.
  supported: { 'dynamic-import': false },
  // What a CommonJS file calls it.
  define: { 'import.meta.dirname': '__dirname' },
  legalComments: 'none',
  logLevel: 'warning',
  metafile: true,
};

/** The library, which others bundle, keeps its names; in a program they take time at each start. */
const small: BuildOptions = { ...shared, minify: true };

/** Linted one by one: files as people have them, with faults and without. */
const examples = ['broken/harbor.yaml', 'repaired/harbor.yaml', 'broken/lighthouse', 'repaired/lighthouse'].map(
  (path) => join(root, 'examples', path),
);

/** Takes what is imported as `filter` from a bundle beside, so that it is read when it is needed, and once. */
function beside(filter: RegExp, bundle: string): Plugin {
  return {
    name: bundle,
    setup: ({ onResolve }) => onResolve({ filter }, () => ({ path: `./${bundle}`, external: true })),
  };
}

/** Libraries that are large and seldom needed, each in a file of its own that is loaded with the first call of what it exports. */
const later: Readonly<Record<string, { readonly bundle: string; readonly names: readonly string[] }>> = {
  unbash: { bundle: 'shell.cjs', names: ['parse', 'forEachChild'] },
  yaml: {
    bundle: 'yaml.cjs',
    names: ['Composer', 'Lexer', 'Parser', 'isAlias', 'isMap', 'isPair', 'isScalar', 'isSeq'],
  },
};

const librariesLater: Plugin = {
  name: 'later',
  setup({ onResolve, onLoad }) {
    for (const [library, { bundle, names }] of Object.entries(later)) {
      onResolve({ filter: new RegExp(`^${library}$`) }, ({ path, kind }) =>
        kind === 'entry-point' ? undefined : { path, namespace: library },
      );
      onResolve({ filter: /./, namespace: library }, ({ path }) => ({ path, external: true }));
      onLoad({ filter: /./, namespace: library }, () => ({ contents: callsOf(bundle, names) }));
    }
  },
};

/** A module whose functions and classes are those of a bundle beside it. */
function callsOf(bundle: string, names: readonly string[]): string {
  const calls = names.map(
    (name) => `export function ${name}(...args) {
  return new.target ? new (load().${name})(...args) : load().${name}(...args);
}`,
  );
  return `let library;\nconst load = () => (library ??= require('./${bundle}'));\n${calls.join('\n')}`;
}

/** Commander would start a program for a command that is one; ours are none, and what starts programs takes its time to load. */
const withoutPrograms: Plugin = {
  name: 'withoutPrograms',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:child_process$/ }, ({ importer }) =>
      /[\\/]commander[\\/]/.test(importer) ? { path: 'none', namespace: 'none' } : undefined,
    );
    onLoad({ filter: /./, namespace: 'none' }, () => ({ contents: 'module.exports = {};' }));
  },
};

/** What the page of a plan never says of the variables, which it only plans with. */
const proseOfVariables: ReadonlySet<string> = new Set(['description', 'x-source', 'x-default-note', 'x-empty']);

/** The same of a value in the table of variables; names that are no variables' are none that it plans with. */
function toPlanWith(key: string, value: unknown): unknown {
  if (key === 'x-misspelling-of') return {};
  return proseOfVariables.has(key) ? undefined : value;
}

const withoutProse: Plugin = {
  name: 'withoutProse',
  setup({ onLoad }) {
    onLoad({ filter: /aws-node-env\.schema\.json$/ }, ({ path }) => ({
      contents: JSON.stringify(JSON.parse(readFileSync(path, 'utf8')), toPlanWith),
      loader: 'json',
    }));
  },
};

/** The protocol library is the same for both parts of the server: it recognises its own classes. The types are part of it. */
const protocolBeside = beside(/^vscode-languageserver(-types|\/node)?$/, 'serverProtocol.cjs');

/** Tables of which a run needs few rows, by the file they are in. */
const tables: Readonly<Record<string, readonly string[]>> = {
  'aws-node-env.schema.json': ['properties', 'x-misspelling-of'],
  'eksctl-fields.json': ['types'],
  'instance-types.json': ['families'],
};

/** Has the rows of tables made when they are asked for: until then each is a text. */
function rowsLater(shorten: (key: string, value: unknown) => unknown = (_, value) => value): Plugin {
  return {
    name: 'rowsLater',
    setup({ onLoad }) {
      onLoad({ filter: /[\\/]schemas[\\/][\w.-]+\.json$/ }, ({ path }) => {
        const names = tables[basename(path)] ?? [];
        const fields = Object.entries(JSON.parse(readFileSync(path, 'utf8'), shorten)).map(([name, value]) => {
          const text = names.includes(name)
            ? `rows(${JSON.stringify(textsOf(value as object))})`
            : JSON.stringify(value);
          return `${JSON.stringify(name)}: ${text}`;
        });
        return { contents: `${makingRows}export default { ${fields.join(', ')} };` };
      });
    },
  };
}

function textsOf(table: object): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(table).map(([name, row]) => [name, JSON.stringify(row)]));
}

/** Makes a table whose rows are texts; a row is made once. */
const makingRows = `const rows = (table) => new Proxy(table, {
  get: (texts, name) => typeof texts[name] === 'string' ? (texts[name] = JSON.parse(texts[name])) : texts[name],
});
`;

/** What only hovers and documents say of the variables is left out where neither is. */
function withoutDescriptions(key: string, value: unknown): unknown {
  return typeof value === 'string' && (key === 'description' || key === 'markdownDescription') ? '' : value;
}

/** What programs say of the package they are in. */
const saidOfPackage = ['name', 'displayName', 'version', 'homepage', 'repository', 'bugs'];

/** The rest of it is for those who install and publish. */
const packageInShort: Plugin = {
  name: 'packageInShort',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]package\.json$/ }, ({ path }) => {
      if (path !== join(root, 'package.json')) return undefined;
      const all = Object.entries(JSON.parse(readFileSync(path, 'utf8')));
      const said = Object.fromEntries(all.filter(([key]) => saidOfPackage.includes(key)));
      return { contents: JSON.stringify(said), loader: 'json' };
    });
  },
};

/** Writes the command line, the library for `require` and `import`, the language server, the extension, and the licenses of what is bundled into a folder. */
export async function buildBundles(folder: string): Promise<void> {
  const cli = join(folder, 'cli.cjs');
  const library = join(folder, 'index.cjs');
  const commandLine = await buildPacks({
    options: small,
    program: 'server/cli/start.ts',
    plugins: [
      beside(/\/lsp\/node\.js$/, 'server.cjs'),
      partsLater(root),
      librariesLater,
      withoutPrograms,
      rowsLater(withoutDescriptions),
      packageInShort,
    ],
    banner: '#!/usr/bin/env node',
    folder,
    name: 'cli',
    // What linting needs is what most commands need, but not the description of all options.
    first: ['main', 'runLint', 'program'],
  });
  const server = await buildPacks({
    options: small,
    program: 'server/lsp/nodeServer.ts',
    plugins: [protocolBeside, partsLater(root), librariesLater, rowsLater(), packageInShort],
    folder,
    name: 'serverCore',
    first: [],
  });
  const results = await Promise.all(bundlesIn(folder).map((options) => build(options)));
  const bundles = readdirSync(folder).filter((each) => each.endsWith('.cjs'));
  for (const name of bundles) writeAsAscii(join(folder, name));
  compileWithFiles({
    folder,
    files: ['cli.cjs', ...bundles.filter((name) => name.startsWith('cli-'))],
    runs: examples.map((example) => ['lint', example]),
  });
  chmodSync(cli, 0o755);
  for (const language of languages)
    copyFileSync(join(root, 'l10n', `${language}.json`), join(folder, `${language}.json`));
  writeFileSync(join(folder, 'rules.json'), JSON.stringify(rulePages()));
  writeFileSync(join(folder, 'index.mjs'), moduleOf(library));
  const page = readFileSync(join(root, 'docs', 'extension.md'), 'utf8');
  writeFileSync(join(folder, 'extension.md'), linkedFromRoot(page, 'docs'));
  writeFileSync(
    join(folder, 'LICENSES.txt'),
    licensesOf([...results.flatMap(({ metafile }) => metafile ?? []), commandLine, server]),
  );
}

/** The bundles beside the command line. */
function bundlesIn(folder: string): readonly BuildOptions[] {
  return [
    { ...shared, entryPoints: ['server/index.ts'], outfile: join(folder, 'index.cjs'), plugins: [librariesLater] },
    {
      ...small,
      entryPoints: ['server/lsp/start.ts'],
      outfile: join(folder, 'server.cjs'),
      plugins: [beside(/^\.\/node\.js$/, 'serverStart.cjs')],
    },
    {
      ...small,
      entryPoints: ['server/lsp/node.ts'],
      outfile: join(folder, 'serverStart.cjs'),
      plugins: [beside(/^\.\/nodeServer\.js$/, 'serverCore.cjs'), protocolBeside],
    },
    { ...small, entryPoints: ['vscode-languageserver/node'], outfile: join(folder, 'serverProtocol.cjs') },
    ...Object.entries(later).map(([name, { bundle }]) => ({
      ...small,
      entryPoints: [name],
      outfile: join(folder, bundle),
    })),
    {
      ...small,
      // Lines are as long as they like: which texts of a catalogue it says is found in it.
      lineLimit: 0,
      platform: 'browser',
      target: 'es2022',
      format: 'iife',
      charset: 'utf8',
      entryPoints: ['server/page/browser.ts'],
      outfile: join(folder, 'page.js'),
      plugins: [withoutProse],
    },
    {
      ...small,
      entryPoints: ['client/extension.ts'],
      outfile: join(folder, 'client.cjs'),
      external: ['vscode'],
      plugins: [beside(/^\.\/planPanel\.js$/, 'planPanel.cjs')],
    },
    {
      ...small,
      entryPoints: ['client/planPanel.ts'],
      outfile: join(folder, 'planPanel.cjs'),
      external: ['vscode'],
    },
  ];
}

/** Of regular expressions esbuild leaves such characters as they are. */
function writeAsAscii(path: string): void {
  const text = readFileSync(path, 'utf8');
  const escaped = text.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  if (escaped !== text) writeFileSync(path, escaped);
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
