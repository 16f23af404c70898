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
 * that a translator reads together what belongs together. A new text has an empty translation, which falls back to English until a
 * release needs it; a text that is gone has none. Also the schema of the config file in every language, for editors that show what it says.
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

/** What a release needs and nobody has translated yet, a line for each: texts, and pages of the rules with these ids. */
export function missingTranslations(root: string, rules: readonly string[]): readonly string[] {
  const nls = readTexts(root, 'package.nls.json');
  return languages.flatMap((language) => {
    const parts = [
      { path: `l10n/${language}.json`, keys: serverTemplates(root).map(({ template }) => template) },
      { path: `l10n/bundle.l10n.${language}.json`, keys: clientTemplates(root).map(({ template }) => template) },
      { path: `package.nls.${language}.json`, keys: Object.keys(nls) },
    ];
    const texts = parts.flatMap(({ path, keys }) => {
      const known = readTexts(root, path);
      return keys.filter((key) => !known[key]).map((key) => `${path} has no text for ${JSON.stringify(key)}`);
    });
    const pages = rules.map((rule) => pageOf(rule, language)).filter((page) => !existsSync(join(root, page)));
    return [...texts, ...pages.map((page) => `there is no ${page}`)];
  });
}

function readTexts(root: string, path: string): Catalogue {
  const file = join(root, path);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
}

/** The path of a rule's page in another language, below the root. */
function pageOf(rule: string, language: string): string {
  return join('docs', 'rules', language, `${rule}.md`);
}

function jsonFile(path: string, value: unknown): GeneratedFile {
  return { path, text: `${JSON.stringify(value, null, 2)}\n` };
}

function translations(root: string, path: string, templates: readonly Template[], language: string): Catalogue {
  const known = readTexts(root, path);
  const text = ({ template, rule }: Template): string =>
    (rule === undefined ? undefined : summaryOf(root, rule, language)) ?? known[template] ?? '';
  return Object.fromEntries(templates.map((each) => [each.template, text(each)]));
}

/** The summary of a rule, which its page starts with, without the final period; undefined where there is no page in the language. */
function summaryOf(root: string, rule: string, language: string): string | undefined {
  const page = join(root, pageOf(rule, language));
  if (!existsSync(page)) return undefined;
  const [, summary = ''] = readFileSync(page, 'utf8').split(/\r?\n\r?\n/);
  return joinLines(summary).replace(/[.。]$/, '');
}

function translatedSchema(root: string, catalogue: Catalogue): unknown {
  return JSON.parse(readFileSync(join(root, configSchema), 'utf8'), (key, value) =>
    key === 'description' && typeof value === 'string' ? render(sentence(value), catalogue) : value,
  );
}
