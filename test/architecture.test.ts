import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { formats } from '../server/formats/index.js';

/** What is checked and judged without a shell. */
const core = ['text', 'messages', 'ipam', 'syntax', 'model', 'plan', 'formats', 'rules', 'workspace', 'linter'];

/** The law of the layers: what a folder of server/ may import of ours. `index` is server/index.ts, `schemas` the data. */
const layers: Readonly<Record<string, readonly string[]>> = {
  text: [],
  messages: ['text'],
  ipam: [],
  cel: ['text', 'messages'],
  syntax: ['text', 'messages'],
  model: ['text', 'messages', 'ipam', 'cel', 'schemas'],
  plan: ['text', 'messages', 'ipam', 'cel', 'model', 'schemas'],
  formats: ['text', 'messages', 'ipam', 'syntax', 'model', 'schemas'],
  rules: ['text', 'messages', 'ipam', 'model', 'plan', 'schemas'],
  workspace: ['text', 'messages', 'ipam', 'syntax', 'model', 'formats'],
  linter: ['text', 'messages', 'ipam', 'syntax', 'model', 'plan', 'formats', 'rules', 'workspace', 'package.json'],
  wording: ['text', 'messages', 'model', 'plan'],
  charts: [],
  page: ['text', 'messages', 'ipam', 'model', 'plan', 'wording', 'charts', 'schemas'],
  reporters: [...core, 'wording', 'package.json'],
  features: [...core, 'charts', 'page', 'schemas', 'package.json'],
  lsp: [...core, 'features', 'charts', 'page', 'disk', 'package.json'],
  disk: ['text', 'messages', 'syntax', 'workspace'],
  cli: [...core, 'wording', 'page', 'disk', 'lsp', 'reporters', 'package.json'],
  index: core,
  tools: [
    'text',
    'messages',
    'ipam',
    'model',
    'formats',
    'reporters',
    'rules',
    'wording',
    'disk',
    'cli',
    'schemas',
    'index',
  ],
};

/** Where a package or a built-in may be imported from. Types of ajv may be named where its validators are. */
const packages: Readonly<Record<string, readonly string[]>> = {
  yaml: ['server/syntax/yaml/'],
  unbash: ['server/syntax/shell/'],
  ajv: ['server/syntax/validate.ts', 'server/tools/', 'schemas/'],
  ignore: ['server/workspace/', 'server/disk/'],
  commander: ['server/cli/', 'server/tools/manPage.ts'],
  diff: ['server/cli/patch.ts'],
  esbuild: ['server/tools/'],
  vite: ['server/tools/'],
  'vscode-languageserver': ['server/lsp/'],
  'vscode-languageserver-types': ['server/features/', 'server/lsp/'],
  'vscode-languageserver-textdocument': ['server/lsp/'],
  node: ['server/cli/', 'server/disk/', 'server/lsp/', 'server/tools/'],
};

const root = fileURLToPath(new URL('../', import.meta.url));

function sourceFiles(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(ts|mts)$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));
}

