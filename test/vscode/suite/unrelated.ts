/// <reference types="mocha" />
import { deepEqual, equal } from 'node:assert/strict';
import * as vscode from 'vscode';
import { file, open, until, untilFound } from './waiting.js';

describe('ENI Lens in a folder with nothing of its own', () => {
  it('says nothing', async () => {
    const { document } = await open(file('pipeline.yaml'));
    const other = await open(file('package.json'));
    await until('activation', [vscode.languages.onDidChangeDiagnostics], () =>
      vscode.extensions.getExtension('eni-lens.eni-lens')?.isActive ? true : undefined,
    );
    // When a later document has its findings, the earlier ones would have theirs.
    const content = 'apiVersion: crd.k8s.aws/v1alpha1\nkind: ENIConfig\nmetadata: { name: a }\n';
    const late = await vscode.workspace.openTextDocument({ language: 'yaml', content });
    await untilFound(late.uri, 'eniconfig-api-version');
    for (const uri of [document.uri, other.document.uri]) deepEqual(vscode.languages.getDiagnostics(uri), []);
    const lenses = await vscode.commands.executeCommand<unknown[]>('vscode.executeCodeLensProvider', document.uri);
    deepEqual(lenses, []);
    const place = new vscode.Position(4, 8);
    const hovers = await vscode.commands.executeCommand<unknown[]>('vscode.executeHoverProvider', document.uri, place);
    deepEqual(hovers, []);
    equal(
      vscode.window.visibleTextEditors.some(({ document: { uri } }) => uri.scheme === 'output'),
      false,
    );
  });
});
