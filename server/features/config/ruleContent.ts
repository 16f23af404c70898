import { ruleLink } from '../../linter/ruleLink.js';
import { type Catalogue, list, message, sentence } from '../../messages/message.js';
import { fixesOfRules } from '../../rules/fixesOfRules.js';
import { groupTitles, ruleGroups } from '../../rules/groups.js';
import { rules } from '../../rules/index.js';
import type { Content } from '../hover/content.js';
import { schemaAt } from './schema.js';

/** A rule: what it reports, how bad that usually is, and its page. The summary is left out where another extension shows it. */
export function ruleContent(id: string, summaryKnown: boolean, catalogue: Catalogue | undefined): Content | undefined {
  const rule = rules.find((each) => each.id === id);
  if (rule === undefined) return undefined;
  const summary = schemaAt(['rules', id])?.description;
  const fixes = fixesOfRules[id] ?? [];
  const usual = message('{rule}: {severity} by default, category {category}', {
    rule: id,
    severity: rule.severity,
    category: rule.group,
  });
  return {
    answer: usual,
    about: [
      ...(summary === undefined || summaryKnown ? [] : [sentence(summary)]),
      ...(fixes.length > 0 ? [message('It has {levels} fixes', { levels: list(fixes) })] : []),
    ],
    links: [{ title: message('The page of the rule {rule}', { rule: id }), href: ruleLink(id, catalogue) }],
  };
}

/** A category: its rules with their own severities. */
export function categoryContent(id: string): Content | undefined {
  if (id === 'all') return { answer: message('Every rule, but for internal-error') };
  const group = ruleGroups.find((each) => each === id);
  const own = rules.filter((rule) => rule.group === group);
  return (
    group && {
      answer: message('{title}: {count} rules', { title: groupTitles[group], count: own.length }),
      tables: [
        {
          head: [message('rule'), message('by default')],
          rows: own.map((rule) => [rule.id, rule.severity]),
        },
      ],
    }
  );
}
