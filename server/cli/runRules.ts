import { decided, severityElsewhere } from '../linter/severity.js';
import { enumeration, type Message, message, signs } from '../messages/message.js';
import type { Fix } from '../model/fix.js';
import type { LensConfig, Severity } from '../model/lensConfig.js';
import { jsonText, painter } from '../reporters/terminal.js';
import { fixesOfRules } from '../rules/fixesOfRules.js';
import { groupTitles, type RuleGroup, ruleGroups } from '../rules/groups.js';
import { rules } from '../rules/index.js';
import { severityNames } from '../wording/severities.js';
import type { Call } from './call.js';
import { wantsColor } from './color.js';
import { loadConfig } from './config.js';
import { exitCodes } from './exitCodes.js';
import type { RulesOptions } from './options.js';
import { readRulePage, summaryOf } from './rulePages.js';
import { table } from './table.js';
import { textOf, wrap } from './wrap.js';

/** A rule as it is in a folder with a config file. */
interface ListedRule {
  readonly id: string;
  readonly group: RuleGroup;
  readonly severity: Severity | 'off';
  readonly defaultSeverity: Severity;
  readonly fixes: readonly Fix['level'][];
}

/** Prints the rules that are asked for and returns the exit code. */
export function runRules(options: RulesOptions, call: Call): number {
  const config = loadConfig(call.folder, options.config);
  const { group = ruleGroups, severity, fixable = false } = options;
  const wanted = listedRules(config).filter(
    (rule) =>
      group.includes(rule.group) &&
      (severity === undefined || severity.includes(rule.severity)) &&
      (!fixable || rule.fixes.length > 0),
  );
  call.stdout.write(options.format === 'json' ? json(wanted, call) : text(wanted, config, call));
  return exitCodes.clean;
}

/** All rules by group, with what the config file says of them for files that no override names. */
function listedRules(config: LensConfig): readonly ListedRule[] {
  const resolve = severityElsewhere(config);
  return ruleGroups.flatMap((group) =>
    rules
      .filter((rule) => rule.group === group)
      .map(({ id, severity }) => ({
        id,
        group,
        severity: decided(resolve(id), severity),
        defaultSeverity: severity,
        fixes: fixesOfRules[id] ?? [],
      })),
  );
}

function text(listed: readonly ListedRule[], config: LensConfig, call: Call): string {
  const { say } = call;
  if (listed.length === 0) return `${say(message('No rule is of this kind. (eni-lens rules lists all)'))}\n`;
  const paint = painter(wantsColor(call));
  const rows = listed.map(({ id, severity, defaultSeverity, fixes }) => [
    id,
    say(severity === defaultSeverity ? nameOf(severity) : changed(severity, defaultSeverity)),
    fixes.length > 0 ? say(signs('{fixes}', { fixes: enumeration(fixes) })) : '',
  ]);
  const reports = listed.map(({ id }) => linesBelow(summaryOf(readRulePage(id, call.language)), call).map(paint.dim));
  // All groups are one table, so that their columns stand below each other.
  const [head = '', rule = '', ...lines] = table(
    [message('rule'), message('severity'), message('fix')].map(say),
    rows,
    ['left', 'left', 'left'],
  );
  const sections = ruleGroups.flatMap((group) => {
    const ofGroup = lines.flatMap((line, index) =>
      listed[index]?.group === group ? [line, ...(reports[index] ?? [])] : [],
    );
    return ofGroup.length > 0 ? ['', paint.bold(say(groupTitles[group])), ...ofGroup] : [];
  });
  return `${[paint.dim(head), paint.dim(rule), ...sections, '', ...summary(listed, config).map(say)].join('\n')}\n`;
}

/** What a rule reports, below its row and within the terminal. Its backticks say nothing to who reads it there. */
function linesBelow(text: string, { stdout }: Call): readonly string[] {
  const width = Math.min(stdout.columns ?? 100, 100);
  const pieces = [{ text: text.replaceAll('`', ''), style: 'plain' }] as const;
  return wrap(pieces, width - 4).map((line) => `    ${textOf(line)}`);
}

function nameOf(severity: Severity | 'off'): Message {
  return severity === 'off' ? message('off') : severityNames[severity];
}

function changed(severity: Severity | 'off', usual: Severity): Message {
  return message('{severity} (by default {usual})', { severity: nameOf(severity), usual: nameOf(usual) });
}

function summary({ length }: readonly ListedRule[], { overrides }: LensConfig): readonly Message[] {
  const count = length === 1 ? message('1 rule.') : message('{count} rules.', { count: length });
  const more = message('{count} eni-lens explain <rule> shows why, with examples.', { count });
  const elsewhere = message('Overrides in the config file give some files other severities.');
  return overrides.length > 0 ? [more, elsewhere] : [more];
}

/** The shape is documented in `docs/json-output.md` and by `schemas/rules-output.schema.json`. */
function json(listed: readonly ListedRule[], { language }: Call): string {
  return jsonText({
    version: 1,
    rules: listed.map((rule) => ({ ...rule, summary: summaryOf(readRulePage(rule.id, language)) })),
  });
}
