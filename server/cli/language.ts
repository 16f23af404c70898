import { askedLanguage, languageOf, languages, localeOf } from '../disk/catalogue.js';
import { enumeration, message, type Say } from '../messages/message.js';
import { UsageError } from './exitCodes.js';

/** How a command speaks: its own words, and the language of texts that are written once per language. */
export interface Speech {
  readonly say: Say;
  readonly language: string;
}

/**
 * The language for a command line: that of `--lang`, else of the first of LC_ALL, LC_MESSAGES and LANG that is set, as POSIX has it.
 * English for languages of the environment that there is no catalogue for. It is known before the arguments are understood,
 * because what is wrong with them is told in that language too. Throws a UsageError for another `--lang`.
 */
export function languageFor(args: readonly string[], env: Readonly<Record<string, string | undefined>>): string {
  const asked = askedLanguage(args);
  if (asked === undefined) return languageOf(localeOf(env)) ?? 'en';
  if (asked !== 'en' && !languages.includes(asked)) {
    throw new UsageError(
      message('There is no language {asked}: --lang takes {languages}', {
        asked,
        languages: enumeration(['en', ...languages]),
      }),
    );
  }
  return asked;
}
