/// <reference types="mocha" />
import { deepEqual, equal, ok } from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import * as vscode from 'vscode';
import {
  type AcceptanceInFile,
  documents,
  inCarriers,
  inComments,
  inJson,
  inScript,
  inTerraform,
  inYaml,
  ofAddon,
  ofVariables,
} from '../../harness/acceptances.js';
import { file, open, unsaved, untilFound } from './waiting.js';

const addon = (values: string): string => `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: accepting, region: eu-west-1 }
addons:
  - name: vpc-cni
    configurationValues: |-
      ${values.replaceAll('\n', '\n      ')}
`;

/**
 * What is written, in each form that it has, and a variable in every carrier. The tests of completion and Neovim have all of it in every kind of file.
 */
const rows: readonly AcceptanceInFile[] = [
  ...Object.entries(inYaml).map(([what, each]) => ({ ...each, what, path: 'a.yaml' })),
  ...Object.entries(inJson).map(([what, each]) => ({ ...each, what: `${what} in JSON`, path: 'a.json' })),
  ...inTerraform.map(([what, each]) => ({ ...each, what: `${what} in Terraform`, path: 'main.tf' })),
  ...[...ofVariables, ...inComments].map(([what, path, each]) => ({ ...each, what, path })),
  ...ofAddon
    .filter(([what]) => !/in (?:Crossplane|Cluster API)$/.test(what))
    .map(([what, path, each]) => ({ ...each, what, path })),
  ...inCarriers.filter(([what]) => what.startsWith('the name')).map(([what, path, each]) => ({ ...each, what, path })),
  ...documents.map(([what, each]) => ({ ...each, what, path: 'a.yaml' })),
  ...inScript.map(([what, each]) => ({ ...each, what: `${what} in a script`, path: 'a.sh' })),
];

/** What stands there before somebody types anything of what is looked for. */
function untyped({ before, label, typed }: AcceptanceInFile): string {
  const at = before.indexOf('$0');
  const begun = /[\w./-]*$/.exec(before.slice(0, at))?.[0] ?? '';
  const isBegun = (length: number): boolean =>
    label.toLowerCase().startsWith(begun.slice(begun.length - length).toLowerCase());
  const lengths = Array.from({ length: begun.length + 1 }, (_, index) => begun.length - index);
  const length = typed === undefined ? (lengths.find(isBegun) ?? 0) : begun.length;
  return before.slice(0, at - length) + before.slice(at);
}

/** Proposals are accepted as a person does it, and the text is compared byte by byte. */
export function acceptsProposals(): void {
  for (const row of rows) {
    it(`writes what a proposal says: ${row.what}`, async () => {
      // All but the last character, so that it is the proposal that writes it whole.
      const typed = row.typed ?? row.label.slice(0, -1);
      const before = untyped(row);
      const offset = before.indexOf('$0');
      const editor = await unsaved(before.replace('$0', typed), row.path);
      const { document } = editor;
      const place = document.positionAt(offset + typed.length);
      editor.selection = new vscode.Selection(place, place);
      await acceptFirst(document);
      equal(document.getText(), row.after);
      await vscode.commands.executeCommand('leaveSnippet');
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    });
  }

  it('selects the reason of a comment that silences', async () => {
    const content = addon('env:\n  WARM_IP_TARGET: 7');
    const editor = await unsaved(content);
    const { document } = editor;
    const { range } = await untilFound(document.uri, 'unquoted-value');
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      range,
    );
    const disabling = actions.filter(({ title }) => title.startsWith('Disable '));
    const wanted = disabling.find(({ title }) => title === 'Disable unquoted-value for this line');
    ok(wanted?.edit, actions.map(({ title }) => title).join(' | '));
    await vscode.workspace.applyEdit(wanted.edit);
    const comment = '    # eni-lens-disable-next-line unquoted-value -- reason\n';
    equal(document.getText(), content.replace(/(?= {4}configurationValues)/, comment));
    equal(document.getText(editor.selection), 'reason');
    await vscode.commands.executeCommand('leaveSnippet');
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  it('writes the settings of an add-on as JSON, and as YAML again', async () => {
    const content = addon('env:\n  WARM_IP_TARGET: "5"\n  MINIMUM_IP_TARGET: "10"');
    const { document } = await unsaved(content);
    for (const [title, wanted] of [
      [
        'Write configurationValues as JSON on one line',
        /: '\{"env":\{"WARM_IP_TARGET":"5","MINIMUM_IP_TARGET":"10"\}\}'\n/,
      ],
      ['Write configurationValues as YAML', /: \|-\n {6}env:\n {8}WARM_IP_TARGET: "5"\n {8}MINIMUM_IP_TARGET: "10"\n/],
    ] as const) {
      const place = document.positionAt(document.getText().indexOf('configurationValues'));
      const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        document.uri,
        new vscode.Range(place, place),
        'refactor.rewrite',
      );
      const action = actions.find((each) => each.title === title);
      ok(action?.edit, actions.map((each) => each.title).join(' | '));
      await vscode.workspace.applyEdit(action.edit);
      ok(wanted.test(document.getText()), document.getText());
    }
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  it('answers in a file that another extension takes for its own', async () => {
    const uri = file('edge/docker-compose.yaml');
    writeFileSync(uri.fsPath, addon('env:\n  WARM_IP_TARGET: 7'));
    const { document } = await open(uri);
    await vscode.languages.setTextDocumentLanguage(document, 'plaintext');
    const finding = await untilFound(uri, 'unquoted-value');
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      uri,
      finding.range.start,
    );
    ok(hovers.length > 0, 'a hover');
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      uri,
      finding.range,
    );
    deepEqual(actions.filter(({ isPreferred }) => isPreferred).length > 0, true, 'a fix');
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    await vscode.workspace.fs.delete(uri);
  });
}

/** Opens the list of proposals, as often as it takes, and accepts the first one: nothing tells an extension when it is there. */
async function acceptFirst(document: vscode.TextDocument): Promise<void> {
  const { version } = document;
  for (let attempt = 0; attempt < 100 && document.version === version; attempt++) {
    if (attempt % 20 === 0) await vscode.commands.executeCommand('editor.action.triggerSuggest');
    await new Promise((resolve) => setTimeout(resolve, 100));
    await vscode.commands.executeCommand('acceptSelectedSuggestion');
  }
}
