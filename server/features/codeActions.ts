import {
  type CodeAction,
  type CodeActionContext,
  CodeActionKind,
  CodeActionTriggerKind,
  type Diagnostic,
  type Range,
} from 'vscode-languageserver-types';
import { editsOf } from '../linter/fixEdits.js';
import { type ChosenFix, chooseFixes, editsTogether } from '../linter/fixing.js';
import { harmlessTogether, offeredFixes } from '../linter/guard.js';
import { lint, type RuleFinding } from '../linter/lint.js';
import { type Catalogue, message, render, signs } from '../messages/message.js';
import { placeOf } from '../model/change.js';
import { type Fix, levelsUpTo } from '../model/fix.js';
import { distinctBy, groupBy } from '../text/groupBy.js';
import { memoized } from '../text/memo.js';
import { unescaped } from '../text/paths.js';
import type { Workspace } from '../workspace/workspace.js';
import { baselineActions } from './baselineActions.js';
import { clusterActions } from './clusterActions.js';
import type { ConfigTarget } from './configEdit.js';
import { rangeOf, rangesTouch } from './convert.js';
import { clusterAt } from './cursor.js';
import { diagnosticSource } from './diagnostics.js';
import { disableActions } from './disableActions.js';
import { eniConfigActions, eniConfigHome } from './eniConfigActions.js';
import { fixAllKind } from './fixAllKind.js';
import { maxPodsActions } from './maxPodsAction.js';
import { titleWithEffect } from './poolEffect.js';
import { severityAction } from './severityAction.js';
import { stringActions } from './stringActions.js';
import { askingFirst, type EditSupport, workspaceEdit } from './workspaceEdit.js';

export interface CodeActionOptions extends EditSupport {
  /** The editor shows actions that cannot be taken, with the reason. */
  readonly disabledActions: boolean;
  /** False for a finding that is not shown, so that it gets no action either. */
  readonly isShown: (finding: RuleFinding) => boolean;
  /** The editor knows the commands that open a rule's page and a place in a file. */
  readonly opens: boolean;
  /** Where overrides of files without comments go. */
  readonly config: ConfigTarget;
  readonly catalogue?: Catalogue | undefined;
}

/** What can be done about the findings that a range touches, the best first. Empty for a file we do not have. */
export function codeActions(
  workspace: Workspace,
  uri: string,
  range: Range,
  context: CodeActionContext,
  options: CodeActionOptions,
): CodeAction[] {
  const inFile = shownIn(workspace, uri, options);
  const touched = touchedBy(range, inFile, workspace, context);
  return [
    ...(touched.length > 0 ? quickFixes(workspace, touched, inFile, context, options) : []),
    ...(touched.length === 0 && wantsRefactors(context) ? maxPodsActions(workspace, uri, range, options) : []),
    ...(wantsRefactors(context) ? stringActions(workspace, uri, range, options) : []),
    ...(wantsFixAll(context) ? fixAll(workspace, inFile, options) : []),
  ];
}

/** Not worked out at every move of the cursor: nothing is wrong there. */
function wantsRefactors(context: CodeActionContext): boolean {
  return context.triggerKind !== CodeActionTriggerKind.Automatic && wants(CodeActionKind.RefactorRewrite, context);
}

/** The files that the code actions of a range would change: they must be there with their text. */
export function filesToFix(
  workspace: Workspace,
  uri: string,
  range: Range,
  context: CodeActionContext,
  options: Pick<CodeActionOptions, 'isShown'>,
): ReadonlySet<string> {
  const inFile = shownIn(workspace, uri, options);
  const touched = touchedBy(range, inFile, workspace, context);
  const rules = new Set(touched.map(({ rule }) => rule));
  const asked = wantsFixAll(context) ? inFile : inFile.filter(({ rule }) => rules.has(rule));
  const changes = asked.flatMap(({ fixes }) => fixes?.() ?? []).flatMap((fix) => fix.changes);
  const homes = touched.flatMap((finding) => eniConfigHome(finding, workspace) ?? []);
  return new Set([...changes.map((change) => placeOf(change).uri), ...homes]);
}

function shownIn(
  workspace: Workspace,
  uri: string,
  { isShown }: Pick<CodeActionOptions, 'isShown'>,
): readonly RuleFinding[] {
  return lint(workspace).filter((finding) => finding.at.uri === uri && isShown(finding));
}

