import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { rules } from '../server/rules/index.js';
import { rulePage } from './harness/pages.js';

const folder = new URL('../docs/rules/ja/', import.meta.url);

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
      expect(sources(page, '出典').map(whereRead)).toEqual(sources(english, 'Sources').map(whereRead));
      expect(linksIn(page)).toEqual(linksIn(english));
      expect(tableShapes(page)).toEqual(tableShapes(english));
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

function headingsOf(page: string): readonly string[] {
  return Array.from(withoutFences(page).matchAll(/^## (.*)$/gm), ([, heading = '']) => heading);
}

function fences(page: string): readonly string[] {
  return page.match(/^```[\s\S]*?^```$/gm) ?? [];
}

function withoutFences(page: string): string {
  return page.replace(/^```[\s\S]*?^```$/gm, '');
}

/** The items of the last section. */
function sources(page: string, heading: string): readonly string[] {
  const section = page.split(`\n## ${heading}\n`)[1] ?? '';
  return section.split(/^- /m).slice(1);
}

/** What of a source is the same in every language: files with their lines, and versions. */
function whereRead(source: string): readonly string[] {
  return [...new Set(source.match(/`[^`]+`|\bv\d+\.\d+\.\d+\b|https?:\/\/[^\s)]+/g) ?? [])].sort();
}

/** The other pages it leads to are in Japanese as well. */
function linksIn(page: string): readonly string[] {
  return Array.from(withoutFences(page).matchAll(/\]\(([^)]+)\)/g), ([, target = '']) => target).sort();
}

function tableShapes(page: string): readonly number[] {
  return withoutFences(page)
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) => line.split(/(?<!\\)\|/).length);
}
