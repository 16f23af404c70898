import * as vscode from 'vscode';
import type { Status } from '../server/lsp/protocol.js';

/** The items under `{}` of the status bar. */
export interface StatusItem {
  /** What the last lint did. There is no item while the workspace holds nothing of ours, and none while the server starts. */
  readonly status: (status: Status | undefined) => void;
  /** The server stays ended: that stands there, with a way to start it, until it runs again. */
  readonly stopped: () => void;
}

/** Two items, below each other: VS Code cuts a line that is longer than the window leaves to the right of the pointer. */
export function statusItem(context: vscode.ExtensionContext, selector: vscode.DocumentSelector): StatusItem {
  const items = { numbers: itemNamed('eniLens.status', selector), basis: itemNamed('eniLens.basis', selector) };
  let isStopped = false;
  const hide = (): void => {
    items.numbers.hide();
    items.basis.hide();
  };
  context.subscriptions.push({ dispose: hide });
  const status = (now: Status | undefined): void => {
    if (now === undefined && isStopped) return;
    isStopped = false;
    if (now === undefined || now.documents === 0) {
      hide();
      return;
    }
    // The one that was made last stands first.
    items.basis.show(basisOf(now));
    items.numbers.show(numbersOf(now));
  };
  const stopped = (): void => {
    isStopped = true;
    items.basis.hide();
    items.numbers.show({
      severity: vscode.LanguageStatusSeverity.Error,
      text: vscode.l10n.t('ENI Lens is stopped'),
      detail: vscode.l10n.t('nothing is checked'),
      command: { command: 'eniLens.restartServer', title: vscode.l10n.t('Restart') },
    });
  };
  return { status, stopped };
}

type Shown = Pick<vscode.LanguageStatusItem, 'text' | 'detail' | 'command' | 'severity'>;

/** An item that is there as long as something is to be shown in it. */
function itemNamed(
  id: string,
  selector: vscode.DocumentSelector,
): { readonly show: (shown: Shown) => void; readonly hide: () => void } {
  let item: vscode.LanguageStatusItem | undefined;
  return {
    show(shown) {
      item ??= vscode.languages.createLanguageStatusItem(id, selector);
      item.name = 'ENI Lens';
      Object.assign(item, shown);
    },
    hide() {
      item?.dispose();
      item = undefined;
    },
  };
}

/** So many clusters are named; the page of clusters names all of them. */
const mostNames = 3;

function numbersOf({ findings, clusters: { count, names } }: Status): Shown {
  const more = count > mostNames ? ', …' : '';
  return {
    severity: vscode.LanguageStatusSeverity.Information,
    text: findings === 1 ? vscode.l10n.t('ENI Lens: 1 finding') : vscode.l10n.t('ENI Lens: {0} findings', findings),
    detail:
      count === 0
        ? vscode.l10n.t('no cluster is declared')
        : vscode.l10n.t('clusters: {0}', names.slice(0, mostNames).join(', ') + more),
    command: { command: 'eniLens.showClusters', title: vscode.l10n.t('Show clusters') },
  };
}

/** What findings rest on beside the files: the config files that count, and what is assumed. */
function basisOf({ configFiles, assumedCniVersion }: Status): Shown {
  const [first, ...others] = configFiles;
  return {
    severity: vscode.LanguageStatusSeverity.Information,
    text: first === undefined ? vscode.l10n.t('no eni-lens.yaml') : first + (others.length > 0 ? ', …' : ''),
    detail: assumedCniVersion === undefined ? '' : vscode.l10n.t('VPC CNI {0} assumed', assumedCniVersion),
    command: undefined,
  };
}
