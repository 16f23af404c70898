import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import client from '../l10n/bundle.l10n.ja.json' with { type: 'json' };
import server from '../l10n/ja.json' with { type: 'json' };
import manifest from '../package.nls.ja.json' with { type: 'json' };
import manifestEnglish from '../package.nls.json' with { type: 'json' };
import { clientTemplates, placeholders, serverTemplates } from '../server/tools/templates.js';

const root = fileURLToPath(new URL('../', import.meta.url));

/** Texts of one part of the program: English by key, and Japanese by the same keys. */
const parts: readonly (readonly [name: string, english: Texts, japanese: Texts])[] = [
  ['server', keyed(serverTemplates(root).map(({ template }) => template)), server],
  ['client', keyed(clientTemplates(root).map(({ template }) => template)), client],
  ['manifest', manifestEnglish, manifest],
];

type Texts = Readonly<Record<string, string>>;

/** Texts that are their own keys. */
function keyed(texts: readonly string[]): Texts {
  return Object.fromEntries(texts.map((text) => [text, text]));
}

describe.each(parts)('the Japanese of the %s', (_, english, japanese) => {
  /** What has no Japanese yet is shown in English; `npm run check:release` asks for it. */
  const translated = Object.entries(english).filter(([key]) => japanese[key]);

  it('has no text but those there are', () => {
    expect(Object.keys(japanese).filter((key) => english[key] === undefined)).toEqual([]);
  });

  it('has the placeholders of the English text, and its settings, commands and links', () => {
    const parted = translated.filter(([key, text]) => {
      const kept = (value: string): readonly string[] =>
        [...new Set([...placeholders(value), ...literals(value)])].sort();
      return kept(text).join() !== kept(japanese[key] ?? '').join();
    });
    expect(parted).toEqual([]);
  });

  it('is Japanese wherever the English has a word to translate', () => {
    const same = translated.filter(([key, text]) => japanese[key] === text && hasWords(text));
    expect(same.map(([key]) => key)).toEqual([]);
  });

  it('is written like the texts of AWS: half-width digits and Latin letters and placeholders apart from Japanese, no final period', () => {
    const faulty = Object.entries(japanese).filter(
      ([key, text]) =>
        /[０-９Ａ-Ｚａ-ｚ，．（）：；]/.test(text) ||
        /[A-Za-z0-9}][\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]|[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}][{A-Za-z0-9]/u.test(
          text,
        ) ||
        (/。$/.test(text) && !/[.?]$/.test(english[key] ?? '')),
    );
    expect(faulty).toEqual([]);
  });
});

/** What no translation changes: names in capitals, quoted code, links, commands, options and paths. */
function literals(text: string): readonly string[] {
  return text.match(/\b[A-Z][A-Z0-9]*_[A-Za-z0-9_]+\b|`[^`\s]+`|\]\([^)]+\)|(?<![\w-])--?[a-z][a-z-]+|\/\d+/g) ?? [];
}

/** Words that are none of a program: two small letters at least, outside of placeholders, names and code. */
function hasWords(text: string): boolean {
  return /(?<![\w.:/-])[a-z]{2,}(?![\w.:/-])/.test(text.replace(/\{\w+\}|`[^`]+`/g, ''));
}
