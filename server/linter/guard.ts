import { type Fix, fixLevels, levelsUpTo } from '../model/fix.js';
import { severities } from '../model/lensConfig.js';
import { keepsUntouched, type PlacedDocument } from '../syntax/untouched.js';
import { applyEdits, type TextEdit } from '../text/edit.js';
import { groupBy } from '../text/groupBy.js';
import { memoized } from '../text/memo.js';
import { firstBehind } from '../text/order.js';
import type { DocumentModel, FileModel } from '../workspace/fileModel.js';
import { rememberTree, treeOf } from '../workspace/tree.js';
import { type Workspace, withFiles } from '../workspace/workspace.js';
import type { FileEdits } from './fixEdits.js';
import { apart, type ChosenFix, chooseFixes, editsTogether, type FixChoice, writtenFixes } from './fixing.js';
import { lint, type RuleFinding } from './lint.js';

/*
 * No fix makes a file worse. Whoever offers or applies fixes asks here. The edited text is read and linted again: it is worse where the
 * fault is still there, where something the fix does not touch is another or cannot be read any more, and where a finding has come that is
 * not milder than the mended one and that no fix mends in turn.
 */

/** Fixes that do no harm when all of them are applied, and the workspace after them. */
export interface Harmless {
  readonly fixes: readonly ChosenFix[];
  readonly workspace: Workspace;
  /** Those that do harm beside them. There may be others still, which were not tried. */
  readonly refused: readonly ChosenFix[];
}

/** Tells fixes that are apart from each other from those among them that do harm. */
export function harmlessTogether(workspace: Workspace, chosen: readonly ChosenFix[], choice: FixChoice): Harmless {
  let attempts = mostAttempts;
  const add = (candidates: readonly ChosenFix[], known: Harmless): Harmless => {
    if (candidates.length === 0 || attempts-- <= 0) return known;
    const attempt = tryFixes(workspace, { known: known.fixes, added: candidates, choice });
    if (attempt.kind === 'harmless') {
      return { ...known, fixes: [...known.fixes, ...candidates], workspace: attempt.workspace };
    }
    const { useless } = attempt;
    if (useless.size > 0) {
      const others = candidates.filter((each) => !useless.has(each));
      return add(others, { ...known, refused: [...known.refused, ...useless] });
    }
    const middle = candidates.length >>> 1;
    return add(candidates.slice(middle), add(candidates.slice(0, middle), known));
  };
  return add(chosen, { fixes: [], workspace, refused: [] });
}

/** The fixes of findings that can be written and do no harm when one of them is applied, in their order. */
export function offeredFixes(
  workspace: Workspace,
  findings: readonly RuleFinding[],
): ReadonlyMap<RuleFinding, readonly ChosenFix[]> {
  const written = [...writtenFixes(workspace, findings).values()].flat();
  const known = verdicts(workspace);
  judgeAlone(
    workspace,
    written.filter(({ fix }) => !known.has(fix)),
    known,
  );
  return groupBy(
    written.filter(({ fix }) => known.get(fix) === true),
    ({ finding }) => finding,
  );
}

/** Whether fixes that were tried do no harm. */
const verdicts = memoized((_: Workspace) => new Map<Fix, boolean>());

/**
 * As many fixes as are apart are tried at once, and by themselves only where that fails, so many cost little more than one. The same edits,
 * which may mend several findings, are tried once.
 */
