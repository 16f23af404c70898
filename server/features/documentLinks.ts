import type { DocumentLink } from 'vscode-languageserver-types';
import { type Catalogue, message, render } from '../messages/message.js';
import type { Location } from '../text/span.js';
import type { Workspace } from '../workspace/workspace.js';
import { rangeOf } from './convert.js';
import { ruleLink, variableLink } from './links.js';

/** Links on the names of variables to the CNI's README, and on the rules that comments and the config file name to their pages. */
export function documentLinks(
  workspace: Workspace,
  uri: string,
  { knownRules, catalogue }: { readonly knownRules: readonly string[]; readonly catalogue?: Catalogue | undefined },
): readonly DocumentLink[] {
  const file = workspace.files.get(uri);
  const variables = file?.documents
    .flatMap(({ resources }) => resources)
    .flatMap((resource) =>
      resource.kind === 'cniSettings' ? resource.containers.flatMap(({ env }) => env.map(({ name }) => name)) : [],
    );
  const suppressed = file?.documents.flatMap(({ suppressions }) => suppressions.flatMap(({ rules }) => rules)) ?? [];
  const { config } = workspace;
  const configured = [...config.rules, ...config.overrides.flatMap(({ rules }) => rules)].map(({ rule }) => rule);
  const named = [...suppressed, ...(config.uri === uri ? configured : [])];
  const link = (at: Location, target: string, tooltip: string): readonly DocumentLink[] => {
    const range = rangeOf(workspace, at);
    return range ? [{ range, target, tooltip }] : [];
  };
  return [
    ...(variables ?? []).flatMap(({ value, at }) => {
      const target = variableLink(value);
      return target === undefined
        ? []
        : link(at, target, render(message('{name} in the README of the CNI', { name: value }), catalogue));
    }),
    ...named
      .filter(({ value }) => knownRules.includes(value))
      .flatMap(({ value, at }) =>
        link(at, ruleLink(value), render(message('The page of the rule {rule}', { rule: value }), catalogue)),
      ),
  ];
}
