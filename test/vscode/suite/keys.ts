/// <reference types="mocha" />
import { deepEqual, equal } from 'node:assert/strict';
import * as vscode from 'vscode';
import { findings, unsaved, untilFound } from './waiting.js';

const begun = `apiVersion: crd.k8s.amazonaws.com/v1alpha1
kind: ENIConfig
metadata: { name: eu-west-1a }
spec:
`;

/** Correct but for its last line, which has one digit too few: that finding must come, and no other before it. */
const typed = `  subnet: subnet-0a1b2c3d4e5f60711
  securityGroups:
    - sg-0f1e2d3c4b5a6978
`;

/** Whoever needs this long between two keys pauses, and is told what is wrong so far. */
const pauseMilliseconds = 400;

/** What somebody sees who types. */
export function isCalmWhileTyping(): void {
  it('says nothing of a line that is being typed, and what is wrong with it after a pause', async () => {
    const settings = vscode.workspace.getConfiguration('editor', { languageId: 'yaml' });
    const off = { autoIndent: 'none', quickSuggestions: false, suggestOnTriggerCharacters: false };
    for (const [name, value] of Object.entries(off))
      await settings.update(name, value, vscode.ConfigurationTarget.Global, true);
    // A machine that is busy elsewhere may hold up a key: that is a pause, so it is typed once more.
    let [seen, isSteady] = await type();
    for (let left = 4; left > 0 && !isSteady; left--) [seen, isSteady] = await type();
    for (const name of Object.keys(off))
      await settings.update(name, undefined, vscode.ConfigurationTarget.Global, true);
    deepEqual([...new Set(seen)], ['eniconfig-invalid-id']);
  });
}

/** Types it in a new document: which rules reported something on the way and after it, and whether no key had to wait. */
async function type(): Promise<[seen: readonly string[], isSteady: boolean]> {
  const editor = await unsaved(begun);
  const { document } = editor;
  const end = document.positionAt(begun.length);
  editor.selection = new vscode.Selection(end, end);
  const seen: string[] = [];
  const listening = vscode.languages.onDidChangeDiagnostics(() => seen.push(...findings(document.uri).keys()));
  let longest = 0;
  let last = performance.now();
  for (const character of typed) {
    await vscode.commands.executeCommand('type', { text: character });
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  }
  equal(document.getText(), begun + typed);
  await untilFound(document.uri, 'eniconfig-invalid-id');
  listening.dispose();
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  return [seen, longest < pauseMilliseconds];
}
