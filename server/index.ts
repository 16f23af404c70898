import { readLensConfig } from './formats/eniLensConfig.js';
import { lint as lintWorkspace } from './linter/lint.js';
import { type Report, report } from './linter/report.js';
import { defaultConfig } from './model/lensConfig.js';
import { emptyWorkspace, withConfig, withFiles } from './workspace/workspace.js';

export { type PoolRanges, poolRanges } from './ipam/poolRanges.js';
export type { InstanceLimits } from './ipam/settings.js';
export { type PoolState, simulateWarmPool } from './ipam/warmPool.js';
export type { WarmPoolConfig, WarmPoolDriver } from './ipam/warmPoolConfig.js';

export type { Range, Report, ReportedFix } from './linter/report.js';
export type { Severity } from './model/lensConfig.js';
export { type MaxPodsAnswer, type MaxPodsOptions, type MaxPodsPath, maxPods } from './model/maxPodsAnswer.js';

/** A file to lint. `uri` is any name with forward slashes; folders in it decide which files form a cluster. */
export interface InputFile {
  readonly uri: string;
  readonly text: string;
}

export interface LintOutcome {
  /** Sorted by file, place and rule. */
  readonly findings: readonly Report[];
  /** Files that hold something of ours. */
  readonly filesChecked: number;
}

/**
 * Lints files that are already in memory: the same findings as the command line's. Never throws for any text. `config` is the
 * text of an `eni-lens.yaml` and its uri, which its patterns are relative to.
 */
export function lint(files: Iterable<InputFile>, config?: InputFile): LintOutcome {
  const settings = config ? readLensConfig(config.uri, config.text) : defaultConfig;
  const workspace = withFiles(withConfig(emptyWorkspace, settings), files);
  const checked = [...workspace.files.values()].filter(({ documents }) =>
    documents.some(({ resources }) => resources.length > 0),
  );
  return { findings: report(lintWorkspace(workspace), workspace), filesChecked: checked.length };
}
