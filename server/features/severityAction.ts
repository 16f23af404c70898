import { type CodeAction, CodeActionKind, type WorkspaceEdit } from 'vscode-languageserver-types';
import { configDocument } from '../formats/eniLensConfig.js';
import type { RuleFinding } from '../linter/lint.js';
import { message, render } from '../messages/message.js';
import { syntaxNamed } from '../syntax/claims.js';
import { get } from '../syntax/read.js';
import type { Edits } from '../syntax/syntax.js';
import { textEdits } from './convert.js';
import { alwaysShown, type DisableOptions, type DisableTarget } from './disableActions.js';
import { editFor, newFile } from './workspaceEdit.js';

/** The action that turns a rule off for all files of a config file; none where that must be written by hand, or is written already. */
export function severityAction(
  { rule }: RuleFinding,
  config: DisableTarget,
  options: DisableOptions,
): readonly CodeAction[] {
  const edit = alwaysShown.has(rule) ? undefined : editOf(rule, config, options);
  if (edit === undefined) return [];
  const title = render(message('Turn {rule} off in eni-lens.yaml', { rule }), options.catalogue);
  return [{ title, kind: CodeActionKind.QuickFix, edit }];
}

function editOf(rule: string, { uri, source }: DisableTarget, options: DisableOptions): WorkspaceEdit | undefined {
  if (source === undefined) return newFile(uri, ruleText(rule), options);
  const edits = ruleEdits(uri, source.text, rule);
  const textDocument = { uri, version: options.versionOf(uri) };
  return edits && editFor([{ textDocument, edits: textEdits({ lines: source }, edits) }], options);
}

function ruleEdits(uri: string, text: string, rule: string): Edits {
  const { root, problems } = configDocument(uri, text);
  if (problems.length > 0) return undefined;
  const writer = syntaxNamed('yaml')?.writer;
  const rules = get(root, 'rules');
  if (rules?.kind === 'map') return get(rules, rule) ? undefined : writer?.setEntry?.(rules, rule, 'off');
  if (root?.kind === 'map')
    return rules === undefined ? writer?.setEntry?.(root, 'rules', { [rule]: 'off' }) : undefined;
  const isEmpty = root === undefined || (root.kind === 'scalar' && root.value === null);
  const before = text === '' || text.endsWith('\n') ? '' : '\n';
  return isEmpty ? [{ span: { start: text.length, end: text.length }, newText: before + ruleText(rule) }] : undefined;
}

function ruleText(rule: string): string {
  return `rules:\n  ${rule}: off\n`;
}
