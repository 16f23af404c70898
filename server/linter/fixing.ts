import type { Fix } from '../model/fix.js';
import type { TextEdit } from '../text/edit.js';
import { isSame } from '../text/span.js';
import type { Workspace } from '../workspace/workspace.js';
import type { RuleFinding } from './lint.js';
import { editsOf, type ReportedFix } from './report.js';

/** A fix that can be applied together with the others chosen. */
export interface ChosenFix {
  readonly finding: RuleFinding;
  readonly fix: Fix;
  readonly edits: ReportedFix['edits'];
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
  const taken: EditsByFile = new Map();
  const targets = new Set<string>();
  return findings.flatMap(bestOf).filter(({ fix, edits }) => {
    const own = targetsOf(fix);
    if (own.some((target) => targets.has(target)) || meets(taken, edits)) return false;
    for (const target of own) targets.add(target);
    add(taken, edits);
    return true;
  });
}

/** The edits of chosen fixes as one, each edit once: the result is as if every fix had been applied by itself. */
export function editsTogether(chosen: readonly ChosenFix[]): ReportedFix['edits'] {
  const together: EditsByFile = new Map();
  for (const { edits } of chosen) add(together, edits);
  return [...together].map(([uri, edits]) => ({ uri, edits }));
}

type EditsByFile = Map<string, TextEdit[]>;

function add(taken: EditsByFile, fix: ReportedFix['edits']): void {
  for (const { uri, edits } of fix) {
    const before = taken.get(uri) ?? [];
    taken.set(uri, before);
    before.push(...edits.filter((edit) => !before.some((other) => isSameEdit(edit, other))));
  }
}

function meets(taken: EditsByFile, fix: ReportedFix['edits']): boolean {
  return fix.some(({ uri, edits }) => {
    const before = taken.get(uri) ?? [];
    return edits.some((edit) => before.some((other) => !isSameEdit(edit, other) && conflict(edit, other)));
  });
}

function isSameEdit(a: TextEdit, b: TextEdit): boolean {
  return isSame(a.span, b.span) && a.newText === b.newText;
}

/** True when the two overlap. Both may insert at one place, as two new entries at the end of a map do. */
function conflict({ span: a }: TextEdit, { span: b }: TextEdit): boolean {
  const isInsertion = a.start === a.end || b.start === b.end;
  if (a.start === b.start) return a.end !== b.end || !isInsertion;
  return a.start < b.end && b.start < a.end;
}

/** What a fix sets, whatever is written there now. */
function targetsOf({ changes }: Fix): readonly string[] {
  return changes.flatMap((change) => {
    if (change.kind === 'setVariables') {
      const { block, variables } = change;
      const names = 'keys' in block ? block.keys.slice(0, 1) : Object.keys(variables);
      return names.map((name) => `${placeKey(block.at)} ${name}`);
    }
    return change.kind === 'addKey' ? [`${placeKey(change.map)} ${change.key}`] : [];
  });
}

function placeKey({ uri, document, span }: RuleFinding['at']): string {
  return `${uri}#${document}:${span.start}-${span.end}`;
}