function judgeAlone(workspace: Workspace, fixes: readonly ChosenFix[], verdict: Map<Fix, boolean>): void {
  let attempts = mostAttempts;
  const judge = (candidates: readonly ChosenFix[]): void => {
    if (candidates.length === 0 || attempts-- <= 0) return;
    const choice = { levels: levelsUpTo(highestLevel(candidates)), mayChange: () => true };
    const attempt = tryFixes(workspace, { known: [], added: candidates, choice });
    if (attempt.kind === 'harmless') {
      for (const { fix } of candidates) verdict.set(fix, true);
      return;
    }
    const { useless } = attempt;
    if (useless.size > 0) {
      for (const { fix } of useless) verdict.set(fix, false);
      judge(candidates.filter((each) => !useless.has(each)));
      return;
    }
    const middle = candidates.length >>> 1;
    judge(candidates.slice(0, middle));
    judge(candidates.slice(middle));
  };
  const alike = groupBy(fixes, ({ edits }) => JSON.stringify(edits));
  let left = [...alike].flatMap(([key, [first]]) => (first === undefined ? [] : [{ ...first, key }]));
  while (left.length > 0 && attempts > 0) {
    const round = new Set(apart(left));
    judge(left.filter((each) => round.has(each)).flatMap(({ key }) => alike.get(key) ?? []));
    left = left.filter((each) => !round.has(each));
  }
}

/** Every attempt costs a reading and linting of what it changes. What is left untried then is not offered. */
const mostAttempts = 100;

/** One fix may make room for another. */
const mostFollowUps = 10;

/** Fixes that are tried beside others that do no harm. */
interface Trial {
  readonly known: readonly ChosenFix[];
  readonly added: readonly ChosenFix[];
  readonly choice: FixChoice;
}

/** The workspace after fixes; where it is worse, those of the added ones that can be told to be of no use. */
type Attempt =
  | { readonly kind: 'harmless'; readonly workspace: Workspace }
  | { readonly kind: 'harmful'; readonly useless: ReadonlySet<ChosenFix> };

function tryFixes(workspace: Workspace, { known, added, choice }: Trial): Attempt {
  const fixes = [...known, ...added];
  const after = edited(workspace, fixes);
  if (after === undefined) return { kind: 'harmful', useless: uselessOf(added, () => 0) };
  const allowed = countsOf(lint(workspace));
  for (const { finding } of fixes) {
    const key = keyOf(finding);
    allowed.set(key, (allowed.get(key) ?? 0) - 1);
  }
  const mended = new Set(fixes.map(({ finding }) => keyOf(finding)));
  const mildest = Math.max(...fixes.map(({ finding }) => severities.indexOf(finding.severity)));
  const isHarm = (finding: RuleFinding): boolean =>
    mended.has(keyOf(finding)) ||
    (severities.indexOf(finding.severity) <= mildest && !tellsOfMending.has(finding.rule));
  const attemptAt = (current: Workspace, followUps: number): Attempt => {
    const found = lint(current);
    const counts = countsOf(found);
    const moreOf = (key: string): number => (counts.get(key) ?? 0) - (allowed.get(key) ?? 0);
    const harm = found.filter((finding) => moreOf(keyOf(finding)) > 0 && isHarm(finding));
    if (harm.length === 0) return { kind: 'harmless', workspace: after };
    const chosen = followUps === 0 ? [] : followUpsTo(harm, current, choice);
    const next = chosen.length > 0 ? edited(current, chosen) : undefined;
    return next ? attemptAt(next, followUps - 1) : { kind: 'harmful', useless: uselessOf(added, moreOf) };
  };
  return attemptAt(after, mostFollowUps);
}

/** Of so many fixes of a rule in a file each is tried. */
const fewAlike = 8;

/**
 * A fix that was tried alone, and the many fixes of a rule in a file after which there are as many of its findings as before: with thousands of
 * them nobody wants to wait until each was tried. `moreOf`: how many findings there are more than if all had mended theirs.
 */
function uselessOf(fixes: readonly ChosenFix[], moreOf: (key: string) => number): ReadonlySet<ChosenFix> {
  if (fixes.length === 1) return new Set(fixes);
  const alike = [...groupBy(fixes, ({ finding }) => keyOf(finding))];
  return new Set(alike.flatMap(([key, own]) => (own.length > fewAlike && moreOf(key) >= own.length ? own : [])));
}