/** The findings that a range touches, where quick fixes are asked for. */
function touchedBy(
  range: Range,
  inFile: readonly RuleFinding[],
  workspace: Workspace,
  context: CodeActionContext,
): readonly RuleFinding[] {
  if (!wants(CodeActionKind.QuickFix, context)) return [];
  return inFile.filter(({ at }) => {
    const place = rangeOf(workspace, at);
    return place !== undefined && rangesTouch(place, range);
  });
}

/** Asked at every move of the cursor, an editor looks for a light bulb only; what is not on it need not be worked out. */
function wantsFixAll(context: CodeActionContext): boolean {
  const isAsked = context.only !== undefined || context.triggerKind !== CodeActionTriggerKind.Automatic;
  return isAsked && wants(fixAllKind, context);
}

function wants(kind: string, { only }: CodeActionContext): boolean {
  return only?.some((each) => kind === each || kind.startsWith(`${each}.`)) ?? true;
}

function quickFixes(
  workspace: Workspace,
  touched: readonly RuleFinding[],
  inFile: readonly RuleFinding[],
  context: CodeActionContext,
  options: CodeActionOptions,
): readonly CodeAction[] {
  const { catalogue } = options;
  const offered = offeredFixes(workspace, touched);
  const diagnosticsOf = diagnosticsOfFindings(workspace, context);
  const actions = touched.flatMap((finding) =>
    fixActions(workspace, finding, offered.get(finding) ?? [], {
      ...options,
      diagnostics: diagnosticsOf(finding),
    }),
  );
  for (const finding of touched) {
    const diagnostics = diagnosticsOf(finding);
    actions.push(...eniConfigActions(finding, workspace, options).map((action) => ({ ...action, diagnostics })));
  }
  const firstOfRule = distinctBy(touched, ({ rule }) => rule);
  for (const finding of firstOfRule) actions.push(...fixAllOfRule(workspace, finding.rule, inFile, options));
  for (const finding of firstOfRule) {
    const diagnostics = diagnosticsOf(finding);
    actions.push(
      ...clusterActions(finding, workspace, options.config, options).map((action) => ({ ...action, diagnostics })),
    );
  }
  for (const finding of touched) {
    const diagnostics = diagnosticsOf(finding);
    actions.push(...baselineActions(finding, workspace, options).map((action) => ({ ...action, diagnostics })));
  }
  for (const finding of firstOfRule) {
    const diagnostics = diagnosticsOf(finding);
    actions.push(
      ...disableActions(finding, workspace, options.config, { ...options, isAlone: firstOfRule.length === 1 }).map(
        (action) => ({ ...action, diagnostics }),
      ),
    );
  }
  // Where several rules meet, the comments that silence each are enough.
  const [only, ...others] = firstOfRule;
  if (only && others.length === 0) {
    const diagnostics = diagnosticsOf(only);
    actions.push(...severityAction(only, options.config, options).map((action) => ({ ...action, diagnostics })));
  }
  for (const { rule } of options.opens ? firstOfRule : []) {
    const title = render(message('Show documentation for {rule}', { rule }), catalogue);
    actions.push({
      title,
      kind: CodeActionKind.QuickFix,
      command: { title, command: 'eniLens.explainRule', arguments: [rule] },
    });
  }
  return actions;
}

/** The fixes of one finding; exactly one of those that can be applied is preferred. */
function fixActions(
  workspace: Workspace,
  { fixes, at }: RuleFinding,
  offered: readonly ChosenFix[],
  { diagnostics, ...options }: CodeActionOptions & { readonly diagnostics: Diagnostic[] },
): readonly CodeAction[] {
  const { fix: preferred } = offered.find(({ fix }) => fix.level !== 'unsafe') ?? offered[0] ?? {};
  return (fixes?.() ?? []).flatMap((fix): readonly CodeAction[] => {
    const effect = titleWithEffect(fix, clusterAt(workspace.clusters, at));
    const elsewhere = fileElsewhere(fix, at.uri);
    const named = elsewhere === undefined ? effect : signs('{title} ({file})', { title: effect, file: elsewhere });
    const title = render(named, options.catalogue);
    const action = { title, kind: CodeActionKind.QuickFix, diagnostics };
    const edits = offered.find((each) => each.fix === fix)?.edits;
    const edit = edits && workspaceEdit(edits, workspace, options);
    if (edit) {
      const asking = elsewhere === undefined ? edit : askingFirst(edit, at.uri, title, options);
      return [{ ...action, edit: asking, ...(preferred === fix ? { isPreferred: true } : {}) }];
    }
    if (!options.disabledActions) return [];
    const reason = editsOf(fix, workspace) === undefined ? noSafeSpelling : doesHarm;
    return [{ ...action, disabled: { reason: render(reason, options.catalogue) } }];
  });
}

