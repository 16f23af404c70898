import * as vscode from 'vscode';
import type { Server } from './server.js';

/** The commands that put text in front of a person: a config file on disk, a sample that is not saved. */
export function registerConfigCommands(context: vscode.ExtensionContext, running: Server): void {
  context.subscriptions.push(
    vscode.commands.registerCommand('eniLens.createConfig', () => createConfig(running)),
    vscode.commands.registerCommand('eniLens.openSample', () => openSample(context)),
  );
}

/** Any of the names the server reads; the first is the one we write. */
const configFileNames = ['eni-lens.yaml', 'eni-lens.yml', 'eni-lens.json'] as const;

/** Writes a config file that changes nothing until a line of it is uncommented; an existing one is opened as it is. */
async function createConfig(running: Server): Promise<void> {
  const folder = await chooseFolder();
  if (folder === undefined) return;
  const existing = await firstThatExists(configFileNames.map((name) => vscode.Uri.joinPath(folder, name)));
  if (existing !== undefined) {
    await vscode.window.showTextDocument(existing);
    return;
  }
  const file = vscode.Uri.joinPath(folder, configFileNames[0]);
  const text = (await running.newConfig(folder)) ?? '';
  const create = new vscode.WorkspaceEdit();
  create.createFile(file, { contents: new TextEncoder().encode(text), overwrite: false });
  await vscode.workspace.applyEdit(create);
  await vscode.window.showTextDocument(file);
}

async function chooseFolder(): Promise<vscode.Uri | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Open a folder first: eni-lens.yaml is written into it.'));
    return undefined;
  }
  if (folders.length === 1) return folders[0]?.uri;
  return (await vscode.window.showWorkspaceFolderPick())?.uri;
}

async function firstThatExists(uris: readonly vscode.Uri[]): Promise<vscode.Uri | undefined> {
  const found = await Promise.all(
    uris.map((uri) =>
      vscode.workspace.fs.stat(uri).then(
        () => uri,
        () => undefined,
      ),
    ),
  );
  return found.find((uri) => uri !== undefined);
}

/** The sample is an untitled document: to be played with, and gone when closed. */
async function openSample(context: vscode.ExtensionContext): Promise<void> {
  const file = vscode.Uri.joinPath(context.extensionUri, 'examples', 'broken', 'harbor.yaml');
  const content = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: 'yaml', content }));
}