/** A person sees what has come and mends it too, by a fix of any level; an error must not wait for that. */
function followUpsTo(found: readonly RuleFinding[], workspace: Workspace, choice: FixChoice): readonly ChosenFix[] {
  const isError = ({ severity }: RuleFinding): boolean => severity === 'error';
  const others = found.filter((finding) => !isError(finding));
  return apart([
    ...chooseFixes(found.filter(isError), workspace, choice),
    ...chooseFixes(others, workspace, { ...choice, levels: fixLevels }),
  ]);
}

/** Where a fault is mended, what was to silence it may go, and until the file is applied the cluster runs with the fault. */
const tellsOfMending: ReadonlySet<string> = new Set([
  'unused-suppression',
  'stale-baseline',
  'settings-differ-from-cluster',
]);

function countsOf(findings: readonly RuleFinding[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const finding of findings) counts.set(keyOf(finding), (counts.get(keyOf(finding)) ?? 0) + 1);
  return counts;
}

/** Findings are told apart by file and rule only: a fix may move the others, and change the numbers in their messages. */
function keyOf({ at, rule }: RuleFinding): string {
  return `${at.uri} ${rule}`;
}

function highestLevel(fixes: readonly ChosenFix[]): ChosenFix['fix']['level'] {
  return fixLevels[Math.max(...fixes.map(({ fix }) => fixLevels.indexOf(fix.level)))] ?? 'safe';
}

/** The workspace after edits that a person asks for, or the errors that these would bring. */
export function afterAsked(
  workspace: Workspace,
  edits: FileEdits,
): { readonly workspace: Workspace } | { readonly errors: readonly RuleFinding[] } {
  const after = withEdits(workspace, edits);
  if (after === undefined) return { errors: [] };
  const before = countsOf(lint(workspace));
  const found = lint(after);
  const counts = countsOf(found);
  const isNew = (key: string): boolean => (counts.get(key) ?? 0) > (before.get(key) ?? 0);
  const errors = found.filter((finding) => finding.severity === 'error' && isNew(keyOf(finding)));
  return errors.length === 0 ? { workspace: after } : { errors };
}

function edited(workspace: Workspace, fixes: readonly ChosenFix[]): Workspace | undefined {
  return withEdits(workspace, editsTogether(fixes));
}

/** The workspace with edits made; undefined where they change what they do not touch. */
function withEdits(workspace: Workspace, all: FileEdits): Workspace | undefined {
  const sources = all.flatMap(({ uri, edits }) => {
    const file = workspace.files.get(uri);
    const text = file?.text === undefined ? undefined : applyEdits(file.text, edits);
    return text === undefined ? [] : [{ uri, text, syntax: file?.syntax }];
  });
  if (sources.length < all.length) return undefined;
  const after = withFiles(workspace, sources, rememberTree);
  const isKept = all.every(({ uri, edits }) => {
    const [before, now] = [workspace.files.get(uri), after.files.get(uri)];
    return before !== undefined && now !== undefined && keepsRest(before, now, edits);
  });
  return isKept ? after : undefined;
}

function keepsRest(before: FileModel, after: FileModel, edits: readonly TextEdit[]): boolean {
  const { documents } = before;
  const inDocument = groupBy(
    edits,
    ({ span }) => firstBehind(documents, ({ start }) => span.end <= start && start > 0) - 1,
  );
  const isWrong = documents.some((document, index) => {
    const now = after.documents[index];
    const own = inDocument.get(index);
    if (now === undefined || own === undefined) return now?.text !== document.text;
    return !keepsUntouched([placed(document)], [{ ...placed(now), start: document.start }], own);
  });
  if (!isWrong && documents.length === after.documents.length) return true;
  // A comment above a fence of Markdown belongs to that: without it the border between two documents moves, so they are compared as a whole.
  const hasCommentsAround = documents.some(({ form }) => form.comments !== undefined);
  return hasCommentsAround && keepsUntouched(documents.map(placed), after.documents.map(placed), edits);
}

function placed(document: DocumentModel): PlacedDocument {
  return { start: document.start, tree: treeOf(document) };
}
