import { plannedClusters, plansOf } from '../linter/plans.js';
import { message } from '../messages/message.js';
import type { PageCluster } from '../page/pageCluster.js';
import { budgetOf } from '../plan/budgets.js';
import type { ClusterPlan } from '../plan/clusterPlan.js';
import { differencesOf } from '../plan/differences.js';
import { clusterOf } from '../plan/question.js';
import { planReport } from '../plan/report.js';
import { notTakenAsWritten } from '../plan/warmPoolAnswer.js';
import { whatIf } from '../plan/whatIf.js';
import { jsonText, painter } from '../reporters/terminal.js';
import type { ShownPlan } from '../wording/planTexts.js';
import type { Workspace } from '../workspace/workspace.js';
import { workspacesOf } from '../workspace/workspaces.js';
import type { Call } from './call.js';
import { collect, readFiles } from './collect.js';
import { wantsColor } from './color.js';
import { loadConfig } from './config.js';
import { configsFor } from './configs.js';
import { exitCodes, UsageError } from './exitCodes.js';
import type { FoundFiles } from './files.js';
import type { PlanCommandOptions } from './options.js';
import { changesOf, checkedVariables, checkTypesIn, isQuestion, questionOf } from './planChanges.js';
import { planMarkdown, planText } from './planText.js';
import { withProgress } from './progress.js';
import { shownPath } from './shownPath.js';
import { stopwatch } from './stats.js';
import { tell, tellProblems } from './tell.js';

/**
 * Prints the plans of the clusters that the paths hold, or of the one that the options describe, and returns the exit code. Throws a
 * UsageError for a broken config file, and for options that name what is not there.
 */
export async function runPlan(paths: readonly string[], options: PlanCommandOptions, call: Call): Promise<number> {
  checkBudgets(options);
  if (isQuestion(options)) {
    if (options.apply) checkApply(false, paths);
    const asked = askedCluster(paths, options, call);
    const plan = askedPlan(asked, call);
    if (options.format === 'html') {
      const { pageText } = await import('./planPage.js');
      call.stdout.write(pageText([asked], call));
    } else {
      call.stdout.write(textOf([plan], options.format, call));
    }
    tellNotes(options, call);
    return exitCodeOf([plan], exitCodes.clean);
  }
  const { found, workspaces } = await workspacesAt(paths.length > 0 ? paths : ['.'], options, call);
  const pathOf = (uri: string): string => shownPath(call.folder, uri);
  const told = { catalogue: call.catalogue, pathOf, budgets: options.assert };
  const changes = changesOf(options, workspaces.flatMap(plannedClusters));
  const plans = workspaces.flatMap((workspace) => {
    const before = plansOf(workspace, {}, told);
    if (changes === undefined) return before.map(unchanged);
    const after = plansOf(workspace, changes, told);
    return after.map((plan, index) => compared(before[index], plan));
  });
  if (options.apply) checkApply(changes !== undefined, paths);
  if (options.format === 'html') {
    const { pageClusters, pageText } = await import('./planPage.js');
    const clusters = workspaces.flatMap((workspace) =>
      pageClusters(workspace, { changes: changes ?? {}, budgets: options.assert ?? [] }, call),
    );
    call.stdout.write(pageText(clusters, call));
  } else {
    call.stdout.write(textOf(plans, options.format, call));
  }
  if (plans.length === 0) {
    tell(message('eni-lens: no cluster is found here: no node group, and no settings of the VPC CNI'), call);
  }
  tellNotes(options, call);
  tellProblems({ unclaimed: found.unclaimed.map(pathOf), unreadable: found.unreadable }, call);
  if (options.apply) {
    const { applyPlan } = await import('./applyPlan.js');
    const applied = await applyPlan(
      { workspaces, changes: changes ?? {}, paths, hasConfig: options.config !== false },
      call,
    );
    if (applied !== exitCodes.clean) return applied;
  }
  return exitCodeOf(plans, found.unreadable.length > 0 ? exitCodes.unreadable : exitCodes.clean);
}