/** The name of the file that a fix changes where that is another one than the finding's. */
function fileElsewhere({ changes }: Fix, here: string): string | undefined {
  const other = changes.map((change) => placeOf(change).uri).find((uri) => uri !== here);
  return other === undefined ? undefined : unescaped(other.slice(other.lastIndexOf('/') + 1));
}

const doesHarm = message('Here it would change more than it should, or put another problem in the place of this one');

const noSafeSpelling = message(
  'The value is shared by an alias, made by a template or part of a folded string, so changing it here could change more',
);

function fixAllOfRule(
  workspace: Workspace,
  rule: string,
  inFile: readonly RuleFinding[],
  options: CodeActionOptions,
): readonly CodeAction[] {
  const ofRule = inFile.filter((finding) => finding.rule === rule);
  if (ofRule.length < 2) return [];
  const chosen = harmlessOf(workspace, ofRule);
  if (chosen.length < 2) return [];
  const title = render(message('Fix all {rule} problems', { rule }), options.catalogue);
  return combined(workspace, chosen, { title, kind: CodeActionKind.QuickFix }, options);
}

function fixAll(
  workspace: Workspace,
  inFile: readonly RuleFinding[],
  options: CodeActionOptions,
): readonly CodeAction[] {
  // What is left for later is changed by nobody in passing.
  const open = inFile.filter(({ baselined }) => !baselined);
  const chosen = chooseHarmless(open, workspace, 'safe');
  const title = render(message('Apply all safe fixes of ENI Lens'), options.catalogue);
  return combined(workspace, chosen, { title, kind: fixAllKind }, options);
}

/** What is chosen for all findings of a rule in a file: at every move of the cursor the same is asked again. */
function harmlessOf(workspace: Workspace, ofRule: readonly RuleFinding[]): readonly ChosenFix[] {
  const [first] = ofRule;
  const key = `${first?.at.uri} ${first?.rule} ${ofRule.length}`;
  const known = chosenFor(workspace).get(key);
  if (known !== undefined) return known;
  const chosen = chooseHarmless(ofRule, workspace, 'suggested');
  chosenFor(workspace).set(key, chosen);
  return chosen;
}

const chosenFor = memoized((_: Workspace) => new Map<string, readonly ChosenFix[]>());

function chooseHarmless(
  findings: readonly RuleFinding[],
  workspace: Workspace,
  level: Fix['level'],
): readonly ChosenFix[] {
  // An editor asks before it changes what it may not.
  const choice = { levels: levelsUpTo(level), mayChange: () => true };
  return harmlessTogether(workspace, chooseFixes(findings, workspace, choice), choice).fixes;
}

function combined(
  workspace: Workspace,
  chosen: readonly ChosenFix[],
  action: Pick<CodeAction, 'title' | 'kind'>,
  options: CodeActionOptions,
): readonly CodeAction[] {
  const edits = editsTogether(chosen);
  const edit = edits.length > 0 ? workspaceEdit(edits, workspace, options) : undefined;
  return edit ? [{ ...action, edit }] : [];
}

/** The editor's own diagnostics of findings, so that it can show the actions beside them. */
function diagnosticsOfFindings(
  workspace: Workspace,
  { diagnostics }: CodeActionContext,
): (finding: RuleFinding) => Diagnostic[] {
  const keyOf = (rule: Diagnostic['code'], { start, end }: Range): string =>
    `${rule} ${start.line}:${start.character}-${end.line}:${end.character}`;
  const ours = diagnostics.filter(({ source }) => source === diagnosticSource);
  const byKey = groupBy(ours, ({ code, range }) => keyOf(code, range));
  return ({ rule, at }) => {
    const range = rangeOf(workspace, at);
    return range ? [...(byKey.get(keyOf(rule, range)) ?? [])] : [];
  };
}
