import {
  type CodeAction,
  CodeActionKind,
  type StringValue,
  type TextDocumentEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver-types';
import type { RuleFinding } from '../linter/lint.js';
import { type Catalogue, type Message, message, render } from '../messages/message.js';
import type { DocumentForm } from '../syntax/node.js';
import { folderOf, pathBelow } from '../text/paths.js';
import { documentHolding, type FileModel } from '../workspace/fileModel.js';
import type { Workspace } from '../workspace/workspace.js';
import type { ConfigTarget } from './configEdit.js';
import { newConfig, overrideEdit } from './configOverride.js';
import { rangeInFile } from './convert.js';
import { type CommentEdit, commentsFor, type DisableScope, disableComment } from './disableRule.js';
import { type EditSupport, editFor, newFile } from './workspaceEdit.js';

export interface DisableOptions extends EditSupport {
  readonly disabledActions: boolean;
  readonly catalogue?: Catalogue | undefined;
}

/** Rules that tell of the suppressions themselves, or of a fault of ours. */
export const alwaysShown: ReadonlySet<string> = new Set([
  'unused-suppression',
  'suppression-without-reason',
  'internal-error',
]);

/**
 * The actions that silence a finding's rule: for its line, its document, its file; in the config file where the format has no comments. `isAlone` is
 * false where findings of other rules are there too: then one for each is enough.
 */
export function disableActions(
  finding: RuleFinding,
  workspace: Workspace,
  config: ConfigTarget,
  options: DisableOptions & { readonly isAlone: boolean },
): readonly CodeAction[] {
  const file = workspace.files.get(finding.at.uri);
  if (file?.text === undefined || alwaysShown.has(finding.rule)) return [];
  if (!mayHaveComments(finding, file)) return overrideAction(finding, file.uri, config, options);
  const { rule } = finding;
  const isShown = formOf(finding, file)?.around !== undefined;
  const scopes: readonly (readonly [DisableScope, Message])[] = [
    [
      'line',
      isShown
        ? message('Disable {rule} for this code block', { rule })
        : message('Disable {rule} for this line', { rule }),
    ],
    ...(file.documents.length > 1 && !isShown
      ? [['document', message('Disable {rule} for this document', { rule })] as const]
      : []),
    ['file', message('Disable {rule} for this file', { rule })],
  ];
  const actions = scopes.flatMap(([scope, title]) => {
    const edit = disableComment(finding, file, scope, options.catalogue);
    if (edit === undefined) return [];
    const edits = [{ range: rangeInFile(file, edit.span), ...withReason(edit, options) }];
    return [action(title, editFor([{ textDocument: versioned(file.uri, options), edits }], options), options)];
  });
  return options.isAlone ? actions : actions.slice(0, 1);
}

/** The text with a place for the reason where the editor has such places, else without one: nobody's word is no reason. */
function withReason(
  { newText, reason }: CommentEdit,
  { documentChanges, snippetEdits }: DisableOptions,
): { readonly newText: string } | { readonly snippet: StringValue } {
  if (reason === undefined) return { newText };
  const [before, word, after] = [
    newText.slice(0, reason.start),
    newText.slice(reason.start, reason.end),
    newText.slice(reason.end),
  ];
  if (!documentChanges || !snippetEdits) return { newText: before.replace(/ -- $/, '') + after };
  const escaped = (text: string): string => text.replace(/[\\$}]/g, '\\$&');
  return { snippet: { kind: 'snippet', value: `${escaped(before)}\${1:${escaped(word)}}${escaped(after)}` } };
}

/** False where the syntax has none, as JSON. */
function mayHaveComments(finding: RuleFinding, file: FileModel): boolean {
  return commentsFor(formOf(finding, file), file) !== undefined;
}

function formOf({ at }: RuleFinding, file: FileModel): DocumentForm | undefined {
  return documentHolding(at, file)?.form;
}

function overrideAction(
  { rule }: RuleFinding,
  uri: string,
  config: ConfigTarget,
  options: DisableOptions,
): readonly CodeAction[] {
  const title = message('Disable {rule} for this file in eni-lens.yaml', { rule });
  const edit = overrideChange(rule, uri, config, options);
  if (edit) return [action(title, edit, options)];
  if (!options.disabledActions) return [];
  const reason = render(
    message('The overrides in {file} must be written by hand', {
      file: config.uri.slice(config.uri.lastIndexOf('/') + 1),
    }),
    options.catalogue,
  );
  return [{ title: render(title, options.catalogue), kind: CodeActionKind.QuickFix, disabled: { reason } }];
}

function overrideChange(
  rule: string,
  uri: string,
  config: ConfigTarget,
  options: DisableOptions,
): WorkspaceEdit | undefined {
  const path = pathBelow(folderOf(config.uri), uri);
  if (path === undefined) return undefined;
  if (config.source !== undefined) {
    if (/\.json$/i.test(config.uri)) return undefined;
    const edit = overrideEdit(config.source.text, path, rule);
    const lines = config.source;
    return (
      edit &&
      editFor(
        [
          {
            textDocument: versioned(config.uri, options),
            edits: [{ range: rangeInFile({ lines }, edit.span), newText: edit.newText }],
          },
        ],
        options,
      )
    );
  }
  return newFile(config.uri, newConfig(path, rule), options);
}

function action(title: Message, edit: WorkspaceEdit, { catalogue }: DisableOptions): CodeAction {
  return { title: render(title, catalogue), kind: CodeActionKind.QuickFix, edit };
}

function versioned(uri: string, { versionOf }: EditSupport): TextDocumentEdit['textDocument'] {
  return { uri, version: versionOf(uri) };
}
