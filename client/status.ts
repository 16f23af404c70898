import * as vscode from 'vscode';
import type { Status } from '../server/lsp/protocol.js';

/** The item under `{}` of the status bar. */
export interface StatusItem {
  /** What the last lint did. There is no item while the workspace holds nothing of ours, and none while the server starts. */
  readonly status: (status: Status | undefined) => void;
  /** The server stays ended: that stands there, with a way to start it, until it runs again. */
  readonly stopped: () => void;
}

export function statusItem(context: vscode.ExtensionContext, selector: vscode.DocumentSelector): StatusItem {
  let item: vscode.LanguageStatusItem | undefined;
  let isStopped = false;
  context.subscriptions.push({ dispose: () => item?.dispose() });
  const shown = (severity: vscode.LanguageStatusSeverity): vscode.LanguageStatusItem => {
    item ??= vscode.languages.createLanguageStatusItem('eniLens.status', selector);
    item.name = 'ENI Lens';
    item.severity = severity;
    return item;
  };
  const status = (now: Status | undefined): void => {
    if (now === undefined && isStopped) return;
    isStopped = false;
    if (now === undefined || now.documents === 0) {
      item?.dispose();
      item = undefined;
      return;
    }
    showNumbers(shown(vscode.LanguageStatusSeverity.Information), now);
  };
  const stopped = (): void => {
    isStopped = true;
    const here = shown(vscode.LanguageStatusSeverity.Error);
    here.text = vscode.l10n.t('ENI Lens is stopped');
    here.detail = vscode.l10n.t('its server ended several times in a row: nothing is checked');
    here.command = { command: 'eniLens.restartServer', title: vscode.l10n.t('Restart') };
  };
  return { status, stopped };
}

function showNumbers(item: vscode.LanguageStatusItem, status: Status): void {
  item.text =
    status.findings === 1
      ? vscode.l10n.t('ENI Lens: 1 finding')
      : vscode.l10n.t('ENI Lens: {0} findings', status.findings);
  item.detail = [...joinedDetails(status), ...runDetails(status)].join(' · ');
  item.command = { command: 'eniLens.showClusters', title: vscode.l10n.t('Show clusters') };
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
