import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Catalogue } from '../messages/message.js';

/** The languages there are beside English, each with its `l10n/<language>.json`. */
export const languages: readonly string[] = ['ja'];

/** The catalogue for a locale such as `ja`, `ja-JP` or `ja_JP.UTF-8`; undefined for English and where there is none. */
export type CatalogueReader = (locale: string) => Catalogue | undefined;

/** Reads catalogues from a folder. English costs no file. */
export function catalogueReader(folder: string): CatalogueReader {
  return (locale) => {
    const language = languageOf(locale);
    return language === undefined ? undefined : JSON.parse(readFileSync(join(folder, `${language}.json`), 'utf8'));
  };
}

/** The language of a locale, if there is a catalogue for it: what stands before its region, encoding or variant. */
export function languageOf(locale: string): string | undefined {
  const [language] = locale.toLowerCase().split(/[-_.@]/);
  return languages.find((each) => each === language);
}
