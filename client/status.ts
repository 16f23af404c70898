import * as vscode from 'vscode';
import type { Status } from '../server/lsp/protocol.js';

/** Keeps the item under `{}` of the status bar up to date; there is none while the workspace holds nothing of ours. */
export function showStatus(
  context: vscode.ExtensionContext,
  selector: vscode.DocumentSelector,
): (status: Status | undefined) => void {
  let item: vscode.LanguageStatusItem | undefined;
  context.subscriptions.push({ dispose: () => item?.dispose() });
  return (status) => {
    if (status === undefined || status.documents === 0) {
      item?.dispose();
      item = undefined;
      return;
    }
    item ??= vscode.languages.createLanguageStatusItem('eniLens.status', selector);
    item.name = 'ENI Lens';
    item.text =
      status.findings === 1
        ? vscode.l10n.t('ENI Lens: 1 finding')
        : vscode.l10n.t('ENI Lens: {0} findings', status.findings);
    item.detail = vscode.l10n.t(
      'documents: {0} · {1} ms · data of {2}',
      status.documents,
      status.milliseconds === 0 ? '< 1' : status.milliseconds,
      status.dataVersion,
    );
    item.command = { command: 'eniLens.lintWorkspace', title: vscode.l10n.t('Lint') };
  };
}
