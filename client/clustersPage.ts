import * as vscode from 'vscode';
import { registerPages } from './pages.js';
import type { Server } from './server.js';

const scheme = 'eni-lens-clusters';
const page = vscode.Uri.from({ scheme, path: '/ENI Lens.md' });

/** The command that shows how files were joined into clusters. The page is made anew whenever somebody asks for it. */
export function registerClustersPage(context: vscode.ExtensionContext, running: Server): void {
  const pages = registerPages(context, scheme, async () => (await running.clusters()) ?? undefined);
  context.subscriptions.push(
    vscode.commands.registerCommand('eniLens.showClusters', async () => {
      pages.changed(page);
      await vscode.commands.executeCommand('markdown.showPreview', page);
    }),
  );
}
