import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import schema from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json' with { type: 'json' };
import { Ajv } from 'ajv';
import { SaxesParser } from 'saxes';
import { beforeAll, describe, expect, it } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { reporters } from '../../server/reporters/index.js';
import { clean, clusterWith, withError, withInfo, withWarning } from './manifests.js';
import { eniLens, eniLensMany, eniLensProgram, folderWith, type Outcome } from './program.js';

const ids = reporters.map(({ id }) => id);

/** What every format prints for the same files, by its id. */
async function everyFormat(cwd: string, args: readonly string[] = []): Promise<Readonly<Record<string, string>>> {
  const runs = ids.map((id) => ['lint', '-f', id, '--no-config', '--min-severity', 'hint', ...args]);
  const outcomes = await eniLensMany(runs, cwd);
  return Object.fromEntries(ids.map((id, index) => [id, outcomes[index]?.stdout ?? '']));
}

describe.each([
  { path: 'docs/output-formats.md', env: {} },
  { path: 'docs/ja/output-formats.md', env: { LANG: 'ja_JP.UTF-8' } },
])('$path', ({ path, env }) => {
  const page = readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
  const [shop = ''] = Array.from(page.matchAll(/^```yaml\n([\s\S]*?)^```$/gm), ([, text = '']) => text);
  const examples = Array.from(
    page.matchAll(/^```sh\neni-lens (lint shop.*)\n```\n\n```(\w+)\n([\s\S]*?)^```$/gm),
    ([, line = '', language = '', printed = '']) => ({ line, language, printed }),
  );

  it('shows what is printed', async () => {
    const cwd = folderWith({ 'shop.yaml': shop });
    for (const { line, language, printed } of examples) {
      const { stdout } = await eniLens(line.split(' '), { cwd, env });
      if (language === 'json') expect(JSON.parse(stdout)).toMatchObject(JSON.parse(printed));
      else expect(stdout).toBe(printed);
    }
  });

  it('gives the form of a line of compact', () => {
    const [, pattern = ''] = /^```text\n(\^.*\$)\n```$/m.exec(page) ?? [];
    const { printed = '' } = examples.find(({ line }) => line.endsWith('compact')) ?? {};
    expect(new RegExp(pattern).exec(printed.trimEnd())?.slice(1)).toEqual([
      'shop.yaml',
      '6',
      '54',
      'warning',
      expect.stringMatching(/^WARM_IP_TARGET (?:is|が) 2/),
      'warm-ip-target-without-minimum',
    ]);
  });

  it('has every format, with an example of those that no other page shows', () => {
    expect(Array.from(page.matchAll(/^\| `(\w+)` \|/gm), ([, id]) => id).toSorted()).toEqual(ids.toSorted());
    const shown = examples.map(({ line }) => / --format (\w+)$/.exec(line)?.[1] ?? 'stylish');
    expect([...shown, 'json'].toSorted()).toEqual(ids.toSorted());
  });
});

/** An element of XML, read by a strict reader. */
interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  readonly text: string;
}

/** The root of a document; throws where it is not well-formed or holds what XML 1.0 does not allow. */
function xml(document: string): XmlElement {
  type Open = { name: string; attributes: Record<string, string>; children: XmlElement[]; text: string };
  const outside: Open = { name: '', attributes: {}, children: [], text: '' };
  const open = [outside];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const element = { name, attributes: { ...attributes }, children: [], text: '' };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on('text', (text) => {
    const inner = open.at(-1);
    if (inner) inner.text += text;
  });
  parser.on('closetag', () => void open.pop());
  parser.write(document).close();
  const [root] = outside.children;
  if (root === undefined) throw new Error('no element');
  return root;
}

const validateSarif = (() => {
  // The schema is written in draft 4, of which it uses nothing but the id that is not in later ones.
  const { id: _id, $schema: _draft, ...draft7 } = schema as Record<string, unknown>;
  return new Ajv({ strict: false, allErrors: true, validateFormats: false, unicodeRegExp: false }).compile(draft7);
})();

interface Region {
  readonly startLine: number;
  readonly startColumn?: number;
  readonly endLine?: number;
  readonly endColumn?: number;
}

interface PhysicalLocation {
  readonly artifactLocation: { readonly uri: string };
  readonly region: Region;
}

