import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageFolder } from '../disk/ownFiles.js';
import { ruleLink } from '../linter/ruleLink.js';
import type { Catalogue } from '../messages/message.js';
import type { RuleFacts } from '../reporters/reporter.js';
import { rules } from '../rules/index.js';
import { joinLines } from '../text/joinLines.js';
import { memoizedByName } from '../text/memo.js';

/** The page of a rule as Markdown, and the language it is in. */
export interface RulePage {
  readonly language: string;
  readonly markdown: string;
}

/** The pages lie beside the bundle's folder in every package of ours, so that there is one copy of them. */
const folder = join(packageFolder, 'docs', 'rules');

/** Reads the page of a rule there is: in a language where it is translated, else in English. */
export function readRulePage(rule: string, language: string): RulePage {
  const translated = join(folder, language, `${rule}.md`);
  return language !== 'en' && existsSync(translated)
    ? { language, markdown: readFileSync(translated, 'utf8') }
    : { language: 'en', markdown: readFileSync(join(folder, `${rule}.md`), 'utf8') };
}

/** The first paragraph of a page after its title, on one line. */
export function summaryOf({ markdown }: RulePage): string {
  const [, summary = ''] = markdown.split(/\r?\n\r?\n/);
  return joinLines(summary);
}

/** The language of pages, and of the links to them. */
export interface RuleSpeech {
  readonly language: string;
  readonly catalogue: Catalogue | undefined;
}

/** What reports tell about the rules; the page of each is read when it is asked for, once. */
export function ruleFacts({ language, catalogue }: RuleSpeech): (id: string) => RuleFacts {
  return memoizedByName((id: string) => {
    const { severity = 'error', group = 'file' } = rules.find((rule) => rule.id === id) ?? {};
    const page = readRulePage(id, language);
    return { severity, group, summary: summaryOf(page), page: page.markdown, link: ruleLink(id, catalogue) };
  });
}
