import { categoryIds, noSuchRule, ruleIds } from '../linter/configProblems.js';
import { enumeration, type Message, message } from '../messages/message.js';
import {
  type LensConfig,
  type Severity,
  type SeveritySetting,
  severityChoices,
  severityMeant,
} from '../model/lensConfig.js';
import { closest } from '../text/closest.js';
import { UsageError } from './exitCodes.js';
import type { LintOptions } from './options.js';

/**
 * Gives configs what `--rule` says, which has the last word. A name is that of a rule or of a category. Throws a UsageError that
 * tells of every one that is wrong.
 */
export function withRuleOptions({ rule: written = [] }: Pick<LintOptions, 'rule'>): (config: LensConfig) => LensConfig {
  const read = written.map(settingOf);
  const wrong = read.filter((each): each is Message => 'template' in each);
  if (wrong.length > 0) throw new UsageError(...wrong);
  const settings = read.filter((each): each is SeveritySetting => 'id' in each);
  const [rules, categories] = [ruleIds, categoryIds].map((known) => settings.filter(({ id }) => known.includes(id)));
  const commandLine = { rules: rules ?? [], categories: categories ?? [] };
  return (config) => ({ ...config, commandLine });
}

function settingOf(written: string): SeveritySetting | Message {
  const at = written.indexOf('=');
  const [id, text] = [written.slice(0, Math.max(at, 0)), written.slice(at + 1)];
  const severity = severityChoices.find((each) => each === text);
  const choices = enumeration(severityChoices);
  if (at < 0)
    return message('--rule {written} has no severity: write it as --rule id=off ({choices})', { written, choices });
  if (!ruleIds.includes(id) && !categoryIds.includes(id)) return unknownId(id);
  if (severity === undefined) {
    const near = severityMeant(text);
    return near === undefined
      ? message('--rule {written}: {text} is no severity, but {choices}', { written, text, choices })
      : message('--rule {written}: {text} is no severity: did you mean {near}?', { written, text, near });
  }
  return { id, severity, at: undefined };
}

function unknownId(id: string): Message {
  if (id === '') return message('--rule needs the id of a rule or a category: write it as --rule id=off');
  const [near] = closest(id, [...ruleIds, ...categoryIds]);
  return near === undefined
    ? message('--rule: {problem}. eni-lens rules lists them', { problem: noSuchRule(id) })
    : message('--rule: There is no rule or category {id}: did you mean {near}?', { id, near });
}

/** The least severe findings that are shown. */
export function leastShown({ quiet, minSeverity }: Pick<LintOptions, 'quiet' | 'minSeverity'>): Severity {
  return quiet ? 'error' : minSeverity;
}

/** What to say when there are more warnings than `--max-warnings` allows, shown or not. */
export function tooManyWarnings(
  findings: readonly { readonly severity: Severity }[],
  { maxWarnings }: Pick<LintOptions, 'maxWarnings'>,
): Message | undefined {
  const warnings = findings.filter(({ severity }) => severity === 'warning').length;
  if (maxWarnings === undefined || warnings <= maxWarnings) return undefined;
  return warnings === 1
    ? message('eni-lens: 1 warning, and --max-warnings allows none')
    : message('eni-lens: {warnings} warnings are more than the {maxWarnings} that --max-warnings allows', {
        warnings,
        maxWarnings,
      });
}
