import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import client from '../l10n/bundle.l10n.ja.json' with { type: 'json' };
import server from '../l10n/ja.json' with { type: 'json' };
import manifest from '../package.nls.ja.json' with { type: 'json' };
import manifestEnglish from '../package.nls.json' with { type: 'json' };
import { message, render, signs } from '../server/messages/message.js';
import { grouped } from '../server/text/numbers.js';
import { clientTemplates, placeholders, serverTemplates } from '../server/tools/templates.js';
import { forbiddenInJapanese } from './harness/japanese.js';

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

describe('the Japanese of all parts', () => {
  const all = parts.flatMap(([part, , japanese]) => Object.values(japanese).map((text) => ({ part, text })));

  it.each(forbiddenInJapanese)('%s', (_, forbidden) => {
    expect(all.filter(({ text }) => forbidden.test(text))).toEqual([]);
  });

  it('says of addresses first of what kind they are', () => {
    const others = /アドレス(?:変換|を変換|とポート|範囲)|(?:API サーバー|通常)の(?:通常の)?アドレス/gu;
    const startsBare = /^(?:(?!アドレス)[\s\S])*(?<!(?:IP|IPv4|IPv6|MAC) )アドレス/u;
    const bare = all.filter(({ text }) => startsBare.test(text.replace(others, '')));
    expect(bare).toEqual([]);
  });

  it('groups thousands with commas', () => {
    const text = message('{addresses} addresses', { addresses: grouped(65531) });
    expect(render(text, server)).toBe('IP アドレス 65,531 個');
    expect(render(text)).toBe('65\u202f531 addresses');
  });

  it('puts no space between two sentences', () => {
    const [left, right] = [
      message('{count} files checked.', { count: 4 }),
      message('{count} fixable with --fix.', { count: 2 }),
    ];
    expect(render(signs('{left} {right}', { left, right }), server)).not.toMatch(/。 /);
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
