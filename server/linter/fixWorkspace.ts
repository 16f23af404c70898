import type { Baseline } from '../model/baseline.js';
import type { Fix } from '../model/fix.js';
import { type Workspace, withBaseline } from '../workspace/workspace.js';
import { type ChosenFix, chooseFixes, type FixChoice } from './fixing.js';
import { harmlessTogether } from './guard.js';
import { lint, type RuleFinding } from './lint.js';

export interface FixOptions extends FixChoice {
  /** False for a finding that is to stay, because the person does not see it. */
  readonly isWanted: (finding: RuleFinding) => boolean;
}

/** A workspace after its fixes, and which were applied, in that order. The findings are those of the text each was applied to. */
export interface FixedWorkspace {
  readonly workspace: Workspace;
  readonly applied: readonly ChosenFix[];
}

/** One fix may make room for another, but two may also undo each other. */
const mostPasses = 10;

/**
 * Applies fixes and lints again until nothing is left to do. Fixes that do harm, as `guard.ts` has it, are not applied. One that concerns
 * several files is applied to all of them or to none.
 */
export function fixWorkspace(workspace: Workspace, options: FixOptions): FixedWorkspace {
  let current = workspace;
  const applied: ChosenFix[] = [];
  const barred = new Set<string>();
  // What did harm beside others may do none after them.
  let mayTryAgain = false;
  for (let pass = 0; pass < mostPasses; ) {
    const findings = lint(current)
      .filter(options.isWanted)
      .map((finding) => withoutFixes(finding, barred));
    const {
      fixes,
      refused,
      workspace: after,
    } = harmlessTogether(current, chooseFixes(findings, current, options), options);
    if (fixes.length === 0 && refused.length === 0) {
      if (!mayTryAgain) break;
      barred.clear();
      mayTryAgain = false;
      continue;
    }
    for (const { finding, fix } of refused) barred.add(nameOf(finding, fix));
    if (fixes.length === 0) continue;
    current = after;
    applied.push(...fixes);
    mayTryAgain = barred.size > 0;
    pass++;
  }
  return { workspace: current, applied };
}

/** Workspaces after their fixes. A baseline that several share has the same text in all of them. */
export interface FixedWorkspaces {
  readonly workspaces: readonly Workspace[];
  readonly applied: readonly ChosenFix[];
}

/** Fixes workspaces one after the other. */
export function fixWorkspaces(workspaces: readonly Workspace[], options: FixOptions): FixedWorkspaces {
  const baselines = new Map<string, Baseline>();
  const withLatest = (workspace: Workspace): Workspace => {
    const { baseline, judgedEntries } = workspace;
    const latest = baseline && baselines.get(baseline.uri);
    return latest === undefined || latest === baseline ? workspace : withBaseline(workspace, latest, judgedEntries);
  };
  const fixed = workspaces.map((workspace) => {
    const own = fixWorkspace(withLatest(workspace), options);
    const { baseline } = own.workspace;
    if (baseline !== undefined) baselines.set(baseline.uri, baseline);
    return own;
  });
  return {
    workspaces: fixed.map(({ workspace }) => withLatest(workspace)),
    applied: fixed.flatMap(({ applied }) => applied),
  };
}

/** What a fix is known by while places move. Several that say the same of one file are barred together. */
function nameOf({ at, rule, message }: RuleFinding, { title }: Fix): string {
  return JSON.stringify([at.uri, rule, message, title]);
}

function withoutFixes(finding: RuleFinding, barred: ReadonlySet<string>): RuleFinding {
  const { fixes } = finding;
  if (barred.size === 0 || fixes === undefined) return finding;
  return { ...finding, fixes: () => fixes().filter((fix) => !barred.has(nameOf(finding, fix))) };
}
