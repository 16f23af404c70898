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
    item.detail = [...joinedDetails(status), ...runDetails(status)].join(' · ');
    item.command = { command: 'eniLens.showClusters', title: vscode.l10n.t('Show clusters') };
  };
}

/** Which files count as one cluster, and what is assumed about it. */
function joinedDetails({ clusters, configFiles, assumedCniVersion }: Status): readonly string[] {
  const { count, names } = clusters;
  const more = count > names.length ? ', …' : '';
  return [
    count === 0 ? vscode.l10n.t('no cluster is declared') : vscode.l10n.t('clusters: {0}', names.join(', ') + more),
    configFiles.length === 0 ? vscode.l10n.t('no eni-lens.yaml') : configFiles.join(', '),
    ...(assumedCniVersion === undefined ? [] : [vscode.l10n.t('VPC CNI {0} assumed', assumedCniVersion)]),
  ];
}

function runDetails({ documents, milliseconds, dataVersion }: Status): readonly string[] {
  const time = milliseconds === 0 ? '< 1' : milliseconds;
  return [vscode.l10n.t('documents: {0} · {1} ms · data of {2}', documents, time, dataVersion)];
}
