import * as vscode from 'vscode';
import type { Server } from './server.js';

const scheme = 'eni-lens-clusters';
const page = vscode.Uri.from({ scheme, path: '/ENI Lens.md' });

/** The command that shows how files were joined into clusters. The page is made anew whenever somebody asks for it. */
export function registerClustersPage(context: vscode.ExtensionContext, running: Server): void {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  context.subscriptions.push(
    changed,
    vscode.workspace.registerTextDocumentContentProvider(scheme, {
      onDidChange: changed.event,
      provideTextDocumentContent: () => running.clusters(),
    }),
    vscode.commands.registerCommand('eniLens.showClusters', async () => {
      changed.fire(page);
      await vscode.commands.executeCommand('markdown.showPreview', page);
    }),
  );
}
