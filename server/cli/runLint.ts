import { resolve } from 'node:path';
import { checkedFiles } from '../linter/checkedFiles.js';
import { findingIdentities } from '../linter/findingIdentity.js';
import { type Around, checkCluster, lint, type RuleFinding } from '../linter/lint.js';
import { type Report, report } from '../linter/report.js';
import { type Severity, severities } from '../model/lensConfig.js';
import type { LintResult, RunStats } from '../reporters/reporter.js';
import { emptyWorkspace, type Workspace, withBaseline, withConfig, withModels } from '../workspace/workspace.js';
import { loadBaseline, seesAll } from './baselineFile.js';
import type { Call } from './call.js';
import { relevantTo } from './changedFindings.js';
import { collect, readFiles } from './collect.js';
import { loadConfig, overlookedConfigs } from './config.js';
import { exitCodes } from './exitCodes.js';
import type { FoundFiles } from './files.js';
import { fixFiles, fixReport, fixRequestOf } from './fix.js';
import { gitOf } from './git.js';
import { changesSince } from './gitChanges.js';
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
  const { folder, say, catalogue } = call;
  const outputs = outputsOf(folder, options.format);
  const request = fixRequestOf(options);
  const watch = stopwatch(call.now);
  const { phase, waiting } = watch;
  const config = phase('config', () => withRuleOptions(loadConfig(folder, options.config), options));
  const git = gitOf(call);
  const changes = wantsChanges(options) && phase('changes', () => changesSince(git, folder, options.since));
  const found = await collect(paths, options, config, watch, call);
  const named = paths.flatMap((path) => (path === '-' ? [] : resolve(folder, path)));
  const baseline = phase('config', () => loadBaseline(folder, options.baseline, config));
  const judged = baseline && found.unreadable.length === 0 && seesAll(baseline, named) ? 'all' : 'none';
  const known = withBaseline(withConfig(emptyWorkspace, config), baseline, judged);
  // A clock around every rule costs as much as many a rule.
  const aroundRule = options.stats ? watch.rule : undefined;
  const seen = await checkedInSteps(known, found.sources, { call, watch, aroundRule });
  const pathOf = (uri: string): string => shownPath(folder, uri);
  refuseInputs(outputs, seen, call);
  phase('rules', () => lint(seen));
  const linted = {
    folder,
    git,
    workspace: seen,
    found,
    maxFileSize: options.maxFileSize,
    configOption: options.config,
  };
  const isRelevant = changes ? phase('changes', () => relevantTo(changes, linted)) : () => true;
  const isSevere: Test = (finding) => isAtLeast(finding.severity, leastShown(options));
  const isWanted: Test = (finding) => !finding.baselined && isSevere(finding) && isRelevant(finding);
  const fixed =
    request &&
    (await waiting('fix', () =>
      fixFiles(seen, request, { call, paths, baseline: baseline?.uri, stdin: found.stdin, isWanted, pathOf }),
    ));
  const workspace = fixed?.workspace ?? seen;
  const { findings, shown, unrelated, baselined } = sortOut(lint(workspace), isRelevant, isSevere);
  const reports = phase('report', () => report(shown, workspace, catalogue));
  const stats = options.stats ? { ...watch.times(), files: fileCounts(found) } : undefined;
  const result: LintResult = {
    reports,
    hidden: findings.length - shown.length,
    unrelated: changes ? unrelated : undefined,
    baselined,
    textOf: (uri) => workspace.files.get(uri)?.text ?? '',
    pathOf,
    identityOf: identifier(reports, shown, workspace),
    ruleOf: ruleFacts(call),
    filesSeen: found.files.length,
    filesChecked: checkedFiles(workspace),
    pathsIgnored: found.ignored,
    fixed: fixed && fixReport(fixed, say),
    unreadable: found.unreadable.map(({ path, reason }) => ({ path, reason: say(reason) })),
    stats,
  };
  const unwritable = fixed?.unwritable ?? [];
  const unwritten = printOutputs(outputs, result, { call, output: fixed?.output });
  tellProblems({ unclaimed: found.unclaimed.map(pathOf), unreadable: found.unreadable, unwritable, unwritten }, call);
  for (const text of overlookedConfigs(found.files, folder, options.config)) tell(text, call);
  if (stats) call.stderr.write(statsText(stats, say));
  const warnings = tooManyWarnings(findings, options);
  if (warnings) tell(warnings, call);
  const isIncomplete = [found.unreadable, unwritable, unwritten].some(({ length }) => length > 0);
  const code = exitCodeFor(findings, options.failOn, isIncomplete);
  return warnings && code !== exitCodes.internal ? exitCodes.findings : code;
}

/** The workspace with the files, and every cluster checked: a person at a terminal sees how far it is. */
function checkedInSteps(
  known: Workspace,
  sources: FoundFiles['sources'],
  {
    call,
    watch,
    aroundRule,
  }: { readonly call: Call; readonly watch: Stopwatch; readonly aroundRule: Around | undefined },
): Promise<Workspace> {
  const { phase, waiting } = watch;
  return withProgress(call, async (inSteps) => {
    const models = await waiting('parse', () => readFiles(sources, inSteps));
    const joined = phase('join', () => withModels(known, models));
    await waiting('rules', () => inSteps('clusters', joined.clusters, (each) => void checkCluster(each, aroundRule)));
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

/** Identifies findings by their reports. Documents are read again only when a format asks. */
function identifier(
  reports: readonly Report[],
  findings: readonly RuleFinding[],
  workspace: Workspace,
): LintResult['identityOf'] {
  const identify = findingIdentities(workspace);
  const findingOf = new Map(reports.map((each, index) => [each, findings[index]]));
  return (each) => {
    const finding = findingOf.get(each);
    return finding && identify(finding);
  };
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