interface SarifRun {
  readonly language: string;
  readonly tool: {
    readonly driver: {
      readonly rules: readonly {
        readonly id: string;
        readonly help: { readonly text: string; readonly markdown: string };
        readonly helpUri: string;
        readonly defaultConfiguration: { readonly level: string };
        readonly properties: { readonly tags: readonly string[] };
      }[];
    };
  };
  readonly invocations: readonly {
    readonly toolExecutionNotifications: readonly { readonly message: { readonly text: string } }[];
  }[];
  readonly results: readonly {
    readonly ruleId: string;
    readonly ruleIndex: number;
    readonly level: string;
    readonly message: { readonly text: string };
    readonly locations: readonly { readonly physicalLocation: PhysicalLocation }[];
    readonly relatedLocations: readonly { readonly id: number; readonly physicalLocation: PhysicalLocation }[];
    readonly partialFingerprints: Readonly<Record<string, string>>;
    readonly fixes: readonly {
      readonly artifactChanges: readonly {
        readonly artifactLocation: { readonly uri: string };
        readonly replacements: readonly {
          readonly deletedRegion: Required<Region>;
          readonly insertedContent: { readonly text: string };
        }[];
      }[];
    }[];
  }[];
}

/** The run of a SARIF log, after checking it against the schema. */
function sarif(printed: string): SarifRun {
  const log = JSON.parse(printed);
  validateSarif(log);
  expect(validateSarif.errors ?? []).toEqual([]);
  expect(log.runs).toHaveLength(1);
  return log.runs[0];
}

/** A command of GitHub Actions as its runner reads it. */
function githubCommand(line: string): { level: string; properties: Record<string, string>; text: string } {
  const [, level = '', written = '', text = ''] = /^::(\w+) (.*?)::(.*)$/.exec(line) ?? [];
  const decode = (value: string): string =>
    value
      .replaceAll('%3A', ':')
      .replaceAll('%2C', ',')
      .replaceAll('%0A', '\n')
      .replaceAll('%0D', '\r')
      .replaceAll('%25', '%');
  const pairs = written.split(',').map((pair) => [pair.replace(/=.*/, ''), pair.replace(/^[^=]*=/, '')] as const);
  return {
    level,
    properties: Object.fromEntries(pairs.map(([key, value]) => [key, decode(value)])),
    text: decode(text),
  };
}

