import type { DocumentLink } from 'vscode-languageserver-types';
import { ruleLink } from '../linter/ruleLink.js';
import { type Catalogue, message, render } from '../messages/message.js';
import type { Workspace } from '../workspace/workspace.js';
import { rangeOf } from './convert.js';

/** Links on the rules that comments and the config file name, to their pages. Variables have theirs in the hover: a link underlines. */
export function documentLinks(
  workspace: Workspace,
  uri: string,
  { knownRules, catalogue }: { readonly knownRules: readonly string[]; readonly catalogue?: Catalogue | undefined },
): readonly DocumentLink[] {
  const file = workspace.files.get(uri);
  const suppressed = file?.documents.flatMap(({ suppressions }) => suppressions.flatMap(({ rules }) => rules)) ?? [];
  const { config } = workspace;
  const configured = [config, ...config.overrides].flatMap(({ rules }) =>
    rules.flatMap(({ id, at }) => (at === undefined ? [] : [{ value: id, at }])),
  );
  const named = [...suppressed, ...(config.uri === uri ? configured : [])];
  return named
    .filter(({ value }) => knownRules.includes(value))
    .flatMap(({ value, at }) => {
      const range = rangeOf(workspace, at);
      const tooltip = render(message('The page of the rule {rule}', { rule: value }), catalogue);
      return range ? [{ range, target: ruleLink(value, catalogue), tooltip }] : [];
    });
}
