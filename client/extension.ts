import * as vscode from 'vscode';
import type { ClientCommands } from '../server/lsp/protocol.js';
import { registerBugReport } from './bugReport.js';
import { registerClustersPage } from './clustersPage.js';
import { registerConfigCommands } from './createConfig.js';
import { registerPlan } from './plan.js';
import { registerRulePages } from './rulePages.js';
import { documentSelector } from './selector.js';
import { type Server, server } from './server.js';
import { statusItem } from './status.js';
import { registerTasks } from './tasks.js';

/**
 * Starts with the first document that may hold something of ours and waits, silently, for something of ours in it: no toast, no status item, and an
 * output channel that nobody opens but the person.
 */
export function activate(context: vscode.ExtensionContext): void {
  const output = vscode.window.createOutputChannel('ENI Lens', { log: true });
  const selector = documentSelector;
  const running = server(context, output, selector);
  const show = statusItem(context, selector);
  running.onStatus(show.status);
  running.onStopped(show.stopped);
  context.subscriptions.push(
    output,
    running,
    vscode.commands.registerCommand('eniLens.showOutput', () => output.show()),
    vscode.commands.registerCommand('eniLens.restartServer', () => running.restart()),
    vscode.commands.registerCommand('eniLens.lintWorkspace', () => lintWorkspace(running)),
    vscode.commands.registerCommand('eniLens.fixWorkspace', () => fixWorkspace(running)),
    vscode.commands.registerCommand('eniLens.showHover', showHover),
    vscode.commands.registerCommand('eniLens.showPlace', showPlace),
    vscode.extensions.onDidChange(() => running.tellYamlExtension()),
    vscode.window.onDidChangeActiveColorTheme(() => running.tellColorTheme()),
  );
  registerRulePages(context);
  registerTasks(context);
  registerBugReport(context, running);
  registerClustersPage(context, running);
  registerConfigCommands(context, running);
  registerPlan(context, running);
  startWithFirstDocument(context, running, selector);
}

/** VS Code waits for this before it ends the extension host. */
export function deactivate(): void {}

/** Other JSON, such as VS Code's own settings, activates the extension too and needs no server. */
function startWithFirstDocument(
  context: vscode.ExtensionContext,
  running: Server,
  selector: vscode.DocumentSelector,
): void {
  const isOurs = (document: vscode.TextDocument) => vscode.languages.match(selector, document) > 0;
  if (vscode.workspace.textDocuments.some(isOurs)) {
    void running.start();
    return;
  }
  const waiting = vscode.workspace.onDidOpenTextDocument((document) => {
    if (!isOurs(document)) return;
    waiting.dispose();
    void running.start();
  });
  context.subscriptions.push(waiting);
}

async function lintWorkspace(running: Server): Promise<void> {
  const { documents, findings } = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: vscode.l10n.t('ENI Lens: reading the workspace') },
    () => running.lintWorkspace(),
  );
  if (documents === 0) {
    const text = vscode.l10n.t('ENI Lens found no aws-node settings, ENIConfig or eksctl cluster in this workspace.');
    void vscode.window.showInformationMessage(text);
    return;
  }
  await vscode.commands.executeCommand('workbench.actions.view.problems');
  const text = vscode.l10n.t('ENI Lens: findings: {0}, documents: {1}', findings, documents);
  vscode.window.setStatusBarMessage(text, 5_000);
}

/** Files that were closed are opened with their fixes and not saved, so that everybody sees them and can undo them. */
async function fixWorkspace(running: Server): Promise<void> {
  const { fixes, files } = (await running.fixWorkspace()) ?? { fixes: 0, files: 0 };
  const text =
    fixes === 0
      ? vscode.l10n.t('ENI Lens: there is nothing that a safe fix would repair')
      : vscode.l10n.t('ENI Lens: fixes applied: {0}, files: {1}', fixes, files);
  vscode.window.setStatusBarMessage(text, 5_000);
}

/** What a fix does that leaves something to be filled in: selects it. */
async function showPlace(uri: string, { start, end }: ClientCommands['eniLens.showPlace'][1]): Promise<void> {
  const selection = new vscode.Range(start.line, start.character, end.line, end.character);
  await vscode.window.showTextDocument(vscode.Uri.parse(uri), { selection });
}

/** What a code lens does: puts the cursor on the setting and shows how the number came about. */
async function showHover(uri: string, position: { readonly line: number; readonly character: number }): Promise<void> {
  const place = new vscode.Position(position.line, position.character);
  await vscode.window.showTextDocument(vscode.Uri.parse(uri), { selection: new vscode.Range(place, place) });
  await vscode.commands.executeCommand('editor.action.showHover');
}