describe('severities', () => {
  const files = {
    'error.yaml': withError('a'),
    'warning.yaml': withWarning('b'),
    'info.yaml': withInfo('c'),
    'hint.yaml':
      'apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: { name: d, region: x }\n{{ if x }}\n{{ end }}\n',
    'clean.yaml': clean('e'),
  };
  let printed: Readonly<Record<string, string>> = {};
  beforeAll(async () => {
    printed = await everyFormat(folderWith(files));
  });
  const lines = (id: string): readonly string[] => (printed[id] ?? '').split('\n').slice(0, -1);

  it('in compact', () => {
    expect(lines('compact').map((line) => /^(\w+)\.yaml:\d+:\d+: (\w+): .* \[[\w-]+\]$/.exec(line)?.slice(1))).toEqual([
      ['error', 'error'],
      ['hint', 'hint'],
      ['info', 'info'],
      ['warning', 'warning'],
    ]);
  });

  it('in github', () => {
    expect(lines('github').map(githubCommand)).toMatchObject([
      {
        level: 'error',
        properties: { file: 'error.yaml', line: '8', col: '26', endColumn: '27', title: 'unquoted-value' },
      },
      { level: 'notice', properties: { file: 'hint.yaml', title: 'templated-file' } },
      { level: 'notice', properties: { file: 'info.yaml', title: 'warm-ip-target-without-minimum' } },
      { level: 'warning', properties: { file: 'warning.yaml' } },
    ]);
  });

  it('in gitlab', () => {
    expect(JSON.parse(printed.gitlab ?? '')).toMatchObject([
      { severity: 'critical', location: { path: 'error.yaml', lines: { begin: 8 } } },
      { severity: 'info', location: { path: 'hint.yaml', lines: { begin: 1 } } },
      { severity: 'minor', location: { path: 'info.yaml' } },
      { severity: 'major', location: { path: 'warning.yaml' } },
    ]);
  });

  it('in rdjson', () => {
    const { diagnostics } = JSON.parse(printed.rdjson ?? '');
    expect(diagnostics).toMatchObject([
      { severity: 'ERROR', location: { path: 'error.yaml', range: { start: { line: 8, column: 26 } } } },
      { severity: 'INFO', location: { path: 'hint.yaml' } },
      { severity: 'INFO', location: { path: 'info.yaml' } },
      { severity: 'WARNING', location: { path: 'warning.yaml' } },
    ]);
    expect(diagnostics[1].location).not.toHaveProperty('range');
  });

  it('in sarif, with the rules and their pages', () => {
    const { tool, results } = sarif(printed.sarif ?? '');
    expect(results.map(({ level }) => level)).toEqual(['error', 'note', 'note', 'warning']);
    expect(results[1]?.locations[0]?.physicalLocation.region).toEqual({ startLine: 1 });
    const { rules } = tool.driver;
    expect(rules.map(({ id }) => id)).toEqual(['templated-file', 'unquoted-value', 'warm-ip-target-without-minimum']);
    for (const { ruleId, ruleIndex } of results) expect(rules[ruleIndex]?.id).toBe(ruleId);
    for (const { id, help, helpUri } of rules) {
      expect(help.markdown).toBe(readFileSync(new URL(`../../docs/rules/${id}.md`, import.meta.url), 'utf8'));
      expect(helpUri).toBe(`https://github.com/eni-lens/eni-lens/blob/v${packageJson.version}/docs/rules/${id}.md`);
      expect(help.text).toContain(helpUri);
    }
    expect(rules.map(({ defaultConfiguration }) => defaultConfiguration.level)).toEqual(['note', 'error', 'note']);
  });

  it('in checkstyle', () => {
    const files = xml(printed.checkstyle ?? '').children;
    expect(files.map(({ attributes, children }) => [attributes.name, children[0]?.attributes.severity])).toEqual([
      ['error.yaml', 'error'],
      ['hint.yaml', 'info'],
      ['info.yaml', 'info'],
      ['warning.yaml', 'warning'],
    ]);
  });

  it('in junit, where clean files pass and what is no more than worth knowing fails no test', () => {
    const root = xml(printed.junit ?? '');
    expect(root.attributes).toEqual({ name: 'eni-lens', tests: '5', failures: '2', errors: '0' });
    expect(root.children.map(({ attributes, children }) => [attributes.name, children[0]?.children[0]?.name])).toEqual([
      ['clean.yaml', undefined],
      ['error.yaml', 'failure'],
      ['hint.yaml', 'system-out'],
      ['info.yaml', 'system-out'],
      ['warning.yaml', 'failure'],
    ]);
  });

  it('in markdown, the most severe first', () => {
    const rows = lines('markdown').filter((line) => /^\| \S+ (error|warning|info|hint) \|/.test(line));
    expect(rows.map((row) => /`(\w+)\.yaml:/.exec(row)?.[1])).toEqual(['error', 'warning', 'info', 'hint']);
  });
});

it('speaks the language of the person, with the pages in it', async () => {
  const cwd = folderWith({ 'a.yaml': withWarning() });
  const printed = await everyFormat(cwd, ['--lang', 'ja', 'a.yaml', 'missing.yaml']);
  for (const [id, text] of Object.entries(printed)) expect(text, id).toMatch(/\p{Script=Hiragana}/u);
  const { language, tool, invocations } = sarif(printed.sarif ?? '');
  expect(language).toBe('ja');
  const [{ id = '', help, helpUri } = {}] = tool.driver.rules;
  expect(help?.markdown).toBe(readFileSync(new URL(`../../docs/rules/ja/${id}.md`, import.meta.url), 'utf8'));
  expect(helpUri).toMatch(/\/docs\/rules\/ja\/[\w-]+\.md$/);
  expect(invocations[0]?.toolExecutionNotifications[0]?.message.text).toMatch(/^missing\.yaml を/);
});

it('names in sarif and junit what cannot be read', async () => {
  const printed = await everyFormat(folderWith({ 'clean.yaml': clean() }), ['missing.yaml', 'clean.yaml']);
  const { invocations } = sarif(printed.sarif ?? '');
  expect(invocations[0]?.toolExecutionNotifications).toMatchObject([
    { message: { text: 'missing.yaml was not read: there is no such file or folder' } },
  ]);
  const root = xml(printed.junit ?? '');
  expect(root.attributes).toMatchObject({ tests: '2', failures: '0', errors: '1' });
  expect(root.children.at(-1)?.children[0]?.children[0]).toMatchObject({
    name: 'error',
    attributes: { message: 'there is no such file or folder' },
  });
});

it('is well-formed and says so where there is no finding', async () => {
  const printed = await everyFormat(folderWith({ 'clean.yaml': clean() }));
  expect(printed).toMatchObject({ compact: '', github: '', gitlab: '[]\n' });
  expect(sarif(printed.sarif ?? '').results).toEqual([]);
  expect(JSON.parse(printed.rdjson ?? '').diagnostics).toEqual([]);
  expect(xml(printed.checkstyle ?? '').children).toEqual([]);
  expect(xml(printed.junit ?? '').attributes).toMatchObject({ tests: '1', failures: '0' });
  expect(printed.markdown).toBe('<!-- eni-lens -->\n### ENI Lens\n\nNo problems. 1 file checked.\n');
});

describe('positions', () => {
  // An emoji has 2 units and 4 bytes, é has 1 unit and 2 bytes: of the tag come 2 + 2 + 1 units and 4 + 4 + 2 bytes before the value.
  const line = (tag: string): string =>
    `  - { tags: { x: "${tag}" }, name: vpc-cni, configurationValues: '{"env": {"WARM_IP_TARGET": "2"}}' }`;
  const text = (tag: string, end: string): string =>
    [
      'apiVersion: eksctl.io/v1alpha5',
      'kind: ClusterConfig',
      'metadata: { name: shop, region: eu-west-1 }',
      'addons:',
      line(tag),
      '',
    ].join(end);
  const column = line('').indexOf('"2"') + 1;

  it.each([
    ['LF', '\n'],
    ['CRLF', '\r\n'],
  ])('count UTF-16 units, and bytes for reviewdog, with %s', async (_name, end) => {
    const printed = await everyFormat(folderWith({ 'a.yaml': text('👍👍é', end) }));
    const units = column + 5;
    const bytes = column + 10;
    expect(printed.compact).toMatch(new RegExp(`^a\\.yaml:5:${units}: `));
    expect(printed.stylish).toMatch(new RegExp(`^a\\.yaml:5:${units} `));
    const run = sarif(printed.sarif ?? '');
    const expected = { startLine: 5, startColumn: units, endLine: 5, endColumn: units + 3 };
    expect(run).toMatchObject({ columnKind: 'utf16CodeUnits' });
    expect(run.results[0]?.locations[0]?.physicalLocation.region).toEqual(expected);
    expect(JSON.parse(printed.rdjson ?? '').diagnostics[0].location.range).toEqual({
      start: { line: 5, column: bytes },
      end: { line: 5, column: bytes + 3 },
    });
    expect(githubCommand((printed.github ?? '').trimEnd()).properties).toMatchObject({
      line: '5',
      col: `${units}`,
      endColumn: `${units + 3}`,
    });
    expect(xml(printed.checkstyle ?? '').children[0]?.children[0]?.attributes).toMatchObject({
      line: '5',
      column: `${units}`,
    });
    expect(JSON.parse(printed.gitlab ?? '')[0].location.lines).toEqual({ begin: 5, end: 5 });
  });

  it('give no columns to github where a finding has several lines', async () => {
    const twice = `${withWarning().trimEnd()}\n  - name: vpc-cni\n    version: v1.20.4-eksbuild.1\n`;
    const printed = await everyFormat(
      folderWith({
        'a.yaml': twice.replace('        WARM_IP_TARGET: "2"', '        WARM_IP_TARGET: |-\n          "2"'),
      }),
    );
    const commands = (printed.github ?? '').split('\n').slice(0, -1).map(githubCommand);
    const several = commands.filter(({ properties }) => properties.line !== properties.endLine);
    expect(several.length).toBeGreaterThan(0);
    for (const { properties } of several) expect(properties).not.toHaveProperty('col');
  });
});

describe('fixes and related places in sarif', () => {
  it('lead to the text that --fix-level suggested leads to', async () => {
    const files = { 'a b.yaml': clusterWith('shop', 'WARM_IP_TARGET: 2 # 👍'), 'dir/ü#.yaml': withWarning('other') };
    const cwd = folderWith(files);
    const { sarif: printed = '' } = await everyFormat(cwd);
    const { results } = sarif(printed);
    const uris = results.map(({ locations }) => locations[0]?.physicalLocation.artifactLocation.uri);
    expect([...new Set(uris)]).toEqual(['a%20b.yaml', 'dir/%C3%BC%23.yaml']);
    const fixable = results.filter(({ ruleId }) => ruleId === 'unquoted-value');
    const [change] = fixable[0]?.fixes[0]?.artifactChanges ?? [];
    expect(change?.artifactLocation.uri).toBe('a%20b.yaml');
    const [replacement] = change?.replacements ?? [];
    const { startColumn = 0, endColumn = 0, startLine = 0 } = replacement?.deletedRegion ?? {};
    const line = files['a b.yaml'].split('\n')[startLine - 1] ?? '';
    expect(line.slice(0, startColumn - 1) + replacement?.insertedContent.text + line.slice(endColumn - 1)).toBe(
      '        WARM_IP_TARGET: "2" # 👍',
    );
  });

  it('are links in the message, as GitHub shows them', async () => {
    const pair = (text: string): string => `${text}---\n${text}`;
    const cwd = folderWith({
      'a.yaml': pair(
        'apiVersion: crd.k8s.amazonaws.com/v1alpha1\nkind: ENIConfig\nmetadata: { name: eu-west-1a }\nspec: { subnet: subnet-0123456789abcdef0 }\n',
      ),
    });
    const { sarif: printed = '' } = await everyFormat(cwd);
    const duplicate = sarif(printed).results.find(({ ruleId }) => ruleId === 'eniconfig-duplicate-name');
    expect(duplicate?.relatedLocations).toMatchObject([{ id: 1, physicalLocation: { region: { startLine: 3 } } }]);
    expect(duplicate?.message.text).toMatch(/^[^[]+\n\[[^\]]+\]\(1\)$/);
  });
});

describe('fingerprints', () => {
  const flow = (env: string): string =>
    `apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: { name: shop, region: eu-west-1 }\naddons: [{ name: vpc-cni, configurationValues: '{"env": {${env}}}' }]\n`;
  const two = '"WARM_ENI_TARGET": 1, "MAX_ENI": 2';

  it('are the same when lines move, and differ for findings of one rule on one line', async () => {
    const [here, moved] = [
      folderWith({ 'a.yaml': flow(two) }),
      folderWith({ 'a.yaml': `# A comment\n\n${flow(two)}` }),
    ];
    const [before = {}, after = {}] = await Promise.all([everyFormat(here), everyFormat(moved)]);
    const lines = new Set(
      sarif(before.sarif ?? '').results.map(({ locations }) => locations[0]?.physicalLocation.region.startLine),
    );
    expect([...lines]).toEqual([4]);
    for (const [id, printsOf] of Object.entries(fingerprints)) {
      const prints = printsOf(before[id] ?? '');
      expect(prints).toHaveLength(2);
      expect(new Set(prints).size).toBe(2);
      expect(printsOf(after[id] ?? '')).toEqual(prints);
    }
  });

  const fingerprints: Readonly<Record<string, (printed: string) => readonly string[]>> = {
    sarif: (printed) =>
      sarif(printed).results.map(({ partialFingerprints }) => partialFingerprints.primaryLocationLineHash ?? ''),
    gitlab: (printed) => JSON.parse(printed).map(({ fingerprint }: { fingerprint: string }) => fingerprint),
    junit: (printed) =>
      xml(printed).children.flatMap(({ children }) => children.map(({ attributes }) => attributes.name ?? '')),
    json: (printed) => JSON.parse(printed).findings.map(({ fingerprint }: { fingerprint: string }) => fingerprint),
  };
});

describe('text of files is harmless', () => {
  // A value that holds what each format and each reader of logs would obey, in a file whose name does too.
  const name = String.raw`::error file=x::WARM_IP_TARGTE\n::warning::pwned ##[error]x ##vso[task.x] & < \"' ]]> | @team #1 [x](http://e) 'y' \0\uFFFE\e[2J\u202e${'`'}`;
  const value =
    "::error file=x::WARM_IP_TARGTE\n::warning::pwned ##[error]x ##vso[task.x] & < \"' ]]> | @team #1 [x](http://e) 'y' \0\uFFFE\u001b[2J\u202e`";
  const path = '::warning title=x::a,b:c%0A<&\'"|`\n\u001b[2J\u202e##[x]é👍.yaml';
  let printed: Readonly<Record<string, string>> = {};
  beforeAll(async () => {
    printed = await everyFormat(folderWith({ [path]: clusterWith('shop', `"${name}": "2"`) }));
  });

  it('in every format: no control character, no command', () => {
    for (const [id, text] of Object.entries(printed)) {
      const lines = text.split('\n');
      expect(text.replaceAll('\n', ''), id).not.toMatch(/(?!\u200d)[\p{Cc}\p{Cf}]/u);
      expect(
        lines.filter((line) => /##\w*\[/.test(line)),
        id,
      ).toEqual([]);
      const commands = lines.filter((line) => /^\s*::.*::/.test(line));
      expect(
        commands.filter((line) => id !== 'github' || !line.startsWith('::warning file=')),
        id,
      ).toEqual([]);
    }
  });

  it('in stylish and compact: one place, one line', () => {
    expect(printed.compact?.split('\n')).toHaveLength(2);
    expect(printed.compact).toContain('.yaml:8:9: warning: \\u{3a}:error file=x::WARM_IP_TARGTE\\u{a}');
    expect(printed.stylish).toContain('\n  \\u{3a}:error file=x::');
  });

  it('in github: one command, whose properties are ours', () => {
    const lines = (printed.github ?? '').split('\n').slice(0, -1);
    expect(lines).toHaveLength(1);
    const { level, properties, text } = githubCommand(lines[0] ?? '');
    expect(level).toBe('warning');
    expect(Object.keys(properties)).toEqual(['file', 'line', 'endLine', 'col', 'endColumn', 'title']);
    expect(properties.file).toMatch(/^\\u\{3a\}:warning title=x::a,b:c%0A<&'"\|`\\u\{a\}/);
    expect(text).toContain('is not a variable of the CNI');
  });

  it('in json, sarif, gitlab and rdjson: the text itself', () => {
    const { results } = sarif(printed.sarif ?? '');
    const uri = results[0]?.locations[0]?.physicalLocation.artifactLocation.uri ?? '';
    expect(uri).toMatch(/^[\w%.~!*'()-]+$/);
    expect(decodeURIComponent(uri)).toBe(path);
    expect(results[0]?.message.text).toContain('[x] (http://e)');
    const messages = [
      JSON.parse(printed.json ?? '').findings[0].message,
      JSON.parse(printed.gitlab ?? '')[0].description,
      JSON.parse(printed.rdjson ?? '').diagnostics[0].message,
    ];
    for (const message of messages) expect(message).toMatch(value);
    expect(JSON.parse(printed.gitlab ?? '')[0].location.path).toBe(path);
    expect(JSON.parse(printed.rdjson ?? '').diagnostics[0].location.path).toBe(path);
  });

  it('in junit and checkstyle: attributes and content of the elements that are ours', () => {
    const shown =
      /^\\u\{3a\}:error file=x::WARM_IP_TARGTE\\u\{a\}::warning::pwned \\u\{23\}#\[error\]x .* & < "' \]\]> .*\\u\{0\}\\u\{fffe\}/;
    const [file, ...others] = xml(printed.checkstyle ?? '').children;
    expect(others).toEqual([]);
    expect(file?.attributes.name).toMatch(/^\\u\{3a\}:warning title=x::a,b:c%0A<&'"\|`\\u\{a\}/);
    expect(file?.children[0]?.attributes.message).toMatch(shown);
    const [failure] = xml(printed.junit ?? '').children[0]?.children[0]?.children ?? [];
    expect(failure).toMatchObject({
      name: 'failure',
      children: [],
      attributes: { message: expect.stringMatching(shown) },
    });
    expect(failure?.text).toContain('& < \\"\' ]]>');
  });

  it('in markdown: one row, no HTML, no links but ours, nobody is notified', () => {
    const rows = (printed.markdown ?? '').split('\n').filter((line) => line.includes('WARM_IP_TARGTE'));
    expect(rows).toHaveLength(1);
    const [row = ''] = rows;
    expect(row.split(/(?<!\\)\|/)).toHaveLength(5);
    const cell = row.split(/(?<!\\)\|/)[3] ?? '';
    expect(cell.match(/<[^>]*>/g)).toEqual(['<br>', '<br>']);
    expect(cell.match(/(?<!\\)\[[^\]]*\]\([^)]*\)/g)).toEqual([
      expect.stringMatching(/^\[addon-unsupported-key\]\(https:/),
    ]);
    expect(cell).not.toMatch(/(?<!\\)`|(?<!&)[@#]\w|http:\/\/e/);
  });
});

describe('several formats at once', () => {
  const files = { 'a.yaml': withWarning('a'), 'b.yaml': withError('b') };

  it('go to files and standard output, each as alone', async () => {
    const cwd = folderWith(files);
    const alone = await everyFormat(cwd);
    const args = ids.filter((id) => id !== 'github').flatMap((id) => ['-f', `${id}=out.${id}`]);
    mkdirSync(join(cwd, 'deep'));
    const runs = [
      [...args, '-f', 'github'],
      ['-f', 'json=deep/a=b.json'],
      ['-f', 'json=deep/a=b.json', '-f', 'stylish', 'a.yaml'],
    ];
    const outcomes = await eniLensMany(
      runs.map((run) => ['lint', '--no-config', '--min-severity', 'hint', ...run]),
      cwd,
    );
    expect(outcomes).toMatchObject([
      { code: 1, stdout: alone.github, stderr: '' },
      { code: 1, stdout: '', stderr: '' },
      { code: 0, stdout: expect.stringContaining('1 finding'), stderr: '' },
    ]);
    for (const id of ids.filter((each) => each !== 'github')) {
      expect(readFileSync(join(cwd, `out.${id}`), 'utf8')).toBe(alone[id]);
    }
    expect(JSON.parse(readFileSync(join(cwd, 'deep', 'a=b.json'), 'utf8')).findings).toHaveLength(1);
  });

  it('are refused where two go to one place or would replace what is linted', async () => {
    const baseline = '{ "version": 1, "paths": ["."], "findings": [] }\n';
    const cwd = folderWith({
      ...files,
      'eni-lens.yaml': 'rules: {}\n',
      'none.yaml': 'kind: Pod\n',
      'known.json': baseline,
      old: '',
    });
    symlinkSync('a.yaml', join(cwd, 'link.json'));
    symlinkSync('old', join(cwd, 'link'));
    const wrong: readonly (readonly [args: readonly string[], said: string])[] = [
      [
        ['-f', 'json', '-f', 'github'],
        'Only one format can go to standard output: give the others a file, such as --format github=eni-lens.github',
      ],
      [['-f', 'json=x', '-f', 'sarif=./x'], 'Two formats cannot be written to one file: ./x'],
      [['-f', 'json=old', '-f', 'sarif=link'], 'Two formats cannot be written to one file: link'],
      [['-f', 'json=link.json'], 'The report would replace link.json, which is linted'],
      [['-f', 'json='], 'It takes checkstyle, compact,'],
      [['-f', 'xml=x'], 'It takes checkstyle, compact,'],
      [['-f', 'a.yaml'], 'It takes checkstyle, compact,'],
      [['-f', 'json=a.yaml'], 'The report would replace a.yaml, which is linted: give it another file'],
      [['-f', 'json=eni-lens.yaml'], 'The report would replace eni-lens.yaml, which is linted'],
      [['--baseline', 'known.json', '-f', 'json=known.json'], 'The report would replace known.json, which is linted'],
      [['--fix', '-f', 'json=b.yaml'], 'The report would replace b.yaml, which is linted'],
    ];
    const outcomes = await eniLensMany(
      wrong.map(([args]) => ['lint', ...args]),
      cwd,
    );
    for (const [index, [args, said]] of wrong.entries()) {
      expect(outcomes[index], args.join(' ')).toMatchObject({
        code: 2,
        stdout: '',
        stderr: expect.stringContaining(said),
      });
    }
    for (const [name, text] of Object.entries(files)) expect(readFileSync(join(cwd, name), 'utf8')).toBe(text);
    const [replaced] = await eniLensMany([['lint', '-f', 'json=none.yaml', 'a.yaml']], cwd);
    expect(replaced).toMatchObject({ code: 0, stderr: '' });
  });

  it('tell what remains beside fixes, patches and fixed standard input', async () => {
    const fixable = withError('b');
    const fixed = fixable.replace(': 1', ': "1"');
    const cwd = folderWith({ 'b.yaml': fixable });
    const run = (args: readonly string[], input = ''): Promise<Outcome> =>
      eniLens(['lint', '-f', 'compact', ...args], { cwd, input });
    const diff = await run(['--diff', '-f', 'gitlab=diff.json']);
    expect(diff).toMatchObject({ code: 0, stdout: expect.stringMatching(/^diff --git a\/b\.yaml/), stderr: '' });
    const stdin = await run(['--fix', '-f', 'gitlab=stdin.json', '-'], `${fixable}---\n${withWarning('c')}`);
    expect(stdin).toMatchObject({ code: 0, stdout: `${fixed}---\n${withWarning('c')}` });
    expect(stdin.stderr).toMatch(/^stdin\.yaml:11:7: warning: .*\nstdin\.yaml:17:25: warning: /);
    const written = await run(['--fix', '-f', 'gitlab=fix.json', '-f', 'json=/dev/stderr']);
    expect(written).toMatchObject({ code: 0, stdout: '' });
    expect(JSON.parse(written.stderr)).toMatchObject({ summary: { fixed: 1 }, findings: [] });
    expect(readFileSync(join(cwd, 'b.yaml'), 'utf8')).toBe(fixed);
    const rules = ['diff', 'stdin', 'fix'].map((name) =>
      JSON.parse(readFileSync(join(cwd, `${name}.json`), 'utf8')).map(
        (each: { check_name: string }) => each.check_name,
      ),
    );
    expect(rules).toEqual([[], ['cluster-config-not-read', 'warm-ip-target-without-minimum'], []]);
  });

  it('have colors where they are shown only', async () => {
    const cwd = folderWith(files);
    const args = ['lint', '-f', 'stylish=out.txt', '-f', 'stylish'];
    const { stdout } = await eniLens(args, { cwd, env: { FORCE_COLOR: '1' } });
    expect(stdout).toContain('\u001b[31merror');
    const written = readFileSync(join(cwd, 'out.txt'), 'utf8');
    expect(written).toContain('  error  ');
    expect(written).not.toContain('\u001b');
  });

  it('keep the mode of a file, and write where a link leads', async () => {
    const cwd = folderWith({ ...files, 'real.txt': 'old' });
    chmodSync(join(cwd, 'real.txt'), 0o600);
    symlinkSync('real.txt', join(cwd, 'link.txt'));
    const [outcome] = await eniLensMany([['lint', 'a.yaml', '-f', 'compact=link.txt']], cwd);
    expect(outcome).toMatchObject({ code: 0, stderr: '' });
    expect(readFileSync(join(cwd, 'real.txt'), 'utf8')).toMatch(/^a\.yaml:8:25: warning: /);
    expect(statSync(join(cwd, 'real.txt')).mode & 0o777).toBe(0o600);
    expect(readdirSync(cwd).toSorted()).toEqual(['a.yaml', 'b.yaml', 'link.txt', 'real.txt']);
  });

  it('are written into a file of a folder in which no file can be made', async () => {
    const cwd = folderWith({
      'a.yaml': withWarning(),
      'reports/out.txt': 'old and longer than what comes: '.repeat(20),
      'nobody.cjs': 'if (process.getuid() === 0) { process.setgid(65534); process.setuid(65534); }',
      'read-only.txt': 'old',
    });
    chmodSync(cwd, 0o777);
    chmodSync(join(cwd, 'read-only.txt'), 0o444);
    chmodSync(join(cwd, 'reports', 'out.txt'), 0o666);
    chmodSync(join(cwd, 'reports'), 0o555);
    const args = ['-f', 'compact=reports/out.txt', '-f', 'json=reports/new.json', '-f', 'github=read-only.txt'];
    const outcome = await eniLensProgram(['lint', 'a.yaml', ...args], {
      cwd,
      nodeOptions: ['--require', `${cwd}/nobody.cjs`],
    });
    chmodSync(join(cwd, 'reports'), 0o755);
    expect(outcome).toMatchObject({
      code: 4,
      stderr:
        'eni-lens: cannot write reports/new.json: permission denied\neni-lens: cannot write read-only.txt: permission denied\n',
    });
    expect(readFileSync(join(cwd, 'reports', 'out.txt'), 'utf8')).toMatch(/^a\.yaml:8:25: warning: .*\n$/);
    expect(readdirSync(join(cwd, 'reports'))).toEqual(['out.txt']);
    expect(readFileSync(join(cwd, 'read-only.txt'), 'utf8')).toBe('old');
  });

  it('say what cannot be written and write the others; the exit code is 4 unless there are findings', async () => {
    const cwd = folderWith(files);
    mkdirSync(join(cwd, 'folder'));
    writeFileSync(join(cwd, 'file'), '');
    const args = [
      '-f',
      'json=missing/x.json',
      '-f',
      'sarif=folder',
      '-f',
      'junit=file/x.xml',
      '-f',
      'compact=out.txt',
      '-f',
      'github',
    ];
    const [outcome, failing] = await eniLensMany(
      [
        ['lint', 'a.yaml', ...args],
        ['lint', 'b.yaml', ...args],
      ],
      cwd,
    );
    expect(outcome?.stderr.split('\n')).toEqual([
      'eni-lens: cannot write missing/x.json: there is no folder missing: make it first',
      'eni-lens: cannot write folder: it is a folder',
      'eni-lens: cannot write file/x.xml: there is no such file or folder',
      '',
    ]);
    expect(outcome).toMatchObject({ code: 4, stdout: expect.stringMatching(/^::warning file=a\.yaml/) });
    expect(failing?.code).toBe(1);
    expect(readFileSync(join(cwd, 'out.txt'), 'utf8')).toMatch(/^b\.yaml:8:26: error: /);
  });
});
