import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { languages } from '../disk/catalogue.js';
import { clientTemplates, serverTemplates, type Template } from './templates.js';

/**
 * The translations of every language as they should stand in `l10n/`: for each text of the sources one, in the order of the sources, so
 * that a translator reads together what belongs together. A new text has an empty translation, which falls back to English and
 * fails the tests; a text that is gone has none.
 */
export function translationFiles(root: string): readonly { readonly path: string; readonly text: string }[] {
  const [ofServer, ofClient] = [serverTemplates(root), clientTemplates(root)];
  return languages.flatMap((language) => [
    translations(root, `l10n/${language}.json`, ofServer),
    translations(root, `l10n/bundle.l10n.${language}.json`, ofClient),
  ]);
}

function translations(root: string, path: string, templates: readonly Template[]): { path: string; text: string } {
  const file = join(root, path);
  const known: Readonly<Record<string, string>> = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  const texts = Object.fromEntries(templates.map(({ template }) => [template, known[template] ?? '']));
  return { path, text: `${JSON.stringify(texts, null, 2)}\n` };
}
