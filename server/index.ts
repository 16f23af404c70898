import { readBaseline } from './formats/baseline.js';
import { readLensConfig } from './formats/eniLensConfig.js';
import { type PoolRanges, poolRanges as rangesOfPool } from './ipam/poolRanges.js';
import { type PoolState, simulateWarmPool as playWarmPool } from './ipam/warmPool.js';
import { defaultDriver, type WarmPoolConfig, type WarmPoolDriver } from './ipam/warmPoolConfig.js';
import { checkedFiles } from './linter/checkedFiles.js';
import { configProblems as problemsOf } from './linter/configProblems.js';
import { lint as lintWorkspace } from './linter/lint.js';
import { type Range, type Report, report } from './linter/report.js';
import { type Catalogue, render } from './messages/message.js';
import type { Baseline } from './model/baseline.js';
import { defaultConfig, type LensConfig } from './model/lensConfig.js';
import { sourceFile } from './text/sourceFile.js';
import { ignoreMatcher } from './workspace/clusters.js';
import { hasHint } from './workspace/hints.js';
import { folderOf, uriFrom } from './workspace/paths.js';
import { emptyWorkspace, withBaseline, withConfig, withFiles } from './workspace/workspace.js';

export type { InstanceLimits } from './ipam/settings.js';
export type { ReportedFix } from './linter/report.js';
export type { Severity } from './model/lensConfig.js';
export { type MaxPodsAnswer, type MaxPodsOptions, type MaxPodsPath, maxPods } from './plan/maxPodsAnswer.js';
export type { Position } from './text/sourceFile.js';
export type { Catalogue, PoolRanges, PoolState, Range, Report, WarmPoolConfig, WarmPoolDriver };

/**
 * A file to lint. `uri` is a name with forward slashes; folders in it decide which files form a cluster. A file that is neither YAML nor
 * JSON by its name or its first line (`main.tf`) is not read.
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
  /** What is wrong in the config file; the rest of it counts. The command line refuses such a file. */
  readonly configProblems: readonly { readonly message: string; readonly range: Range }[];
  /** How many findings the baseline hides. */
  readonly baselined: number;
}

/**
 * Lints files that are already in memory: the same findings as the command line's, hints included, in whatever order the files
 * come; of two files with one uri the later counts. Never throws for any text. `config` is the text of an `eni-lens.yaml` and
 * its uri, which its patterns are relative to; a baseline that it names counts when it is among the files. `catalogue` holds the texts of another language than English: the content of
 * `eni-lens/ja.json` for Japanese.
 */
export function lint(files: Iterable<InputFile>, config?: InputFile, catalogue?: Catalogue): LintOutcome {
  const settings = config ? readLensConfig(config.uri, withoutMark(config.text)) : defaultConfig;
  const isIgnored = ignoreMatcher(settings);
  const byUri = new Map(Array.from(files, (file) => [file.uri, file]));
  const relevant = [...byUri.values()].filter(({ uri, text }) => hasHint(text) && !isIgnored(uri));
  const sorted = relevant.toSorted((a, b) => (a.uri < b.uri ? -1 : 1));
  const configured = withConfig(emptyWorkspace, settings);
  const workspace = withFiles(withBaseline(configured, baselineAmong(byUri, settings), 'all'), sorted);
  const all = lintWorkspace(workspace);
  const findings = all.filter(({ baselined }) => !baselined);
  return {
    findings: report(findings, workspace, catalogue),
    filesChecked: checkedFiles(workspace).length,
    configProblems: config ? configProblems(settings, config.text, catalogue) : [],
    baselined: all.length - findings.length,
  };
}

function baselineAmong(files: ReadonlyMap<string, InputFile>, { baseline, uri }: LensConfig): Baseline | undefined {
  const file = baseline && files.get(uriFrom(folderOf(uri ?? ''), baseline.value));
  return file && readBaseline(file.uri, file.text);
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

function configProblems(
  config: LensConfig,
  text: string,
  catalogue: Catalogue | undefined,
): LintOutcome['configProblems'] {
  const source = sourceFile(withoutMark(text));
  return problemsOf(config).map(({ at: { span }, message }) => ({
    message: render(message, catalogue),
    range: { start: source.positionAt(span.start), end: source.positionAt(span.end), span },
  }));
}

/** A byte order mark is none of the text. */
function withoutMark(text: string): string {
  return text.replace(/^\ufeff/, '');
}
