import type { Fix } from '../model/fix.js';
import { placeKey } from '../text/span.js';
import type { Workspace } from '../workspace/workspace.js';
import { editsOf, type FileEdits } from './fixEdits.js';
import type { RuleFinding } from './lint.js';
import { takenEdits } from './takenEdits.js';

/** A fix that can be applied together with the others chosen. */
export interface ChosenFix {
  readonly finding: RuleFinding;
  readonly fix: Fix;
  readonly edits: FileEdits;
}

export interface FixChoice {
  readonly levels: readonly Fix['level'][];
  /** False for a file that must stay as it is: a fix that would change it is left out as a whole. */
  readonly mayChange: (uri: string) => boolean;
}

/**
 * The best fix of each finding that can be written, without those that meet one chosen before, be it in a place or in what they set:
 * two values for one variable are no fix. An edit may be part of several.
 */
export function chooseFixes(
  findings: readonly RuleFinding[],
  workspace: Workspace,
  choice: FixChoice,
): readonly ChosenFix[] {
  const bestOf = (finding: RuleFinding): readonly ChosenFix[] => {
    for (const fix of finding.fixes?.() ?? []) {
      const edits = choice.levels.includes(fix.level) ? editsOf(fix, workspace) : undefined;
      if (edits?.every(({ uri }) => choice.mayChange(uri))) return [{ finding, fix, edits }];
    }
    return [];
  };
  return apart(findings.flatMap(bestOf));
}

/** The fixes of findings that can be written, in their order. */
export function writtenFixes(
  workspace: Workspace,
  findings: readonly RuleFinding[],
): ReadonlyMap<RuleFinding, readonly ChosenFix[]> {
  const written = findings.map((finding) => {
    const fixes = (finding.fixes?.() ?? []).flatMap((fix): readonly ChosenFix[] => {
      const edits = editsOf(fix, workspace);
      return edits ? [{ finding, fix, edits }] : [];
    });
    return [finding, fixes] as const;
  });
  return new Map(written);
}

/** Those of fixes that can be applied together: without those that meet one before, and one for each finding. */
export function apart(fixes: readonly ChosenFix[]): readonly ChosenFix[] {
  const taken = takenEdits();
  const targets = new Set<string>();
  const mended = new Set<RuleFinding>();
  return fixes.filter(({ finding, fix, edits }) => {
    const own = targetsOf(fix);
    if (mended.has(finding) || own.some((target) => targets.has(target)) || taken.meets(edits)) return false;
    mended.add(finding);
    for (const target of own) targets.add(target);
    taken.take(edits);
    return true;
  });
}

/** The edits of chosen fixes as one, each edit once: the result is as if every fix had been applied by itself. */
export function editsTogether(chosen: readonly ChosenFix[]): FileEdits {
  const together = takenEdits();
  for (const { edits } of chosen) together.take(edits);
  return together.all();
}

/** What a fix sets, whatever is written there now. */
function targetsOf({ changes }: Fix): readonly string[] {
  return changes.flatMap((change) => {
    if (change.kind === 'setVariables') {
      const { block, variables } = change;
      const names =
        'path' in block ? block.path.slice(0, 1).map((part) => JSON.stringify(part)) : Object.keys(variables);
      return names.map((name) => `${placeKey(block.at)} ${name}`);
    }
    return change.kind === 'addKey' ? [`${placeKey(change.map)} ${change.key}`] : [];
  });
}
