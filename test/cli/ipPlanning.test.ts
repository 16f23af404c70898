import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { missingIn, renewed } from './excerpts.js';
import { eniLens, folderWith } from './program.js';

/*
 * docs/ip-planning.md shows what the product prints, and no other number than that: each stands in the output of a command of its section, in
 * what that was asked or planned (commands, files), or in a calculation that comes out right.
 */

const root = new URL('../../', import.meta.url);
/** The terminal in which the document's output was printed. */
const columns = 112;
const pages = [
  { path: 'docs/ip-planning.md', env: {} },
  { path: 'docs/ja/ip-planning.md', env: { LANG: 'ja_JP.UTF-8' } },
];

const examples = Object.fromEntries(
  readdirSync(new URL('examples/planning/', root), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.yaml'))
    .map((path) => [`examples/planning/${path}`, read(`examples/planning/${path}`)]),
);

describe.each(pages)('$path', ({ path, env }) => {
  const text = read(path);
  const sections = text.split(/^(?=## )/m).map(partsOf);

  it('shows what its commands print, leaving out only where it says so', async () => {
    const cwd = folderWith(examples);
    for (const { commands, outputs } of sections.flatMap(({ runs }) => runs)) {
      const printed = [];
      for (const command of commands) {
        const { stdout, stderr } = await eniLens(command.split(' ').slice(1), {
          cwd,
          env: { ...env, NO_COLOR: '1' },
          columns,
        });
        printed.push(...`${stdout}${stderr}`.split('\n'));
      }
      expect(outputs.length).toBeGreaterThan(0);
      for (const output of outputs) {
        if (isRenewing) renew(path, output, renewed(printed, output));
        else expect(missingIn(printed, output)).toEqual([]);
      }
    }
  });

  it('has every number from an output, a file or a command beside it, or from a calculation', () => {
    const shown = sections.flatMap(({ blocks }) => blocks);
    const unfounded = sections.flatMap(({ prose, blocks }) => {
      // A section without commands sums up what the others show.
      const own = blocks.some(({ language }) => language === 'text') ? blocks : shown;
      const files = shown.filter(({ language }) => language === 'yaml');
      const founded = new Set([...own, ...files].flatMap(({ text: block }) => numbersIn(block)));
      const { calculations, rest } = withoutCalculations(prose);
      const calculated = new Set(calculations.flatMap(numbersIn));
      return numbersIn(rest).filter((number) => !founded.has(number) && !calculated.has(number));
    });
    expect(unfounded).toEqual([]);
  });

  it('calculates right', () => {
    const calculations = sections.flatMap(({ prose }) => withoutCalculations(prose).calculations);
    expect(calculations.length).toBeGreaterThan(30);
    for (const calculation of calculations) {
      const [left = '', right = ''] = calculation.split('=');
      expect({ calculation, is: worthOf(left) }).toEqual({ calculation, is: worthOf(right) });
    }
  });

  it('shows the files of the example as they are', () => {
    const files = sections.flatMap(({ blocks }) => blocks.filter(({ language }) => language === 'yaml'));
    expect(files.length).toBeGreaterThan(0);
    expect(files.filter(({ text: block }) => !Object.values(examples).includes(block))).toEqual([]);
  });
});

/** `UPDATE_EXCERPTS=1` writes what is printed now into the pages; whoever does it reads the difference. */
const isRenewing = process.env.UPDATE_EXCERPTS !== undefined;

function renew(path: string, output: string, now: string): void {
  const fence = (text: string) => `\`\`\`text\n${text}\`\`\``;
  writeFileSync(
    new URL(path, root),
    read(path).replace(fence(output), () => fence(now)),
  );
}

it('both languages run the same commands and calculate the same', () => {
  const [english, japanese] = pages.map(({ path }) => partsOf(read(path)));
  expect(japanese?.runs.map(({ commands }) => commands)).toEqual(english?.runs.map(({ commands }) => commands));
  const calculations = [english, japanese].map((part) =>
    withoutCalculations(part?.prose ?? '')
      .calculations.map(plain)
      .toSorted(),
  );
  expect(calculations[1]).toEqual(calculations[0]);
});

it('the finished and the IPv6 cluster of the example have no finding, and the first one has one in each zone', async () => {
  const cwd = folderWith(examples);
  for (const folder of ['finished', 'ipv6']) {
    const { code, stdout } = await eniLens(['lint', `examples/planning/${folder}`, '--fail-on', 'info'], { cwd });
    expect([code, stdout]).toEqual([0, 'No problems. 1 file checked.\n']);
  }
  const first = await eniLens(['lint', 'examples/planning/first', '--format', 'json'], { cwd });
  const { findings } = JSON.parse(first.stdout) as { findings: { rule: string }[] };
  expect(findings.map(({ rule }) => rule)).toEqual(Array.from({ length: 3 }, () => 'subnet-too-small'));
});

function read(path: string): string {
  return readFileSync(new URL(path, root), 'utf8');
}

interface Block {
  readonly language: string;
  readonly text: string;
}

/** Commands, and the outputs that stand below them. */
interface Run {
  readonly commands: readonly string[];
  readonly outputs: readonly string[];
}

function partsOf(markdown: string) {
  const fence = /^```(\w+)\n([\s\S]*?)^```$/gm;
  const blocks: readonly Block[] = Array.from(markdown.matchAll(fence), ([, language = '', text = '']) => ({
    language,
    text,
  }));
  const runs = blocks.flatMap(({ language, text }, index): readonly Run[] => {
    if (language !== 'sh') return [];
    const next = blocks[index + 1];
    return [{ commands: text.trim().split('\n'), outputs: next?.language === 'text' ? [next.text] : [] }];
  });
  const prose = markdown
    .replace(fence, '')
    .replace(/^## \d+\./gm, '')
    .replace(/\]\([^)]*\)/g, ']');
  return { blocks, runs, prose };
}

/** Numbers as texts without what groups their digits; not what is part of a name, as in m5.large and IPv4. */
function numbersIn(text: string): readonly string[] {
  return plain(text).match(/(?<![\p{L}\d_-])(?:\d+\.)*\d+(?![\d_]|\.?[A-Za-z])/gu) ?? [];
}

function plain(text: string): string {
  return text.replace(/(?<=\d)[\u00a0\u202f,](?=\d{3})/g, '');
}

function withoutCalculations(prose: string): { readonly calculations: readonly string[]; readonly rest: string } {
  const calculation = /`((?:[\d\s.,+−×÷^()⌈⌉⌊⌋\u202f]|min|max)+=[\d\s.,\u202f]+)`/g;
  return {
    calculations: Array.from(prose.matchAll(calculation), ([, text = '']) => text),
    rest: prose.replace(calculation, ''),
  };
}

/** The value of an expression, which holds nothing but numbers and signs. */
function worthOf(expression: string): number {
  const tokens = plain(expression).match(/\d+|min|max|[+−×÷^(),⌈⌉⌊⌋]/gu) ?? [];
  let at = 0;
  const take = (...signs: readonly string[]): string | undefined =>
    signs.includes(tokens[at] ?? '') ? tokens[at++] : undefined;
  const sum = (): number => {
    let value = product();
    for (let sign = take('+', '−'); sign; sign = take('+', '−')) value += (sign === '+' ? 1 : -1) * product();
    return value;
  };
  const product = (): number => {
    let value = power();
    for (let sign = take('×', '÷'); sign; sign = take('×', '÷'))
      value = sign === '×' ? value * power() : value / power();
    return value;
  };
  const power = (): number => {
    const base = atom();
    return take('^') ? base ** power() : base;
  };
  const atom = (): number => {
    const opened = take('(', '⌈', '⌊', 'min', 'max');
    if (opened === undefined) return Number(tokens[at++]);
    if (opened === 'min' || opened === 'max') take('(');
    const values = [sum()];
    while (take(',')) values.push(sum());
    take(')', '⌉', '⌋');
    const [first = Number.NaN] = values;
    if (opened === '⌈') return Math.ceil(first);
    if (opened === '⌊') return Math.floor(first);
    return opened === 'max' ? Math.max(...values) : Math.min(...values);
  };
  const value = sum();
  return at === tokens.length ? value : Number.NaN;
}
