import { resolve } from 'node:path';
import { checkedFiles } from '../linter/checkedFiles.js';
import { findingIdentities } from '../linter/findingIdentity.js';
import { writtenFixes } from '../linter/fixing.js';
import { offeredFixes } from '../linter/guard.js';
import { checkCluster, lint, lintAll, type RuleFinding } from '../linter/lint.js';
import { type Report, reportAll } from '../linter/report.js';
import { type LensConfig, type Severity, severities } from '../model/lensConfig.js';
import type { LintResult, RunStats } from '../reporters/reporter.js';
import { memoizedByName, once } from '../text/memo.js';
import type { Cut } from '../workspace/cut.js';
import type { Workspace } from '../workspace/workspace.js';
import { homesOf, type SeenBaseline, workspacesOf } from '../workspace/workspaces.js';
import { loadBaselines, seesAll } from './baselineFile.js';
import type { Call } from './call.js';
import { collect, readFiles } from './collect.js';
import { type Configs, configsFor, doubleConfigs } from './configs.js';
import { exitCodes } from './exitCodes.js';
import { faultsOf } from './faults.js';
import type { FoundFiles } from './files.js';
import { fixRequestOf, unfixed } from './fixRequest.js';
import type { LintOptions } from './options.js';
import { outputsOf, printOutputs, refuseInputs } from './outputs.js';
import { withProgress } from './progress.js';
import { ruleFacts } from './rulePages.js';
import { leastShown, tooManyWarnings, withRuleOptions } from './severityOptions.js';
import { shownPath } from './shownPath.js';
import { type Stopwatch, statsText, stopwatch } from './stats.js';
import { tell, tellProblems } from './tell.js';

/** Lints the paths, prints what the format makes of it and returns the exit code. Throws a UsageError for a broken config file. */
export async function runLint(paths: readonly string[], options: LintOptions, call: Call): Promise<number> {
  const { folder, say } = call;
  const outputs = outputsOf(folder, options.format);
  const request = fixRequestOf(options);
  const watch = stopwatch(call.now);
  const { phase, waiting } = watch;
  const prepare = withRuleOptions(options);
  const places = paths.map((path) => (path === '-' ? options.stdinFilename : path));
  const configs = phase('config', () => configsFor(places, { folder, option: options.config, prepare }));
  const changes = wantsChanges(options) && (await import('./changedFindings.js'));
  const relevantNow = changes && phase('changes', () => changes.findingsSince(options.since, call));
  const found = await collect(paths, options, configs, watch, call);
  const baselineOf = phase('config', () => seenBaselines(paths, options, { configs, found, call }));
  const seen = await checkedInSteps(found.sources, baselineOf, { cut: configs.cut, call, watch, stats: options.stats });
  const pathOf = memoizedByName((uri: string) => shownPath(folder, uri));
  refuseInputs(outputs, seen, call);
  phase('rules', () => lintAll(seen));
  const linted = { workspaces: seen, cut: configs.cut, found, options };
  const faults = faultsOf(call);
  const isRelevant = (relevantNow && phase('changes', () => faults.survive(() => relevantNow(linted)))) || (() => true);
  const isSevere: Test = (finding) => isAtLeast(finding.severity, leastShown(options));
  const isWanted: Test = (finding) => !finding.baselined && isSevere(finding) && isRelevant(finding);
  const fixed =
    request &&
    (await waiting('fix', () =>
      faults.surviveWaiting(async () => {
        const { fixFiles } = await import('./fix.js');
        return fixFiles(seen, request, { call, paths, stdin: found.stdin, isWanted, pathOf });
      }),
    ));
  const workspaces = fixed?.workspaces ?? seen;
  const sorted = sortOut(lintAll(workspaces), isRelevant, isSevere);
  const { findings, shown, unrelated, baselined } = sorted;
  const isExact = fixed !== undefined || outputs.some(({ reporter }) => reporter.givesEdits);
  const fixesOf = isExact ? offeredFixes : writtenFixes;
  const reports = phase('report', () => reportAll(shown, workspaces, call.catalogue, fixesOf));
  const stats = options.stats ? { ...watch.times(), files: fileCounts(found) } : undefined;
  const result: LintResult = {
    reports,
    hidden: findings.length - shown.length,
    unrelated: changes ? unrelated : undefined,
    baselined,
    textOf: textsOf(workspaces),
    pathOf,
    identityOf: identifier(reports, shown, workspaces),
    ruleOf: ruleFacts(call),
    filesSeen: found.files.length,
    filesChecked: checkedFiles(workspaces),
    pathsIgnored: found.ignored,
    fixed: fixed?.report,
    unreadable: found.unreadable.map(({ path, reason }) => ({ path, reason: say(reason) })),
    stats,
  };
  const unwritable = fixed?.unwritable ?? [];
  const unwritten = printOutputs(outputs, result, {
    call,
    faults,
    output: fixed ? fixed.output : unfixed(request, found.stdin),
  });
  tellProblems({ unclaimed: found.unclaimed.map(pathOf), unreadable: found.unreadable, unwritable, unwritten }, call);
  for (const text of doubleConfigs(found.files, configs.cut, folder)) tell(text, call);
  if (stats) call.stderr.write(statsText(stats, say));
  const isIncomplete = [found.unreadable, unwritable, unwritten].some(({ length }) => length > 0);
  const failed = faults.any() || reports.some(({ rule }) => rule === 'internal-error');
  const code = exitCodeOf(findings, options, isIncomplete, call);
  return failed ? exitCodes.internal : code;
}

