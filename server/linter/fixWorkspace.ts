import type { Baseline } from '../model/baseline.js';
import type { Fix } from '../model/fix.js';
import { applyEdits } from '../text/edit.js';
import { type Workspace, withBaseline, withFiles } from '../workspace/workspace.js';
import { type ChosenFix, chooseFixes, editsTogether, type FixChoice } from './fixing.js';
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
 * Applies fixes and lints again until nothing is left to do. In the end no file has an error or a broken document that it had not
 * before: fixes that lead there are not applied. One that concerns several files is applied to all of them or to none.
 */
export function fixWorkspace(workspace: Workspace, options: FixOptions): FixedWorkspace {
  const before = errorsOf(workspace);
  const barred = new Set<string>();
  for (;;) {
    const fixed = fixedWithout(barred, workspace, options);
    if (!isWorse(errorsOf(fixed.workspace), before)) return fixed;
    const names = new Set(fixed.applied.map(({ finding, fix }) => nameOf(finding, fix)));
    const isHarmless = (left: readonly string[]): boolean => {
      const others = new Set([...barred, ...names].filter((name) => !left.includes(name)));
      return !isWorse(errorsOf(fixedWithout(others, workspace, options).workspace), before);
    };
    const harmless = new Set(harmlessOf([...names], [], isHarmless));
    for (const name of names) if (!harmless.has(name)) barred.add(name);
  }
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

/** What is accepted and those of the candidates that do no harm beside it. Halves what does, until it is one. */
function harmlessOf(
  candidates: readonly string[],
  accepted: readonly string[],
  isHarmless: (names: readonly string[]) => boolean,
): readonly string[] {
  const together = [...accepted, ...candidates];
  if (isHarmless(together)) return together;
  if (candidates.length <= 1) return accepted;
  const middle = candidates.length >>> 1;
  const first = harmlessOf(candidates.slice(0, middle), accepted, isHarmless);
  return harmlessOf(candidates.slice(middle), first, isHarmless);
}

function fixedWithout(barred: ReadonlySet<string>, workspace: Workspace, options: FixOptions): FixedWorkspace {
  let current = workspace;
  const applied: ChosenFix[] = [];
  for (let pass = 0; pass < mostPasses; pass++) {
    const findings = lint(current)
      .filter(options.isWanted)
      .map((finding) => withoutFixes(finding, barred));
    const chosen = chooseFixes(findings, current, options);
    if (chosen.length === 0) break;
    current = withFixes(current, chosen);
    applied.push(...chosen);
  }
  return { workspace: current, applied };
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

function withFixes(workspace: Workspace, chosen: readonly ChosenFix[]): Workspace {
  const sources = editsTogether(chosen).map(({ uri, edits }) => {
    const text = applyEdits(workspace.files.get(uri)?.text ?? '', edits);
    if (text === undefined) throw new Error(`The edits of fixes in ${uri} overlap`);
    return { uri, text };
  });
  return withFiles(workspace, sources);
}

/** How many there are of what must not grow: errors by file and rule, and documents that cannot be read by file. */
function errorsOf(workspace: Workspace): ReadonlyMap<string, number> {
  const errors = new Map<string, number>();
  const count = (key: string): void => {
    errors.set(key, (errors.get(key) ?? 0) + 1);
  };
  for (const { severity, at, rule } of lint(workspace)) if (severity === 'error') count(`${at.uri} ${rule}`);
  for (const { uri, documents } of workspace.files.values()) {
    for (const { parsed } of documents) if (!parsed) count(`${uri} is broken`);
  }
  return errors;
}

function isWorse(after: ReadonlyMap<string, number>, before: ReadonlyMap<string, number>): boolean {
  return [...after].some(([key, count]) => count > (before.get(key) ?? 0));
}
