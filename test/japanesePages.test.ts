import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import catalogue from '../l10n/ja.json' with { type: 'json' };
import { lint } from '../server/index.js';
import { rules } from '../server/rules/index.js';
import { forbiddenInJapanese } from './harness/japanese.js';
import { rulePage } from './harness/pages.js';
import { faultsOfSources, sourcesOf } from './harness/sources.js';

const root = new URL('../', import.meta.url);
const folder = new URL('docs/rules/ja/', root);

/** Headings in both languages, in their order. */
const headings: Readonly<Record<string, string>> = {
  Why: '理由',
  Incorrect: '誤った例',
  Correct: '正しい例',
  Fix: '修正',
  Sources: '出典',
};

const japanese = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u;

const pages = readdirSync(folder).flatMap((file) => /^(.*)\.md$/.exec(file)?.[1] ?? []);

describe('a page in Japanese says the same as the English one', () => {
  it('is the page of a rule', () => {
    const ids = rules.map(({ id }) => id);
    expect(pages.filter((page) => !ids.includes(page))).toEqual([]);
  });

  describe.each(pages)('%s', (id) => {
    const english = rulePage(id);
    const page = readFileSync(new URL(`${id}.md`, folder), 'utf8');

    it('starts with its id and a summary of one sentence', () => {
      const [title, summary = ''] = page.split('\n\n');
      expect(title).toBe(`# ${id}`);
      expect(summary.replace(/\n/g, '')).toMatch(/^[^。]+。$/);
      expect(summary).toMatch(japanese);
    });

    it('has the headings of the English page in order', () => {
      const translated = headingsOf(english).map((heading) => headings[heading] ?? `no Japanese for ${heading}`);
      expect(headingsOf(page)).toEqual(translated);
    });

    it('has the same examples', () => {
      expect(fences(page)).toEqual(fences(english));
    });

    it('has the same sources, links and tables', () => {
      expect(sourcesOf(page).map(whereRead)).toEqual(sourcesOf(english).map(whereRead));
      expect(linksIn(page)).toEqual(linksIn(english));
      expect(tableShapes(page)).toEqual(tableShapes(english));
    });

    it('leads to the Japanese pages of AWS', () => {
      expect(faultsOfSources(page)).toEqual([]);
      expect(
        page.match(/docs\.aws\.amazon\.com\/(?!ja_jp\/)[^)]*/g)?.filter((url) => !url.includes('/APIReference/')) ?? [],
      ).toEqual([]);
    });

    it('is in Japanese, paragraph by paragraph', () => {
      const [head = ''] = page.split('\n## 出典\n');
      const prose = withoutFences(head)
        .split(/\n\n+/)
        .filter((paragraph) => !/^(#|\||\s*$)/.test(paragraph));
      expect(prose.filter((paragraph) => /[a-z]{3}/.test(paragraph) && !japanese.test(paragraph))).toEqual([]);
      expect(head).not.toMatch(/[０-９Ａ-Ｚａ-ｚ，．（）]/);
    });
  });
});

/** Documents for users that are there in Japanese, beside their English. */
const documents = [
  { japanese: 'README.ja.md', english: 'README.md' },
  ...readdirSync(new URL('docs/ja/', root)).map((name) => ({ japanese: `docs/ja/${name}`, english: `docs/${name}` })),
].map((paths) => ({ path: paths.japanese, page: read(paths.japanese), english: read(paths.english) }));

describe.each(documents)('$path says the same as the English document', ({ path, page, english }) => {
  it('has its commands, files and tables', () => {
    // The READMEs differ in what only people who work on it want to know, in who speaks, and in the list of terms.
    if (/README/.test(path)) return;
    // What commands print is in the language of the page: test/cli/ipPlanning.test.ts, formats.test.ts and jsonDocument.test.ts compare it.
    const isPrinted = printedFences.find(([name]) => path.endsWith(name))?.[1];
    const shown = (text: string) => fences(text).filter((fence) => !isPrinted?.test(fence));
    expect(shown(page).map(withoutComments)).toEqual(shown(english).map(withoutComments));
    expect(tableShapes(page)).toEqual(tableShapes(english));
    expect(headingsOf(page)).toHaveLength(headingsOf(english).length);
  });

  it('has half-width letters, digits and parentheses', () => {
    expect(page.match(/.{0,20}[０-９Ａ-Ｚａ-ｚ，．（）]/g)).toBeNull();
  });

  it('leads back to it, and it leads here', () => {
    expect(page).toContain('[English](');
    expect(english).toContain('[日本語](');
  });
});

it('the Japanese README shows the file of the English one, and what is said of it in Japanese', () => {
  const [japanese, english] = [read('README.ja.md'), read('README.md')];
  const [text = ''] = /(?<=^```yaml\n)[\s\S]*?(?=^```$)/m.exec(japanese) ?? [];
  expect(english).toContain(text);
  const said = lint([{ uri: 'shop.yaml', text }], undefined, catalogue).findings;
  expect(said.map(({ rule, message }) => japanese.includes(`${rule}\n  ${message}\n`))).toEqual([true]);
});

describe.each([
  ...documents.map(({ path, page }) => ({ path, page })),
  ...pages.map((id) => ({ path: `docs/rules/ja/${id}.md`, page: read(`docs/rules/ja/${id}.md`) })),
])('the Japanese of $path', ({ page }) => {
  it('keeps the rules and the terms of CONTRIBUTING.md', () => {
    const prose = withoutFences(page).replace(/`[^`]*`|\]\([^)]*\)|^#.*$/gm, 'x');
    const broken = forbiddenInJapanese.flatMap(([rule, forbidden]) => {
      const found = forbidden.exec(prose);
      return found ? [`${rule}: …${prose.slice(Math.max(0, found.index - 20), found.index + 20)}…`] : [];
    });
    expect(broken).toEqual([]);
  });

  it('breaks no line within a paragraph: where it is shown, a line break is a space', () => {
    const inParagraph = /^(?![#|>!<]|\[English\]|\s*$).*\n(?!\s*(?:[-*#|>]|\d+\.|!\[|<!--|$))/gm;
    expect(
      withoutFences(page)
        .replace(/ *```[\s\S]*?```/g, '')
        .match(inParagraph) ?? [],
    ).toEqual([]);
  });

  it('parts what it lists by 、, names of options and variables too', () => {
    expect(withoutFences(page).match(/`, `/g) ?? []).toEqual([]);
  });

  it('names prefix delegation once by the other name that AWS has for it', () => {
    if (page.includes('プレフィックス委任')) expect(page).toContain('プレフィックス委任 (プレフィックス割り当て)');
  });
});

function read(path: string): string {
  return readFileSync(new URL(path, root), 'utf8');
}

/** Fences that hold what a command prints, by the page that shows them. */
const printedFences: readonly (readonly [page: string, fence: RegExp])[] = [
  ['/ip-planning.md', /^```text/],
  ['/output-formats.md', /^```(?:text|json|xml|markdown)/],
  ['/json-output.md', /^```json/],
];

/** Comments of examples are in the language of their page. */
function withoutComments(fence: string): string {
  return fence.replace(/^ *(?:--|\/\/) .*$| +#.*$| {2,}(?:counts for|\S+ (?:と|の)).*$/gm, '');
}

function headingsOf(page: string): readonly string[] {
  return Array.from(withoutFences(page).matchAll(/^## (.*)$/gm), ([, heading = '']) => heading);
}

function fences(page: string): readonly string[] {
  return page.match(/^```[\s\S]*?^```$/gm) ?? [];
}

function withoutFences(page: string): string {
  return page.replace(/^```[\s\S]*?^```$/gm, '');
}

/** What of a source is the same in every language: files with their lines, and versions. */
function whereRead(source: string): readonly string[] {
  const text = inEnglish(source);
  return [...new Set(text.match(/`[^`]+`|\bv\d+\.\d+\.\d+\b|https?:\/\/[^\s)]+/g) ?? [])].sort();
}

function linksIn(page: string): readonly string[] {
  return Array.from(withoutFences(page).matchAll(/\]\(([^)]+)\)/g), ([, target = '']) => inEnglish(target)).sort();
}

/** The other pages it leads to, ours and those of AWS, are in Japanese as well. */
function inEnglish(text: string): string {
  return text.replaceAll('/docs/ja/', '/docs/').replaceAll('docs.aws.amazon.com/ja_jp/', 'docs.aws.amazon.com/');
}

function tableShapes(page: string): readonly number[] {
  return withoutFences(page)
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) => line.split(/(?<!\\)\|/).length);
}
