import { readBaseline } from './formats/eniLens/baseline.js';
import { readLensConfig } from './formats/eniLens/config.js';
import { type PoolRanges, poolRanges as rangesOfPool } from './ipam/poolRanges.js';
import { type PoolState, simulateWarmPool as playWarmPool } from './ipam/warmPool.js';
import { defaultDriver, type WarmPoolConfig, type WarmPoolDriver } from './ipam/warmPoolConfig.js';
import { checkedFiles } from './linter/checkedFiles.js';
import { configProblems as problemsOf } from './linter/configProblems.js';
import { lintAll } from './linter/lint.js';
import { plansOf } from './linter/plans.js';
import { type Range, type Report, reportAll } from './linter/report.js';
import { type Catalogue, render } from './messages/message.js';
import type { LensConfig } from './model/lensConfig.js';
import type { ClusterPlan } from './plan/clusterPlan.js';
import type { PlanChanges } from './plan/planChanges.js';
import { memoized } from './text/memo.js';
import { folderOf, uriFrom } from './text/paths.js';
import { sourceFile } from './text/sourceFile.js';
import { configsByFolder, cutAlone, cutBy } from './workspace/cut.js';
import { readFile } from './workspace/fileModel.js';
import { hasHint } from './workspace/hints.js';
import type { Workspace } from './workspace/workspace.js';
import { type SeenBaseline, workspacesOf } from './workspace/workspaces.js';

export type { InstanceLimits } from './ipam/settings.js';
export type { ReportedFix } from './linter/report.js';
export type { Severity } from './model/lensConfig.js';
export type {
  ChoiceId,
  ChosenCalls,
  ChosenStates,
  Demand,
  NodeCounts,
  Origin,
  PerSize,
  PerState,
  PerUse,
  PlannedBudget,
  PlannedChoice,
  PlannedFinding,
  PlannedInstanceType,
  PlannedNeed,
  PlannedNodeGroup,
  PlannedPlace,
  PlannedRange,
  PlannedSetting,
  PlannedSource,
  PlannedSubnet,
  PlannedTotals,
  Standing,
  State,
  UnplannedGroup,
} from './plan/clusterPlan.js';
export { type MaxPodsAnswer, type MaxPodsOptions, type MaxPodsPath, maxPods } from './plan/maxPodsAnswer.js';
export type { GroupChanges } from './plan/planChanges.js';
export type { Position } from './text/sourceFile.js';
export type {
  Catalogue,
  ClusterPlan,
  PlanChanges,
  PoolRanges,
  PoolState,
  Range,
  Report,
  WarmPoolConfig,
  WarmPoolDriver,
};

/**
 * A file to lint. `uri` is a name with forward slashes; folders in it decide which files form a cluster. What is read is YAML, JSON, the
 * fences of Markdown and shell scripts; a file that is none of these by its name or its first line (`main.tf`) is not.
 */
export interface InputFile {
  readonly uri: string;
  readonly text: string;
}

export interface LintOutcome {
  /** Sorted by file, place and rule. */
  readonly findings: readonly Report[];
  /** Files that hold something of ours. */
  readonly filesChecked: number;
  /** What is wrong in config files; the rest of them counts. The command line refuses such a file. */
  readonly configProblems: readonly { readonly uri: string; readonly message: string; readonly range: Range }[];
  /** How many findings the baselines hide. */
  readonly baselined: number;
}

/**
 * Lints files that are already in memory: the same findings as the command line's, hints included, in whatever order the files
 * come; of two files with one uri the later counts. Never throws for any text. Each `eni-lens.yaml` among the files counts for those in
 * its folder and below, the nearest one alone. `config`, the text of one and its uri, which its patterns are relative to, counts instead
 * of them, for all files. A baseline that a config file names counts when it is among the files. `catalogue` holds the texts of another
 * language than English: the content of `eni-lens/ja.json` for Japanese.
 */
export function lint(files: Iterable<InputFile>, config?: InputFile, catalogue?: Catalogue): LintOutcome {
  const workspaces = workspacesFrom(files, config);
  const all = lintAll(workspaces);
  const findings = all.filter(({ baselined }) => !baselined);
  return {
    findings: reportAll(findings, workspaces, catalogue),
    filesChecked: checkedFiles(workspaces).length,
    configProblems: workspaces.flatMap((workspace) => configProblems(workspace.config, catalogue)),
    baselined: all.length - findings.length,
  };
}

