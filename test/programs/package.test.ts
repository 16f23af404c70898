import { copyFileSync, cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import texts from '../../package.nls.json' with { type: 'json' };
import { writeTypes } from '../../server/tools/packageTypes.js';
import { folderWith, type Outcome, run } from '../cli/program.js';
import { fences } from '../harness/pages.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const heavy = new Set(['node_modules', '.git', 'dist', '.cache', '.vscode-test']);
const text = 'apiVersion: crd.k8s.aws/v1alpha1\\nkind: ENIConfig\\nmetadata: { name: a }\\n';
const use = `
  const { findings } = lint([{ uri: 'a.yaml', text: '${text}' }]);
  console.log(findings.map(({ rule }) => rule).includes('eniconfig-api-version'));
  console.log(maxPods('m5.large', { customNetworking: true })?.maxPods);
`;

/** A program with the package installed from its tarball, and the names of the files in it. */
let project = '';
let tarball = '';
let shipped: readonly string[] = [];

async function npm(args: readonly string[], cwd: string): Promise<Outcome> {
  const home = join(inject('bundles'), 'work', 'home');
  mkdirSync(home, { recursive: true });
  const outcome = await run('npm', args, { cwd, env: { HOME: home, npm_config_cache: join(home, 'cache') } });
  expect(outcome.code, outcome.stderr).toBe(0);
  return outcome;
}

beforeAll(async () => {
  const checkout = folderWith({});
  cpSync(root, checkout, { recursive: true, filter: (path) => !heavy.has(basename(path)) });
  const dist = join(checkout, 'dist');
  mkdirSync(dist);
  const built = readdirSync(inject('bundles')).filter((name) => name.includes('.'));
  for (const name of built) copyFileSync(join(inject('bundles'), name), join(dist, name));
  writeTypes(root, join(dist, 'types'));
  // What `prepare` does where npm packs, after it has built.
  expect(await run(process.execPath, ['server/tools/packing.mjs', 'dress'], { cwd: checkout })).toMatchObject({
    code: 0,
  });
  const packed = await npm(['pack', '--json', '--ignore-scripts'], checkout);
  expect(await run(process.execPath, ['server/tools/packing.mjs', 'restore'], { cwd: checkout })).toMatchObject({
    code: 0,
  });
  for (const name of ['package.json', 'README.md'])
    expect(readFileSync(join(checkout, name), 'utf8')).toBe(readFileSync(join(root, name), 'utf8'));
  const [report] = JSON.parse(packed.stdout.slice(packed.stdout.indexOf('[')));
  shipped = report.files.map(({ path }: { readonly path: string }) => path);
  project = folderWith({ 'package.json': '{ "name": "consumer", "version": "1.0.0", "private": true }' });
  tarball = join(checkout, report.filename);
  await npm(['install', '--offline', '--ignore-scripts', '--no-audit', '--no-fund', tarball], project);
});

describe('the npm package', () => {
  it('holds bundles, types, schemas of what users write and read, rule pages and documents, and nothing else', () => {
    const kinds = shipped.map((path) =>
      path
        .replace(/^dist\/types\/(esm|cjs)\/.*\.d\.ts$/, 'dist/types/$1/*.d.ts')
        .replace(/^dist\/(cli|serverCore)-\w+\.cjs$/, 'dist/$1-*.cjs')
        .replace(/^(docs(?:\/ja|\/rules(?:\/ja)?)?)\/[^/]*\.md$/, '$1/*.md'),
    );
    expect([...new Set(kinds)].sort()).toEqual([
      'CHANGELOG.md',
      'LICENSE',
      'README.ja.md',
      'README.md',
      'dist/LICENSES.txt',
      'dist/cli-*.cjs',
      'dist/cli.cjs',
      'dist/index.cjs',
      'dist/index.mjs',
      'dist/ja.json',
      'dist/page.js',
      'dist/server.cjs',
      'dist/serverCore-*.cjs',
      'dist/serverCore.cjs',
      'dist/serverProtocol.cjs',
      'dist/serverStart.cjs',
      'dist/shell.cjs',
      'dist/types/cjs/*.d.ts',
      'dist/types/cjs/package.json',
      'dist/types/esm/*.d.ts',
      'dist/types/esm/package.json',
      'dist/yaml.cjs',
      'docs/*.md',
      'docs/ja/*.md',
      'docs/rules/*.md',
      'docs/rules/ja/*.md',
      'man/eni-lens-ja.1',
      'man/eni-lens.1',
      'package.json',
      'schemas/baseline.schema.json',
      'schemas/clusters-output.schema.json',
      'schemas/config-output.schema.json',
      'schemas/eni-lens-config.schema.json',
      'schemas/explain-output.schema.json',
      'schemas/lint-output.schema.json',
      'schemas/max-pods-output.schema.json',
      'schemas/plan-output.schema.json',
      'schemas/rules-output.schema.json',
      'schemas/warm-pool-output.schema.json',
    ]);
  });

  it('has bundles in ASCII only, which are half as wide in memory', () => {
    // Node reads the program of a page as a text.
    const bundles = shipped.filter((path) => /^dist\/[^/]+js$/.test(path) && path !== 'dist/page.js');
    const wide = bundles.filter((path) =>
      /[^\0-\x7f]/.test(readFileSync(join(project, 'node_modules/eni-lens', path), 'utf8')),
    );
    expect(wide).toEqual([]);
  });

  it('has every file that a document in it leads to, except those about working on it', () => {
    const documents = shipped.filter((path) => path.endsWith('.md'));
    const missing = documents.flatMap((path) => {
      const markdown = readFileSync(join(root, path), 'utf8');
      const targets = Array.from(markdown.matchAll(/\]\((?!https?:)([^)#]+)/g), ([, target = '']) =>
        join(dirname(path), target),
      );
      return targets.filter((target) => !shipped.includes(target)).map((target) => `${path}: ${target}`);
    });
    // The registry takes pictures from the repository.
    expect(
      missing.filter(
        (line) =>
          !/(?:ARCHITECTURE\.md|CONTRIBUTING\.md|examples\/(?:planning\/(?:ipv6\/)?)?README\.md|\.png|\.gif|\.svg)$/.test(
            line,
          ),
      ),
    ).toEqual([]);
  });

  it('needs no other package, may be published, and names the licenses of what is bundled', () => {
    expect(packageJson).not.toHaveProperty('private');
    expect(packageJson).not.toHaveProperty('dependencies');
    expect(readdirSync(join(project, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual(['eni-lens']);
    const licenses = readFileSync(join(project, 'node_modules/eni-lens/dist/LICENSES.txt'), 'utf8');
    for (const name of ['ajv', 'commander', 'ignore', 'yaml']) {
      expect(licenses).toMatch(new RegExp(`^${name} \\d+\\.\\d+`, 'm'));
    }
  });

  it('has no scripts, and a page that says nothing of a clone', () => {
    const installed = join(project, 'node_modules/eni-lens');
    expect(JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'))).not.toHaveProperty('scripts');
    expect(JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')).description).toBe(texts.description);
    const page = readFileSync(join(installed, 'README.md'), 'utf8');
    expect(page).toMatch(/^# ENI Lens\n\n[^\n]+\.\n\n(?:\[日本語\].*\n\n)?!\[/);
    expect(page).not.toContain('npm test');
  });

  it('runs the snippets of docs/library.md and docs/configuration.md, and has types for them', async () => {
    const snippets = ['library', 'configuration'].flatMap((name) =>
      fences(readFileSync(join(root, `docs/${name}.md`), 'utf8'), 'ts'),
    );
    expect(snippets.length).toBeGreaterThanOrEqual(3);
    for (const [index, snippet] of snippets.entries()) {
      writeFileSync(join(project, `snippet${index}.mjs`), snippet);
      const outcome = await run(process.execPath, ['--no-warnings', `snippet${index}.mjs`], { cwd: project });
      expect(outcome, snippet).toMatchObject({ code: 0, stderr: '' });
    }
  });

  it('gives the command, also to npx', async () => {
    const version = { code: 0, stdout: `${packageJson.version}\n`, stderr: '' };
    expect(await run(join(project, 'node_modules/.bin/eni-lens'), ['--version'], { cwd: project })).toEqual(version);
    const npx = await run('npx', ['--no', '--', 'eni-lens', '--version'], {
      cwd: project,
      env: { HOME: project, npm_config_update_notifier: 'false' },
    });
    expect(npx).toEqual(version);
  });

  it('gives the man page where it is installed for everybody', async () => {
    const prefix = folderWith({});
    await npm(['install', '--global', '--prefix', prefix, '--offline', '--no-audit', '--no-fund', tarball], project);
    for (const name of ['eni-lens.1', 'eni-lens-ja.1'])
      expect(readFileSync(join(prefix, 'share/man/man1', name), 'utf8')).toMatch(/^\.TH ENI/m);
  });

  it.each([
    ['import', 'main.mjs', `import { lint, maxPods } from 'eni-lens';${use}`],
    ['require', 'main.cjs', `const { lint, maxPods } = require('eni-lens');${use}`],
  ])('works with %s', async (_, name, source) => {
    writeFileSync(join(project, name), source);
    expect(await run(process.execPath, [name], { cwd: project })).toEqual({
      code: 0,
      stdout: 'true\n20\n',
      stderr: '',
    });
  });

  it('has the Japanese texts for who asks for them', async () => {
    const source = `import { lint, maxPods } from 'eni-lens';
      import catalogue from 'eni-lens/ja.json' with { type: 'json' };
      const { findings } = lint([{ uri: 'a.yaml', text: '${text}' }], { uri: 'eni-lens.yaml', text: 'rulez: {}' }, catalogue);
      console.log(findings[0].message);
      console.log(maxPods('m5.large', { catalogue }).paths[0].formulaInNames);`;
    writeFileSync(join(project, 'japanese.mjs'), source);
    const { stdout, stderr } = await run(process.execPath, ['--no-warnings', 'japanese.mjs'], { cwd: project });
    expect(stderr).toBe('');
    expect(stdout).toMatch(
      /apiVersion crd\.k8s\.aws\/v1alpha1 に [\s\S]*^min\(ENI × \(ENI あたりの IP アドレス数 − 1\) \+ 2, 110\)$/m,
    );
  });

  it('is the same library both ways, with the same names', async () => {
    const source = `import * as module from 'eni-lens';
      import { createRequire } from 'node:module';
      const library = createRequire(import.meta.url)('eni-lens');
      console.log(JSON.stringify([Object.keys(module).sort(), Object.keys(module).every((name) => module[name] === library[name])]));`;
    writeFileSync(join(project, 'both.mjs'), source);
    const { stdout } = await run(process.execPath, ['both.mjs'], { cwd: project });
    expect(JSON.parse(stdout)).toEqual([['lint', 'maxPods', 'plan', 'poolRanges', 'simulateWarmPool'], true]);
  });

  it('has types for programs that import or require it', async () => {
    const right = `${use}
      const config: WarmPoolConfig = { maxENI: 3, ipv4PerENI: 10, pd: false, warmENI: 1, warmIP: 0, minIP: 0, warmPrefix: 1, maxPods: 29, cooldown: 30, customNet: false, podENI: false };
      const states: readonly PoolState[] = simulateWarmPool(config, [1, { pods: 2 }], { burst: false });
      const ranges: readonly (readonly [number, number])[] = poolRanges(config, [3]).map(({ enis }) => enis);
      const outcome: LintOutcome = lint(new Set<InputFile>(), { uri: 'eni-lens.yaml', text: '' });
      const severity: Severity | undefined = outcome.findings[0]?.severity;
      console.log(states, ranges, severity);
      // @ts-expect-error: there is no such option.
      maxPods('m5.large', { customNetwork: true });
    `;
    const names =
      'lint, maxPods, poolRanges, simulateWarmPool, type InputFile, type LintOutcome, type PoolState, type Severity, type WarmPoolConfig';
    const files = {
      'types.mts': `import { ${names} } from 'eni-lens';${right}`,
      'types.cts': `import lens = require('eni-lens');
        import type { InputFile, LintOutcome, PoolState, Severity, WarmPoolConfig } from 'eni-lens';
        const { lint, maxPods, poolRanges, simulateWarmPool } = lens;${right}`,
    };
    for (const [name, source] of Object.entries(files)) writeFileSync(join(project, name), source);
    const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc');
    const options = ['--strict', '--noEmit', '--exactOptionalPropertyTypes', '--skipLibCheck', 'false', '--types', ''];
    const language = ['--module', 'nodenext', '--target', 'es2023', '--lib', 'es2023,dom'];
    const outcome = await run(process.execPath, [tsc, ...options, ...language, ...Object.keys(files)], {
      cwd: project,
    });
    expect(outcome.stdout).toBe('');
    expect(outcome.code).toBe(0);
  });
});
