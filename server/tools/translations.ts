import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { languages } from '../disk/catalogue.js';
import { type Catalogue, render, sentence } from '../messages/message.js';
import { joinLines } from '../text/joinLines.js';
import { clientTemplates, configSchema, serverTemplates, type Template } from './templates.js';

interface GeneratedFile {
  /** Below the root. */
  readonly path: string;
  readonly text: string;
}

/**
 * The translations of every language as they should stand in `l10n/`: for each text of the sources one, in the order of the sources, so
 * that a translator reads together what belongs together. A new text has an empty translation, which falls back to English and
 * fails the tests; a text that is gone has none. Also the schema of the config file in every language, for editors that show what it says.
 */
export function translationFiles(root: string): readonly GeneratedFile[] {
  const [ofServer, ofClient] = [serverTemplates(root), clientTemplates(root)];
  return languages.flatMap((language) => {
    const catalogue = translations(root, `l10n/${language}.json`, ofServer, language);
    return [
      jsonFile(`l10n/${language}.json`, catalogue),
      jsonFile(
        `l10n/bundle.l10n.${language}.json`,
        translations(root, `l10n/bundle.l10n.${language}.json`, ofClient, language),
      ),
      jsonFile(configSchema.replace('.json', `.${language}.json`), translatedSchema(root, catalogue)),
    ];
  });
}

function jsonFile(path: string, value: unknown): GeneratedFile {
  return { path, text: `${JSON.stringify(value, null, 2)}\n` };
}

function translations(root: string, path: string, templates: readonly Template[], language: string): Catalogue {
  const file = join(root, path);
  const known: Catalogue = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  const text = ({ template, rule }: Template): string =>
    (rule === undefined ? undefined : summaryOf(root, rule, language)) ?? known[template] ?? '';
  return Object.fromEntries(templates.map((each) => [each.template, text(each)]));
}

/** The summary of a rule, which its page starts with, without the final period; undefined where there is no page in the language. */
function summaryOf(root: string, rule: string, language: string): string | undefined {
  const page = join(root, 'docs', 'rules', language, `${rule}.md`);
  if (!existsSync(page)) return undefined;
  const [, summary = ''] = readFileSync(page, 'utf8').split(/\r?\n\r?\n/);
  return joinLines(summary).replace(/[.。]$/, '');
}

function translatedSchema(root: string, catalogue: Catalogue): unknown {
  return JSON.parse(readFileSync(join(root, configSchema), 'utf8'), (key, value) =>
    key === 'description' && typeof value === 'string' ? render(sentence(value), catalogue) : value,
  );
}
