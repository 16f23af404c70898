import { posix } from 'node:path';
import * as vscode from 'vscode';
import { registerPages } from './pages.js';
import type { Server } from './server.js';

const scheme = 'eni-lens-clusters';
const page = vscode.Uri.from({ scheme, path: '/ENI Lens.md' });

/** The command that shows how files were joined into clusters. The page is made anew whenever somebody asks for it. */
export function registerClustersPage(context: vscode.ExtensionContext, running: Server): void {
  const pages = registerPages(context, scheme, async () => {
    const text = (await running.clusters()) ?? undefined;
    return text === undefined ? undefined : withLinksOfPreview(text);
  });
  context.subscriptions.push(
    vscode.commands.registerCommand('eniLens.showClusters', async () => {
      pages.changed(page);
      await vscode.commands.executeCommand('markdown.showPreview', page);
    }),
  );
}

/**
 * The preview shows links to `file:` as mere text. One that begins with a slash leads, from a document outside of all folders, to what lies
 * there in the first folder of the workspace, or as seen from it.
 */
function withLinksOfPreview(markdown: string): string {
  const [root] = vscode.workspace.workspaceFolders ?? [];
  if (root === undefined) return markdown;
  return markdown.replace(/(?<=\]\()file:[^\s()]+(?=\))/g, (link) => {
    const { path, fragment } = vscode.Uri.parse(link);
    const inFolder = posix.relative(root.uri.path, path).split('/').map(encodeURIComponent).join('/');
    return `/${inFolder}${fragment === '' ? '' : `#${fragment}`}`;
  });
}