function importsOf(file: string): readonly string[] {
  const text = readFileSync(join(root, file), 'utf8');
  const pattern = /(?:^|\n)\s*(?:import|export)\s[^'";]*?from\s+'([^']+)'|import\s+'([^']+)'|import\('([^']+)'\)/g;
  return [...text.matchAll(pattern)].map(([, a, b, c]) => a ?? b ?? c ?? '');
}

/** The layer a file belongs to: the folder below server/, or the name of what lies beside it. */
function layerOf(path: string): string {
  const parts = path.split('/');
  if (parts[0] !== 'server') return parts[0] ?? '';
  return parts.length === 2 ? (parts[1] ?? '').replace(/\.[jt]s$/, '') : (parts[1] ?? '');
}

function packageOf(specifier: string): string {
  if (specifier.startsWith('node:')) return 'node';
  const parts = specifier.split('/');
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? '');
}

const files = sourceFiles('server');

describe('the layers hold', () => {
  it('finds the sources', () => {
    expect(files.length).toBeGreaterThan(50);
  });

  it('knows every layer', () => {
    expect([...new Set(files.map(layerOf))].filter((layer) => !(layer in layers))).toEqual([]);
  });

  it('imports our own files only from the layers allowed', () => {
    const wrong = files.flatMap((file) =>
      importsOf(file)
        .filter((specifier) => specifier.startsWith('.'))
        .map((specifier) => join(dirname(file), specifier))
        .filter((target) => layerOf(target) !== layerOf(file) && !layers[layerOf(file)]?.includes(layerOf(target)))
        .map((target) => `${file} imports ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  it('reach a syntax through the contract only', () => {
    const inside = (path: string): string | undefined => /^server\/syntax\/([^/]+)\//.exec(path)?.[1];
    const wrong = files
      .filter((file) => !file.startsWith('server/syntax/'))
      .flatMap((file) => importsOf(file).map((specifier) => ({ file, target: join(dirname(file), specifier) })))
      .filter(({ target }) => inside(target) !== undefined);
    expect(wrong).toEqual([]);
  });

  it('imports packages and built-ins only where allowed', () => {
    const wrong = files.flatMap((file) =>
      importsOf(file)
        .filter((specifier) => !specifier.startsWith('.'))
        .filter((specifier) => !(packages[packageOf(specifier)] ?? []).some((place) => file.startsWith(place)))
        .map((specifier) => `${file} imports ${specifier}`),
    );
    expect(wrong).toEqual([]);
  });

  it('starts another program in one place, and reaches for a network in none', () => {
    const shipped = files.filter((file) => layerOf(file) !== 'tools');
    const outside = /^(?:node:)?(child_process|cluster|net|http|https|http2|dns|dgram|tls|inspector)(?:\/|$)/;
    const reaching = shipped.flatMap((file) =>
      importsOf(file)
        .filter((each) => outside.test(each))
        .map((each) => `${file} imports ${each}`),
    );
    expect(reaching).toEqual(['server/cli/git.ts imports node:child_process']);
    const asking = /\b(?:fetch|WebSocket|EventSource)\s*\(|\brequire\s*\(|process\.binding/;
    expect(shipped.filter((file) => asking.test(readFileSync(join(root, file), 'utf8')))).toEqual([]);
  });

  it('catches exceptions where the outside begins only', () => {
    const allowed = [
      'server/syntax/',
      'server/text/fault.ts',
      'server/lsp/',
      'server/disk/',
      'server/cli/',
      'server/tools/',
    ];
    const catching = files.filter((file) => /\bcatch\b\s*[({]/.test(readFileSync(join(root, file), 'utf8')));
    expect(catching.filter((file) => !allowed.some((place) => file.startsWith(place)))).toEqual([]);
  });
});

describe('what is judged does not know how it was written', () => {
  const judging = files.filter((file) => ['model', 'rules', 'plan'].includes(layerOf(file)));
  const textOf = (file: string): string => readFileSync(join(root, file), 'utf8');

  it('names every format after its file', () => {
    expect(formats.map(({ id }) => `server/formats/${id}.ts`).filter((file) => !files.includes(file))).toEqual([]);
  });

  it('asks no resource for its format: what follows from one is a fact of the resource', () => {
    const kinds = judging.flatMap((file) => [...textOf(file).matchAll(/\bkind: '(\w+)'/g)].map(([, kind]) => kind));
    const names = formats.map(({ id }) => id).filter((id) => !kinds.includes(id));
    expect(names).toContain('eksctl');
    const asking = new RegExp(`'(?:${names.join('|')})'|\\.(?:carrier|form|format)\\b`);
    expect(judging.filter((file) => asking.test(textOf(file)))).toEqual([]);
  });
});

describe('the core runs in a browser', () => {
  it('builds for the neutral platform with nothing external', async () => {
    expect(await externalsOf('server/index.ts', [])).toEqual([]);
  });

  it('with the language server, whose disk and connection whoever starts it brings', async () => {
    const protocol = ['vscode-languageserver'];
    expect(await externalsOf('server/lsp/server.ts', protocol)).toEqual(protocol);
  });
});

/** What a bundle for no platform in particular takes from outside. */
async function externalsOf(entry: string, external: readonly string[]): Promise<readonly string[]> {
  const result = await build({
    entryPoints: [join(root, entry)],
    bundle: true,
    platform: 'neutral',
    mainFields: ['module', 'main'],
    external: [...external],
    write: false,
    metafile: true,
    logLevel: 'silent',
  });
  expect(result.errors).toEqual([]);
  const imports = Object.values(result.metafile.inputs).flatMap((input) => input.imports);
  return [...new Set(imports.filter((each) => each.external).map(({ path }) => path))];
}
