import { alternatives, list, type Message, message, type Say } from '../messages/message.js';
import { jsonText, painter } from '../reporters/terminal.js';
import { fixesOfRules } from '../rules/fixesOfRules.js';
import { type GroupedRule, groupTitles, ruleGroups } from '../rules/groups.js';
import { rules } from '../rules/index.js';
import { closest } from '../text/closest.js';
import { severityNames } from '../wording/severities.js';
import type { Call } from './call.js';
import { wantsColor } from './color.js';
import { exitCodes } from './exitCodes.js';
import { markdownText } from './markdown.js';
import type { ExplainOptions } from './options.js';
import { readRulePage, summaryOf } from './rulePages.js';
import { tell } from './tell.js';

/** Prints the pages of rules and returns the exit code. An unknown id is told on standard error; the others are answered. */
export function runExplain(ids: readonly string[], format: ExplainOptions['format'], call: Call): number {
  const wanted = [...new Set(ids)];
  const found = wanted.flatMap((id) => rules.find((rule) => rule.id === id) ?? []);
  call.stdout.write(printers[format](found, call));
  const unknown = wanted.filter((id) => !found.some((rule) => rule.id === id));
  for (const id of unknown) tell(unknownRule(id), call);
  return unknown.length > 0 ? exitCodes.usage : exitCodes.clean;
}

/** What to say of an id that no rule has. */
function unknownRule(rule: string): Message {
  const group = ruleGroups.find((each) => each === rule);
  if (group !== undefined)
    return message('{group} is a group of rules: eni-lens rules --group {group} lists them', { group });
  const near = rulesLike(rule).slice(0, mostNames);
  return near.length > 0
    ? message('There is no rule {rule}. Did you mean {near}? (eni-lens rules lists all)', {
        rule,
        near: alternatives(near),
      })
    : message('There is no rule {rule}. (eni-lens rules lists all)', { rule });
}

/** Rules that a name may mean: misspelt ones, else those whose id holds it, however it is written (`WARM_IP_TARGET`, `maxpods`). */
function rulesLike(name: string): readonly string[] {
  const ids = rules.map(({ id }) => id);
  const written = name.toLowerCase().replaceAll('_', '-');
  const alike = closest(written, ids);
  if (alike.length > 0) return alike;
  const letters = lettersOf(written);
  return letters === '' ? [] : ids.filter((id) => lettersOf(id).includes(letters));
}

function lettersOf(name: string): string {
  return name.replaceAll(/[^a-z0-9]/g, '');
}

/** More names than these are no help. */
const mostNames = 5;

const printers = { text: terminalPages, markdown: markdownPages, json: jsonPages } as const;

function terminalPages(found: readonly GroupedRule[], call: Call): string {
  const paint = painter(wantsColor(call));
  // Lines of more than about a hundred columns are hard to read.
  const width = Math.min(call.stdout.columns ?? 80, 100);
  return found
    .map((rule) => {
      const [title = '', ...rest] = readRulePage(rule.id, call.language).markdown.split('\n');
      const head = `${paint.bold(title.replace(/^# /, ''))}\n${paint.dim(factsOf(rule, call.say))}\n`;
      return `${head}\n${markdownText(rest.join('\n'), { width, paint })}`;
    })
    .join('\n\n');
}

/** What kind of rule it is, on one line. */
function factsOf({ id, severity, group }: GroupedRule, say: Say): string {
  const levels = fixesOfRules[id] ?? [];
  const fix = levels.length > 0 ? message('fix: {levels}', { levels: list(levels) }) : message('no fix');
  return [severityNames[severity], groupTitles[group], fix].map(say).join(' · ');
}

function markdownPages(found: readonly GroupedRule[], { language }: Call): string {
  return found.map(({ id }) => readRulePage(id, language).markdown).join('\n');
}

/** The shape is documented in `docs/json-output.md` and by `schemas/explain-output.schema.json`. */
function jsonPages(found: readonly GroupedRule[], { language }: Call): string {
  return jsonText({
    version: 1,
    rules: found.map(({ id, group, severity }) => {
      const page = readRulePage(id, language);
      const fixes = fixesOfRules[id] ?? [];
      return { id, group, severity, fixes, summary: summaryOf(page), language: page.language, markdown: page.markdown };
    }),
  });
}
