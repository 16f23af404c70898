import { describe, expect, it } from 'vitest';
import { languageFor } from '../../server/cli/language.js';
import { readRulePage, summaryOf } from '../../server/cli/rulePages.js';
import { displayWidth } from '../../server/reporters/terminal.js';
import { rules } from '../../server/rules/index.js';
import { englishLeft, pseudoCatalogue } from '../harness/pseudo.js';
import { clean, clusterWith, irrelevant, withError, withWarning } from './manifests.js';
import { eniLens, eniLensMany, folderWith, lintJson } from './program.js';

const japanese = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u;

describe('the language of the command line', () => {
  it.each([
    [['--lang', 'ja', 'lint'], {}, 'ja'],
    [['lint', '--lang=ja'], { LANG: 'en_US.UTF-8' }, 'ja'],
    [['lint', '--lang', 'ja', '--lang', 'en'], { LANG: 'ja_JP.UTF-8' }, 'en'],
    [['lint', '--', '--lang=ja'], {}, 'en'],
    [[], { LANG: 'ja_JP.UTF-8' }, 'ja'],
    [[], { LANG: 'ja' }, 'ja'],
    [[], { LC_MESSAGES: 'C', LANG: 'ja_JP.UTF-8' }, 'en'],
    [[], { LC_ALL: 'ja_JP.eucJP', LC_MESSAGES: 'C', LANG: 'C' }, 'ja'],
    [[], { LC_ALL: '', LANG: 'ja_JP.UTF-8' }, 'ja'],
    [[], { LANG: 'de_DE.UTF-8' }, 'en'],
    [[], { LANG: 'POSIX' }, 'en'],
    [[], {}, 'en'],
  ])('of %j with %j is %s', (args, env, language) => {
    expect(languageFor(args, env)).toBe(language);
  });

  it('must be one there is, where it is asked for', async () => {
    const { code, stdout, stderr } = await eniLens(['lint', '--lang', 'fr'], { env: { LANG: 'ja_JP.UTF-8' } });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toBe('There is no language fr: --lang takes en, ja\n');
  });
});