/** The width of the terminal; undefined for a file or a pipe, and for a terminal that does not know. */
function widthOf({ stdout: { isTTY, columns } }: Call): number | undefined {
  return isTTY && columns ? columns : undefined;
}

function checkApply(hasChanges: boolean, paths: readonly string[]): void {
  if (!hasChanges)
    throw new UsageError(message('--apply needs files and something that is to be otherwise, such as --set'));
  if (paths.includes('-'))
    throw new UsageError(message('--apply writes files, and none to standard output: leave out -'));
}

/** A value that the CNI does not read is planned as it is read, and not as somebody wrote it. */
function tellNotes({ set = {} }: PlanCommandOptions, call: Call): void {
  for (const note of notTakenAsWritten(set)) tell(message('note: {note}', { note }), call);
}

/** A budget that cannot be read is a mistake of the command line. */
function checkBudgets({ assert = [] }: PlanCommandOptions): void {
  const wrong = assert.flatMap((expression) => {
    const budget = budgetOf(expression);
    const reason = budget.kind === 'fault' ? budget.reason : undefined;
    return reason ? [message('--assert {expression} cannot be read: {reason}', { expression, reason })] : [];
  });
  if (wrong.length > 0) throw new UsageError(...wrong);
}

function exitCodeOf(plans: readonly ShownPlan[], otherwise: number): number {
  const isBroken = plans.some(({ plan }) => plan.budgets.some(({ isKept }) => isKept === false));
  return isBroken ? exitCodes.findings : otherwise;
}

function unchanged(plan: ClusterPlan): ShownPlan {
  return { plan, before: undefined, differences: [] };
}

function compared(before: ClusterPlan | undefined, plan: ClusterPlan): ShownPlan {
  return { plan, before, differences: before ? differencesOf(before, plan) : [] };
}

/** The cluster that the options describe. */
function askedCluster(paths: readonly string[], options: PlanCommandOptions, call: Call): PageCluster {
  const { instanceTypes } = loadConfig(call.folder, options.config);
  const question = questionOf(options, paths, instanceTypes);
  const cluster = clusterOf(question);
  checkTypesIn(question.instanceTypes, [cluster]);
  const changes = { variables: checkedVariables(options.set ?? {}) };
  return { cluster, changes, findings: [], budgets: options.assert ?? [], placeOf: () => undefined };
}

function askedPlan({ cluster, changes, placeOf, budgets }: PageCluster, { catalogue }: Call): ShownPlan {
  return unchanged(planReport(whatIf(cluster, changes), { catalogue, placeOf }, { budgets }));
}

async function workspacesAt(
  paths: readonly string[],
  options: PlanCommandOptions,
  call: Call,
): Promise<{ readonly found: FoundFiles; readonly workspaces: readonly Workspace[] }> {
  const places = paths.map((path) => (path === '-' ? options.stdinFilename : path));
  const configs = configsFor(places, { folder: call.folder, option: options.config, prepare: (config) => config });
  const found = await collect(paths, options, configs, stopwatch(call.now), call);
  const models = await withProgress(call, (inSteps) => readFiles(found.sources, inSteps));
  return { found, workspaces: workspacesOf(models, configs.cut, () => undefined) };
}

/** The shape of the JSON is documented in `docs/json-output.md` and by `schemas/plan-output.schema.json`. */
function textOf(
  plans: readonly ShownPlan[],
  format: Exclude<PlanCommandOptions['format'], 'html'>,
  call: Call,
): string {
  switch (format) {
    case 'json': {
      const before = plans.flatMap((each) => each.before ?? []);
      const isChanged = before.length > 0;
      return jsonText({
        version: 1,
        clusters: plans.map(({ plan }) => plan),
        ...(isChanged ? { before, differences: plans.map(({ differences }) => differences) } : {}),
      });
    }
    case 'markdown':
      return planMarkdown(plans, call.say);
    case 'table': {
      const print = { paint: painter(wantsColor(call)), width: widthOf(call) };
      return plans.map((plan) => planText(plan, print, call.say)).join('\n');
    }
    default:
      return format satisfies never;
  }
}