/** The baseline for each config file, and whether all is seen that was when it was recorded. */
function seenBaselines(
  paths: readonly string[],
  { baseline: option }: LintOptions,
  {
    configs: { cut },
    found,
    call: { folder },
  }: { readonly configs: Configs; readonly found: FoundFiles; readonly call: Call },
): (config: LensConfig) => SeenBaseline | undefined {
  const named = paths.flatMap((path) => (path === '-' ? [] : resolve(folder, path)));
  const seen = new Map(
    [...loadBaselines(folder, option, homesOf(found.sources, cut))].map(([config, baseline]) => [
      config,
      { baseline, isWhole: found.unreadable.length === 0 && seesAll(baseline, named) },
    ]),
  );
  return (config) => seen.get(config);
}

/** The workspaces with the files, and every cluster checked: a person at a terminal sees how far it is. */
function checkedInSteps(
  sources: FoundFiles['sources'],
  baselineOf: (config: LensConfig) => SeenBaseline | undefined,
  {
    cut,
    call,
    watch,
    stats,
  }: { readonly cut: Cut; readonly call: Call; readonly watch: Stopwatch } & { readonly stats: LintOptions['stats'] },
): Promise<readonly Workspace[]> {
  const { phase, waiting } = watch;
  // A clock around every rule costs as much as many a rule.
  const around = stats ? watch.rule : undefined;
  return withProgress(call, async (inSteps) => {
    const models = await waiting('parse', () => readFiles(sources, inSteps));
    const joined = phase('join', () => workspacesOf(models, cut, baselineOf));
    const clusters = joined.flatMap((workspace) => workspace.clusters);
    await waiting('rules', () => inSteps('clusters', clusters, (each) => void checkCluster(each, around)));
    return joined;
  });
}

type Test = (finding: RuleFinding) => boolean;

/** The findings that count, those of them that are shown, and how many more the changes or the baseline hide. */
function sortOut(
  all: readonly RuleFinding[],
  isRelevant: Test,
  isSevere: Test,
): {
  readonly findings: readonly RuleFinding[];
  readonly shown: readonly RuleFinding[];
  readonly unrelated: number;
  readonly baselined: number;
} {
  const open = all.filter(({ baselined }) => !baselined);
  const findings = open.filter(isRelevant);
  const shown = findings.filter(isSevere);
  const unrelated = open.filter(isSevere).length - shown.length;
  return { findings, shown, unrelated, baselined: all.length - open.length };
}

/** The texts of files by uri; '' for others. */
function textsOf(workspaces: readonly Workspace[]): LintResult['textOf'] {
  const texts = new Map(workspaces.flatMap(({ files }) => [...files.values()].map(({ uri, text }) => [uri, text])));
  return (uri) => texts.get(uri) ?? '';
}

/** Identifies findings by their reports. Documents are read again only when a format asks. */
function identifier(
  reports: readonly Report[],
  findings: readonly RuleFinding[],
  workspaces: readonly Workspace[],
): LintResult['identityOf'] {
  const identifiers = once(
    () =>
      new Map(
        workspaces.flatMap((workspace) => {
          const identify = findingIdentities(workspace);
          return lint(workspace).map((finding) => [finding, identify]);
        }),
      ),
  );
  const findingOf = once(() => new Map(reports.map((each, index) => [each, findings[index]])));
  return (each) => {
    const finding = findingOf().get(each);
    return finding && identifiers().get(finding)?.(finding);
  };
}

/** The exit code, after telling of too many warnings. */
function exitCodeOf(findings: readonly RuleFinding[], options: LintOptions, isIncomplete: boolean, call: Call): number {
  const warnings = tooManyWarnings(findings, options);
  if (warnings) tell(warnings, call);
  const code = exitCodeFor(findings, options.failOn, isIncomplete);
  return warnings && code !== exitCodes.internal ? exitCodes.findings : code;
}

/** The exit code of a lint run: a fault of ours weighs most, then findings, then what could not be read. */
export function exitCodeFor(
  findings: readonly { readonly rule: string; readonly severity: Severity }[],
  failOn: Severity | 'never',
  isIncomplete: boolean,
): number {
  if (findings.some(({ rule }) => rule === 'internal-error')) return exitCodes.internal;
  if (failOn !== 'never' && findings.some(({ severity }) => isAtLeast(severity, failOn))) return exitCodes.findings;
  return isIncomplete ? exitCodes.unreadable : exitCodes.clean;
}

function wantsChanges({ changed, since }: LintOptions): boolean {
  return changed !== undefined || since !== undefined;
}

function fileCounts({ files, withoutHint, sources }: FoundFiles): RunStats['files'] {
  return { seen: files.length, skipped: withoutHint, parsed: sources.filter((source) => 'text' in source).length };
}

function isAtLeast(severity: Severity, limit: Severity): boolean {
  return severities.indexOf(severity) <= severities.indexOf(limit);
}
