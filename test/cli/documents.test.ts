import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import packageJson from '../../package.json' with { type: 'json' };
import { item, manifest as manifestWith } from '../harness/carriers.js';
import { fences, userDocuments } from '../harness/pages.js';
import { eniLens, folderWith } from './program.js';

const root = new URL('../../', import.meta.url);
const manifest = manifestWith(item('WARM_ENI_TARGET', '1'));

/** A repository in which every command of the documents has something to do. */
function repository(): string {
  const examples = readdirSync(new URL('examples/', root), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(?:json|sh|tf|yaml)$/.test(path))
    .map((path) => [`examples/${path}`, readFileSync(new URL(`examples/${path}`, root), 'utf8')]);
  const [shop = ''] = fences(readFileSync(new URL('README.md', root), 'utf8'), 'yaml');
  return folderWith({ ...Object.fromEntries(examples), 'shop.yaml': shop, 'clusters/shop.yaml': shop });
}

/** Commands of other programs, and who tries them. */
const others: Readonly<Record<string, RegExp>> = {
  'the first step of .ci/run': /^npm ci && npm (?:run example|test)$/,
  'test/programs/package.test.ts': /^npm ci && npm run package$|^npm (?:ci|install)\b/,
  'test/programs/ciDocuments.test.ts': /^docker run |\| reviewdog /,
  'the release itself, docs/publishing.md': /^(?:npm (?:pack|publish|version)|npx (?:vsce|ovsx)|git push) /,
  'test/programs/planPage.test.ts': /^eni-lens plan .*--format html > /,
  'test/tools/manPage.test.ts': /^man /,
  'ENI Lens, which reads it as a part of the page: test/docs.test.ts': /^(?:aws (?:eks|ec2)|helm upgrade) /,
};

/** The commands of a block, without what comments say and with lines joined that a backslash continues. */
function commandsOf(block: string): readonly string[] {
  return block
    .replaceAll('\\\n', ' ')
    .split('\n')
    .map((line) => line.replace(/ +#.*$/, '').trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}

const blocks = userDocuments.flatMap(({ path, text }) =>
  fences(text, 'sh').map((block) => ({ path, lines: commandsOf(block) })),
);
const commands = blocks.flatMap(({ path, lines }) => lines.map((line) => ({ path, line })));

/** The words behind the name of our command, as a shell parts them; undefined for what is another program's, or sent somewhere else. */
function argsOf(line: string): readonly string[] | undefined {
  const [, own] = /^(?:eni-lens|npx --yes eni-lens@[\d.]+) ((?:'[^']*'|[^|<>'])*)$/.exec(line) ?? [];
  return own?.match(/'[^']*'|[^\s']+/g)?.map((word) => word.replace(/^'(.*)'$/, '$1'));
}

describe('every command of the documents', () => {
  // These pages show what is printed, which tests of their own compare (formats.test.ts, jsonDocument.test.ts).
  const own = blocks.filter(({ path }) => !/(?:output-formats|json-output)\.md$/.test(path));

  it.each(own)('is answered, one after the other: $path: $lines', async ({ lines }) => {
    const cwd = repository();
    for (const line of lines) {
      const args = argsOf(line);
      // What needs a history or a server has tests of its own (changed.test.ts, test/lsp).
      if (args === undefined || /--since|--changed|^eni-lens lsp/.test(line)) continue;
      const { code, stderr } = await eniLens(args, { cwd });
      expect({ line, stderr, isAnswered: code === 0 || code === 1 }).toMatchObject({ isAnswered: true });
    }
  });

  it('that pipes into ours', async () => {
    const piped = commands.filter(({ line }) => line.startsWith('kubectl ') && line.includes('|'));
    expect(piped.length).toBeGreaterThan(0);
    for (const { line } of piped) {
      const [, args = ''] = / \| eni-lens (.*)$/.exec(line) ?? [];
      const { stdout } = await eniLens(args.split(' '), { input: manifest, cwd: repository() });
      expect(stdout).toMatch(/[1-9] files? checked\./);
    }
  });

  it('is one of ours, or is tried elsewhere', () => {
    const unknown = commands.filter(
      ({ line }) =>
        argsOf(line) === undefined &&
        !line.startsWith('kubectl ') &&
        !Object.values(others).some((pattern) => pattern.test(line)),
    );
    expect(unknown).toEqual([]);
  });

  it('names the version there is', () => {
    const named = userDocuments.flatMap(({ text }) => text.match(/(?<=eni-lens@v?)\d+\.\d+\.\d+/g) ?? []);
    expect(new Set(named)).toEqual(new Set([packageJson.version]));
  });
});

it.each(['docs/', 'docs/ja/'])('the pages in %s name every option of every command', async (folder) => {
  const pages = ['cli', 'plan', 'baseline']
    .map((name) => readFileSync(new URL(`${folder}${name}.md`, root), 'utf8'))
    .join('');
  const optionsOf = async (command: string) => {
    const { stdout } = await eniLens([command, '--help']);
    return Array.from(stdout.matchAll(/^ {2}(?:-\w, )?(--[\w-]+)/gm), ([, option = '']) => option);
  };
  const { stdout } = await eniLens(['--help']);
  const [, list = ''] = /^Commands:\n((?: .*\n)+)/m.exec(stdout) ?? [];
  const commands = Array.from(list.matchAll(/^ {2}([\w-]+)/gm), ([, name = '']) => name).filter(
    (name) => name !== 'help',
  );
  expect(commands.length).toBeGreaterThan(8);
  for (const command of commands)
    expect((await optionsOf(command)).filter((option) => option !== '--help' && !pages.includes(option))).toEqual([]);
});

it.each(['docs/', 'docs/ja/'])('%scli.md names every command with its arguments, and no other', async (folder) => {
  const page = readFileSync(new URL(`${folder}cli.md`, root), 'utf8');
  const named = Array.from(
    page.matchAll(/^\| `([a-z][a-z-]*)(?: (?!--)([^`]+))?(?: --stdio)?` \|/gm),
    ([, name, args = '']) => `${name} ${args}`.trim(),
  );
  const { stdout } = await eniLens(['--help']);
  const [, list = ''] = /^Commands:\n((?: .*\n)+)/m.exec(stdout) ?? [];
  const there = Array.from(
    list.matchAll(/^ {2}([a-z-]+)(?: \[options\])?((?: [<[][a-z.]+[>\]])*)/gm),
    ([, name, args]) => `${name}${args}`.trim(),
  );
  expect(there.length).toBeGreaterThan(8);
  expect(named.toSorted()).toEqual(there.filter((each) => !each.startsWith('help')).toSorted());
});

describe('every snippet of the documents', () => {
  it.each(userDocuments)('of $path is valid YAML or JSON', ({ text }) => {
    for (const block of fences(text, 'yaml'))
      expect(parseAllDocuments(block).flatMap((each) => [...each.errors])).toEqual([]);
    for (const block of fences(text, 'json')) expect(() => JSON.parse(block)).not.toThrow();
  });

  it('of docs/configuration.md is a config file without a fault, and names every key', async () => {
    const page = readFileSync(new URL('docs/configuration.md', root), 'utf8');
    const [config = ''] = fences(page, 'yaml');
    const cwd = folderWith({ 'eni-lens.yaml': config, 'clusters/shop/aws-node.yaml': manifest });
    const { stderr } = await eniLens(['lint'], { cwd });
    expect(stderr).toBe('');
  });
});
