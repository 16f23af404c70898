import {
  askedLanguage,
  type CatalogueReader,
  catalogueReader,
  languageOf,
  languages,
  localeOf,
} from '../disk/catalogue.js';
import { catalogueFolder } from '../disk/ownFiles.js';
import { enumeration, message, sayWith } from '../messages/message.js';
import type { Caller, Speech } from './call.js';
import { UsageError } from './exitCodes.js';

/** How to speak to a caller. Throws a UsageError for a language there is not. */
export function speechFor(
  { args, env }: Pick<Caller, 'args' | 'env'>,
  catalogueOf: CatalogueReader = catalogueReader(catalogueFolder),
): Speech {
  const language = languageFor(args, env);
  const catalogue = catalogueOf(language);
  return { say: sayWith(catalogue), language, catalogue };
}

/**
 * The language for a command line: that of `--lang`, else of the first of LC_ALL, LC_MESSAGES and LANG that is set, as POSIX has it.
 * English for languages of the environment that there is no catalogue for. It is known before the arguments are understood,
 * because what is wrong with them is told in that language too. Throws a UsageError for another `--lang`.
 */
export function languageFor(args: readonly string[], env: Caller['env']): string {
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
