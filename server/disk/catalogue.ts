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

/** The language that a command line asks for: the value of the last `--lang`. What follows `--` are paths. */
export function askedLanguage(args: readonly string[]): string | undefined {
  const end = args.indexOf('--');
  const options = end < 0 ? args : args.slice(0, end);
  const at = options.findLastIndex((arg) => arg === '--lang' || arg.startsWith('--lang='));
  const option = options[at];
  return option === '--lang' ? options[at + 1] : option?.slice('--lang='.length);
}

/** The locale of an environment, as POSIX has it; English where it says none. */
export function localeOf(env: Readonly<Record<string, string | undefined>>): string {
  return env.LC_ALL || env.LC_MESSAGES || env.LANG || 'en';
}
