import { type CodeAction, CodeActionKind } from 'vscode-languageserver-types';
import type { RuleFinding } from '../linter/lint.js';
import { message, render } from '../messages/message.js';
import { get } from '../syntax/read.js';
import { type ConfigTarget, configEdit } from './configEdit.js';
import { alwaysShown, type DisableOptions } from './disableActions.js';

/** The action that turns a rule off for all files of a config file; none where that must be written by hand, or is written already. */
export function severityAction(
  { rule }: RuleFinding,
  config: ConfigTarget,
  options: DisableOptions,
): readonly CodeAction[] {
  if (alwaysShown.has(rule)) return [];
  const edit = configEdit(
    config,
    {
      text: `rules:\n  ${rule}: off\n`,
      among(root, writer) {
        const rules = get(root, 'rules');
        if (rules === undefined) return writer.setEntry?.(root, 'rules', { [rule]: 'off' });
        return rules.kind === 'map' && !get(rules, rule) ? writer.setEntry?.(rules, rule, 'off') : undefined;
      },
    },
    options,
  );
  const title = render(message('Turn {rule} off in eni-lens.yaml', { rule }), options.catalogue);
  return edit ? [{ title, kind: CodeActionKind.QuickFix, edit }] : [];
}