/**
 * What the nodes of each cluster run, and what they take from which subnets: the numbers of hovers and findings as plain data. `config`
 * and `catalogue` are those of `lint`. With `changes` the plan is that of other variables, types and sizes, and the files stay as they
 * are. Clusters without node groups and without settings of the CNI, and those that documentation shows, have none. Never throws for any text.
 */
export function plan(
  files: Iterable<InputFile>,
  config?: InputFile,
  changes: PlanChanges = {},
  catalogue?: Catalogue,
): readonly ClusterPlan[] {
  return workspacesFrom(files, config).flatMap((workspace) => plansOf(workspace, changes, { catalogue }));
}

function workspacesFrom(files: Iterable<InputFile>, config: InputFile | undefined): readonly Workspace[] {
  const byUri = new Map(Array.from(files, (file) => [file.uri, file]));
  const cut = config ? cutAlone(configOf(config)) : cutBy(configsAmong(byUri));
  const relevant = [...byUri.values()].filter(({ uri, text }) => !cut.isIgnored(uri) && hasHint(text, uri));
  const sorted = relevant.toSorted((a, b) => (a.uri < b.uri ? -1 : 1));
  const models = sorted.map((file) => readFile(file));
  const baselineIn = memoized((settings: LensConfig) => baselineAmong(byUri, settings));
  return workspacesOf(models, cut, baselineIn);
}

function configOf({ uri, text }: InputFile): LensConfig {
  return readLensConfig(uri, withoutMark(text));
}

function configsAmong(files: ReadonlyMap<string, InputFile>): (folder: string) => LensConfig | undefined {
  const uris = configsByFolder(files.keys());
  return (folder) => {
    const uri = uris.get(folder);
    const file = uri === undefined ? undefined : files.get(uri);
    return file && configOf(file);
  };
}

function baselineAmong(files: ReadonlyMap<string, InputFile>, { baseline, uri }: LensConfig): SeenBaseline | undefined {
  const file = baseline && files.get(uriFrom(folderOf(uri ?? ''), baseline.value));
  return file && { baseline: readBaseline(file.uri, file.text), isWhole: true };
}

/** Pods wanted after each other. */
export type WarmPoolSteps = readonly (number | { readonly pods: number })[];

/**
 * Plays the CNI's warm pool on a fresh node through `steps` and gives the state at the end of each. `driver` says how: what it
 * leaves out is as in most of the measured figures (all pods of a step at once, 80 ticks of 5 s a step). Numbers below 0, and
 * numbers that are none, count as 0. `poolRanges` says which of the numbers the real program's random order leaves open.
 */
export function simulateWarmPool(
  config: WarmPoolConfig,
  steps: WarmPoolSteps,
  driver: Partial<WarmPoolDriver> = {},
): readonly PoolState[] {
  return playWarmPool(config, steps.map(podsOf), fullDriver(driver));
}

/** The range of every number `simulateWarmPool` gives as one, over all orders in which the real program may visit its ENIs. */
export function poolRanges(
  config: WarmPoolConfig,
  steps: WarmPoolSteps,
  driver: Partial<WarmPoolDriver> = {},
): readonly PoolRanges[] {
  return rangesOfPool(config, steps.map(podsOf), fullDriver(driver));
}

function podsOf(step: WarmPoolSteps[number]): number {
  return typeof step === 'number' ? step : step.pods;
}

function fullDriver({
  burst = defaultDriver.burst,
  remove = defaultDriver.remove,
  ticksPerStep = defaultDriver.ticksPerStep,
  settleTicksAtStart = defaultDriver.settleTicksAtStart,
  tickSeconds = defaultDriver.tickSeconds,
}: Partial<WarmPoolDriver>): WarmPoolDriver {
  return { burst, remove, ticksPerStep, settleTicksAtStart, tickSeconds };
}

function configProblems(config: LensConfig, catalogue: Catalogue | undefined): LintOutcome['configProblems'] {
  const source = sourceFile(config.text);
  return problemsOf(config).map(({ at: { uri, span }, message }) => ({
    uri,
    message: render(message, catalogue),
    range: { start: source.positionAt(span.start), end: source.positionAt(span.end), span },
  }));
}

/** A byte order mark is none of the text. */
function withoutMark(text: string): string {
  return text.replace(/^\ufeff/, '');
}
