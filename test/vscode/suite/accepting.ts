/// <reference types="mocha" />
import { deepEqual, equal, ok } from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { file, open, unsaved, untilFound } from './waiting.js';

const container = (env: string): string => `apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: aws-node
spec:
  template:
    spec:
      containers:
        - name: aws-node
          env:${env}`;

const addon = (values: string): string => `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: accepting, region: eu-west-1 }
addons:
  - name: vpc-cni
    configurationValues: |-
      ${values.replaceAll('\n', '\n      ')}
`;

/** The text with the cursor in it, and the text that must stand there once the first proposal is accepted. */
const acceptances: readonly (readonly [what: string, before: string, after: string])[] = [
  [
    'an item of a list, with its value below it',
    container('\n            - MINIMUM_IP$0\n'),
    container('\n            - name: MINIMUM_IP_TARGET\n              value: ""\n'),
  ],
  [
    'an item on an empty line below env',
    container('\n            $0\n'),
    container('\n            - name: WARM_ENI_TARGET\n              value: ""\n'),
  ],
  [
    'a choice of several variables',
    addon('env:\n  prefixes$0'),
    addon('env:\n  ENABLE_PREFIX_DELEGATION: "true"\n  WARM_PREFIX_TARGET: "1"'),
  ],
  [
    'an entry of JSON before another, with its comma',
    addon('{"env": {\n  MINIMUM_IP$0\n  "MAX_ENI": "2" }}'),
    addon('{"env": {\n  "MINIMUM_IP_TARGET": "",\n  "MAX_ENI": "2" }}'),
  ],
  [
    'an entry of JSON behind another, which gets a comma',
    addon('{"env": {\n  "MAX_ENI": "2"\n  MINIMUM_IP$0\n}}'),
    addon('{"env": {\n  "MAX_ENI": "2",\n  "MINIMUM_IP_TARGET": ""\n}}'),
  ],
  [
    'a name between quotes that were closed already',
    addon('{"env": {"MINIMUM_IP$0"}}'),
    addon('{"env": {"MINIMUM_IP_TARGET": ""}}'),
  ],
  [
    'a whole ENIConfig in an empty document',
    'ENI$0',
    `apiVersion: crd.k8s.amazonaws.com/v1alpha1
kind: ENIConfig
metadata:
  name: ZONE_NAME
spec:
  subnet: SUBNET_ID
  securityGroups:
    - SECURITY_GROUP_ID
`,
  ],
];

/** Proposals are accepted as a person does it, and the text is compared byte by byte. */
export function acceptsProposals(): void {
  for (const [what, before, after] of acceptances) {
    it(`writes what a proposal says: ${what}`, async () => {
      const editor = await unsaved(before.replace('$0', ''));
      const { document } = editor;
      const place = document.positionAt(before.indexOf('$0'));
      editor.selection = new vscode.Selection(place, place);
      await acceptFirst(document);
      equal(document.getText(), after);
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