describe('Japanese', () => {
  it('is what a person with LANG=ja_JP.UTF-8 reads of a finding, with carets under wide characters', async () => {
    const line = '"メモ": "1", WARM_IP_TARGET: "2"';
    const cwd = folderWith({ 'a.yaml': clusterWith('shop', `{ ${line} }`).replace('env:\n        ', 'env: ') });
    const { code, stdout } = await eniLens(['lint', '--format', 'stylish'], { cwd, env: { LANG: 'ja_JP.UTF-8' } });
    expect(code).toBe(0);
    const lines = stdout.split('\n');
    expect(lines).toContainEqual(expect.stringMatching(/^a\.yaml:7:\d+ {2}警告 {2}warm-ip-target-without-minimum$/));
    const carets = lines.findIndex((each) => /^ +\| +\^\^\^$/.test(each));
    const columnOf = (text = ''): number => displayWidth(text.slice(0, text.search(/"2"|\^/)));
    expect(columnOf(lines[carets])).toBe(columnOf(lines[carets - 1]));
    expect(lines.at(-2)).toMatch(/^検出結果 \d+ 件/);
  });

  it('begins no line of the help with a sign that closes, and ends none with one that opens', async () => {
    const [help] = await eniLensMany([['lint', '--help', '--lang', 'ja']]);
    const lines = help?.stdout.split('\n') ?? [];
    expect(lines.length).toBeGreaterThan(50);
    expect(lines.filter((line) => /^ *[):,.、。]|\($/.test(line))).toEqual([]);
  });

  it('lists with 、, in what is said of wrong choices, the help, the rules and a pool', async () => {
    const runs = [
      ['lint', '--fail-on', 'warn'],
      ['completion', 'pwsh'],
      ['lint', '--help'],
      ['rules', '--fixable'],
      ['warm-pool', 'm5.large', '--pods', '3'],
    ];
    const outcomes = await eniLensMany(runs.map((args) => ['--lang', 'ja', ...args]));
    const lists = outcomes.map(({ stdout, stderr }) => (stdout + stderr).match(/["\w]+, ["\w]+/g) ?? []);
    expect(lists.flat()).toEqual([]);
    expect(outcomes[0]?.stderr).toContain('error、warning、info、never');
    expect(outcomes[3]?.stdout).toContain('safe、suggested');
  });

  it('has columns that stand below each other', async () => {
    const { stdout } = await eniLens(['max-pods', 'm5.large', '--prefix-delegation', '--lang', 'ja']);
    const rows = stdout.split('\n').filter((line) => / = \d+(;|$)/.test(line));
    expect(rows.length).toBeGreaterThan(5);
    expect(rows.every((row) => /\d ENI ×/.test(row))).toBe(true);
    const columns = rows.map((row) => displayWidth(row.slice(0, row.search(/\(?\d+ ENI/))));
    expect([...new Set(columns)]).toHaveLength(1);
  });

  it('is also what programs read, under the same keys', async () => {
    const cwd = folderWith({ 'a.yaml': withWarning() });
    const [english, other] = await Promise.all([
      lintJson(['a.yaml', 'missing.yaml'], { cwd }),
      lintJson(['a.yaml', 'missing.yaml', '--lang', 'ja'], { cwd }),
    ]);
    const texts = new Set(['message', 'advice', 'title', 'reason', 'stderr']);
    const withoutTexts = (value: unknown) =>
      JSON.parse(JSON.stringify(value, (key, part) => (texts.has(key) ? undefined : part)));
    expect(withoutTexts(other)).toEqual(withoutTexts(english));
    const [finding] = other.findings;
    expect([finding?.message, finding?.fixes[0]?.title, other.unreadable[0]?.reason, other.stderr]).toEqual(
      Array(4).fill(expect.stringMatching(japanese)),
    );
  });

  it('is in what is said about wrong arguments, a line each', async () => {
    const wrong: readonly (readonly string[])[] = [
      ['lint', '--nosuch'],
      ['lint', '--frmat', 'json'],
      ['lint', '--format', 'xml'],
      ['lint', '--min-severity'],
      ['lint', '--max-file-size', '0'],
      ['lint', '--config', 'missing.yaml'],
      ['max-pods'],
      ['max-pods', 'm5.lrge'],
      ['max-pods', 'm5.large', '--cni-version', 'x'],
      ['warm-pool', 'm5.large', 'm5.xlarge'],
      ['warm-pool', 'm5.large', '--pods', 'x'],
      ['warm-pool', 'm5.large', '--env', 'WARM_IP_TARGET'],
      ['warm-pool', 'm5.large', '--env', 'WARM_IP_TARGTE=1'],
      ['lnt'],
    ];
    const outcomes = await eniLensMany(wrong.map((args) => ['--lang', 'ja', ...args]));
    expect(outcomes.map(({ code }) => code)).toEqual(wrong.map(() => 2));
    const lines = outcomes.flatMap(({ stderr }) => stderr.trim().split('\n'));
    expect(lines.filter((line) => !japanese.test(line))).toEqual([]);
  });
});

describe('no English is left where there is another language', () => {
  const files = {
    'a.yaml': withWarning('a'),
    'b.yaml': withError('b'),
    'c.yaml': clean('c'),
    'd.yaml': irrelevant,
    'eni-lens.yaml': 'rules: { warm-ip-target-without-minimum: warning }\n',
    'wrong.yaml': 'rulez: {}\nrules: { no-such: 3 }\n',
  };

  /** What the pages of the rules are about, which are translated as a whole. */
  const pages = rules.map(({ id }) => summaryOf(readRulePage(id, 'ja'))).join('\n');

  /** What of a run is in English but the arguments, the files and what they name. */
  async function leftOf(runs: readonly (readonly string[])[]): Promise<Readonly<Record<string, readonly string[]>>> {
    const cwd = folderWith(files);
    const catalogues = () => pseudoCatalogue;
    const outcomes = await Promise.all(runs.map((args) => eniLens(['--lang', 'ja', ...args], { cwd, catalogues })));
    const left = outcomes.map(({ stdout, stderr }, index): [string, readonly string[]] => {
      const args = runs[index]?.join(' ') ?? '';
      const known = Object.entries({ ...files, args, pages }).map(([path, text]) => ({ path, text }));
      expect(stdout + stderr, args).not.toBe('');
      return [args, englishLeft(withoutSyntax(stdout + stderr), known)];
    });
    return Object.fromEntries(left.filter(([, words]) => words.length > 0));
  }

  it('in the help of any command', async () => {
    const [{ stdout } = { stdout: '' }] = await eniLensMany([['--help']]);
    const commands = Array.from(stdout.matchAll(/^ {2}([a-z][a-z-]+) .*/gm), ([, name = '']) => name);
    expect(commands).toEqual(expect.arrayContaining(['lint', 'max-pods', 'warm-pool', 'lsp']));
    expect(
      await leftOf([['--help'], ...commands.map((name) => (name === 'help' ? ['help'] : [name, '--help']))]),
    ).toEqual({});
  });

  it('in what commands print', async () => {
    const runs = [
      ['lint'],
      ['lint', 'c.yaml'],
      ['lint', '-f', 'compact=/dev/stderr', '-f', 'markdown=vpc-cni/x.md'],
      ['lint', '-f', 'json', '-f', 'json'],
      ['lint', '-f', 'json=a.yaml'],
      ['lint', '-f', 'json=x', '-f', 'json=x'],
      ['lint', 'd.yaml', 'missing.yaml'],
      ['lint', '--min-severity', 'error', '--no-config'],
      ['lint', '--config', 'wrong.yaml'],
      ['lint', '--fix-dry-run', '--fix-level', 'unsafe'],
      ['lint', '--fix-level', 'safe'],
      ['lint', '--rule', 'no-such=off'],
      ['lint', '--max-warnings', '0'],
      ['lint', '--print-config', 'a.yaml'],
      ['init'],
      ['rules', '--fixable'],
      ['explain', 'max-pods-above-capacty'],
      ['max-pods', 'm5.large', 'p4d.24xlarge', 't2.micro', 'm5.metal', 'm5.lrge'],
      ['max-pods', 'm5.large', '--prefix-delegation', '--custom-networking', '--pod-eni', '--max-eni', '2'],
      ['warm-pool', 'm5.large', '--env', 'WARM_IP_TARGET=x', '--pods', '0..40'],
      ['warm-pool', 'm5.large', '--env', 'ENABLE_PREFIX_DELEGATION=true', '--custom-networking'],
      ['warm-pool', 'm5.large', '--env', 'ENABLE_PREFIX_DELEGATION=true', '--env', 'WARM_PREFIX_TARGET=0'],
    ];
    expect(await leftOf(runs)).toEqual({});
  });
});

/** Without what is the same in every language: options, names of commands and arguments, choices, and lines of files. */
function withoutSyntax(text: string): string {
  return text
    .replace(/^ +\d* \|.*$|https:\S+/gm, '')
    .replace(/^ {2}[a-z-]+(?= )/gm, '')
    .replace(/(?<![\w-])--?[a-zA-Z][\w-]*|<[^>]*>|\[[\w. -]*\]|"[a-z-]+"/g, '')
    .replace(
      /\beni-lens(?: [a-z-]+)?(?![\w.])|max-pods-calculator\.sh|EKS Auto Mode|\bMiB\b|\b(?:nitro|xen)\b|\ben, ja\b|(?<![\w-])(?:hint|off|default|safe|suggested|unsafe)(?![\w-])/g,
      '',
    );
}

it('the numbers of a plan have commas in Japanese, and what it lists 、', async () => {
  const { stdout } = await eniLens(['plan', '--lang', 'ja', '--instance-type', 'm5.large', '--nodes', '50']);
  expect(stdout).not.toMatch(/\u202f/);
  expect(stdout).toMatch(/\d,\d{3}/);
  expect(stdout).not.toMatch(/WARM_IP_TARGET \d+, MINIMUM/);
});
