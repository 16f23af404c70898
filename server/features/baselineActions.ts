import { type CodeAction, CodeActionKind } from 'vscode-languageserver-types';
import { baselineText } from '../formats/eniLens/baseline.js';
import type { RuleFinding } from '../linter/lint.js';
import { type Catalogue, message, render } from '../messages/message.js';
import type { Workspace } from '../workspace/workspace.js';
import { type EditSupport, workspaceEdit } from './workspaceEdit.js';

/**
 * The action that takes a finding out of the baseline, so that it is shown like any other. None for one that is not in it, and none while the
 * baseline is half typed: what a person types is not overwritten.
 */
export function baselineActions(
  { baselined }: RuleFinding,
  workspace: Workspace,
  options: EditSupport & { readonly catalogue?: Catalogue | undefined },
): readonly CodeAction[] {
  const { baseline } = workspace;
  if (baseline === undefined || baselined === undefined || baseline.problems.length > 0) return [];
  const { uri, text, entries } = baseline;
  const left = entries.filter((entry) => entry !== baselined);
  const whole = { span: { start: 0, end: text.length }, newText: baselineText(baseline, left) };
  const edit = workspaceEdit([{ uri, edits: [whole] }], workspace, options);
  const title = render(message('Take it out of the baseline'), options.catalogue);
  return edit ? [{ title, kind: CodeActionKind.QuickFix, edit }] : [];
}
