import * as vscode from 'vscode';
import type { Server } from './server.js';

/**
 * The command that writes a bug report: an untitled document with the versions, the settings, and what the active file looks like when its
 * texts are taken out of it. Nothing is sent: the person reads it, and copies what may be seen.
 */
export function registerBugReport(context: vscode.ExtensionContext, running: Server): void {
  context.subscriptions.push(
    vscode.commands.registerCommand('eniLens.reportBug', async () => {
      const uri = vscode.window.activeTextEditor?.document.uri;
      const facts = [
        `- ENI Lens ${context.extension.packageJSON.version}, ${vscode.env.appName} ${vscode.version}, ${process.platform} ${process.arch}`,
        `- ${vscode.env.language}, ${vscode.env.remoteName ?? 'local'}`,
        `- eniLens: ${JSON.stringify(ownSettings())}`,
      ];
      const content = [
        `# ${vscode.l10n.t('Bug report for ENI Lens')}`,
        vscode.l10n.t(
          'Nothing of this was sent. Read it, take out what nobody may see, and paste it into a new issue.',
        ),
        `## ${vscode.l10n.t('What is wrong')}`,
        vscode.l10n.t('What did you do, what did you see, and what should it have been?'),
        `## ${vscode.l10n.t('Where')}`,
        facts.join('\n'),
        (await running.bugReport(uri)) ?? '',
      ].join('\n\n');
      await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: 'markdown', content }));
    }),
  );
}

function ownSettings(): Readonly<Record<string, unknown>> {
  const { syntaxDiagnostics, openFilesOnly, codeLens, inlayHints } = vscode.workspace.getConfiguration('eniLens');
  return { syntaxDiagnostics, openFilesOnly, codeLens, inlayHints };
}
