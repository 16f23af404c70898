import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { PanelPlans, ToPanel } from '../server/page/panelMessages.js';
import { checkedMessage, uriIn } from './panelMessage.js';
import type { Server } from './server.js';

/** The panels with plans, one for a file. */
export interface PlanPanels {
  /** Opens the plan of a file, or of the active one, beside it, at a cluster. */
  readonly show: (uri: string | undefined, key: string | undefined) => void;
  /** Fills a panel that was open when the window was closed. */
  readonly restore: (panel: vscode.WebviewPanel, state: unknown) => void;
}

interface Open {
  readonly panel: vscode.WebviewPanel;
  /** Uris of files by what its plans call them, by the key of the plan: no other file is opened. */
  readonly files: Map<string, Readonly<Record<string, string>>>;
  /** The cluster to show once its plan is there. */
  reveal: string | undefined;
  /** The server that runs was asked for its plans. */
  isFollowed: boolean;
}

export function planPanels(context: vscode.ExtensionContext, running: Server): PlanPanels {
  const open = new Map<string, Open>();
  const catalogue = readCatalogue(context);
  const post = ({ panel }: Open, told: ToPanel): Thenable<boolean> => panel.webview.postMessage(told);
  const showPlans = async (plans: PanelPlans): Promise<void> => {
    const shown = open.get(plans.uri);
    if (shown === undefined) return;
    for (const { key, files } of plans.changed) shown.files.set(key, files);
    await post(shown, { kind: 'plans', catalogue: await catalogue, ...plans });
    const { reveal } = shown;
    shown.reveal = undefined;
    if (reveal !== undefined) await post(shown, { kind: 'reveal', key: reveal });
  };
  const follow = (uri: string, shown: Open): Promise<void> => {
    shown.isFollowed = true;
    return running.followPlan(uri);
  };
  const fill = (panel: vscode.WebviewPanel, uri: string, reveal: string | undefined): void => {
    const shown: Open = { panel, files: new Map(), reveal, isFollowed: false };
    open.set(uri, shown);
    panel.webview.onDidReceiveMessage(async (sent: unknown) => {
      const told = checkedMessage(sent);
      if (told?.kind === 'ready') await follow(uri, shown);
      if (told?.kind === 'open') await openPlace(shown.files.get(told.key)?.[told.file], told);
      if (told?.kind === 'apply' && shown.files.has(told.key)) {
        const outcome = await running.applyPlan({ uri, key: told.key, changes: told.changes });
        const said = outcome?.said ?? vscode.l10n.t('ENI Lens could not write the settings.');
        await post(shown, { kind: 'applied', key: told.key, said, isWritten: outcome?.applied === true });
        if (!outcome?.applied) void vscode.window.showWarningMessage(said);
      }
    });
    // The page is loaded anew when it is seen again, and says so.
    panel.onDidChangeViewState(() => {
      if (!panel.visible) running.unfollowPlan(uri);
    });
    panel.onDidDispose(() => {
      if (open.get(uri) === shown) open.delete(uri);
      running.unfollowPlan(uri);
    });
    panel.webview.options = webviewOptions(context);
    panel.webview.html = pageHtml(panel, context);
  };
  context.subscriptions.push(
    running.onPlans((plans) => void showPlans(plans)),
    // A server that was started again follows nothing.
    running.onStatus((status) => {
      for (const [uri, shown] of open) {
        if (status === undefined) shown.isFollowed = false;
        else if (shown.panel.visible && !shown.isFollowed) void follow(uri, shown);
      }
    }),
  );
  return {
    show(asked, key) {
      const uri = asked ?? activeUri();
      if (uri === undefined) {
        void vscode.window.showInformationMessage(
          vscode.l10n.t('Open a file with a cluster first: its IP plan is shown.'),
        );
        return;
      }
      const known = open.get(uri);
      if (known) {
        known.panel.reveal(undefined, true);
        if (key !== undefined) void post(known, { kind: 'reveal', key });
        return;
      }
      const name = vscode.Uri.parse(uri).path.split('/').at(-1) ?? '';
      const title = vscode.l10n.t('IP plan: {0}', name);
      const place = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
      fill(
        vscode.window.createWebviewPanel('eniLens.plan', title, place, {
          ...webviewOptions(context),
          enableFindWidget: true,
        }),
        uri,
        key,
      );
    },
    restore(panel, state) {
      const uri = uriIn(state);
      if (uri === undefined || open.has(uri)) panel.dispose();
      else fill(panel, uri, undefined);
    },
  };
}

function activeUri(): string | undefined {
  return (vscode.window.activeTextEditor ?? vscode.window.visibleTextEditors[0])?.document.uri.toString();
}

/** Puts the cursor at a place of a file, beside the panel. */
async function openPlace(
  uri: string | undefined,
  { line, column }: { readonly line: number; readonly column: number },
): Promise<void> {
  if (uri === undefined) return;
  const target = vscode.Uri.parse(uri);
  const place = new vscode.Position(line - 1, column - 1);
  const visible = vscode.window.visibleTextEditors.find(
    ({ document }) => document.uri.toString() === target.toString(),
  );
  await vscode.window.showTextDocument(target, {
    viewColumn: visible?.viewColumn ?? vscode.ViewColumn.One,
    selection: new vscode.Range(place, place),
  });
}

/** The texts in the language of VS Code; undefined for English. */
async function readCatalogue(context: vscode.ExtensionContext): Promise<Readonly<Record<string, string>> | undefined> {
  const [language = 'en'] = vscode.env.language.split('-');
  const file = vscode.Uri.joinPath(context.extensionUri, 'dist', `${language}.json`);
  try {
    return JSON.parse(new TextDecoder().decode(await vscode.workspace.fs.readFile(file)));
  } catch {
    return undefined;
  }
}

function webviewOptions({ extensionUri }: vscode.ExtensionContext): vscode.WebviewOptions {
  return { enableScripts: true, localResourceRoots: [vscode.Uri.joinPath(extensionUri, 'dist')] };
}

/** The page without anything in it: its one script gets the plans as messages. */
function pageHtml({ webview, title }: vscode.WebviewPanel, { extensionUri }: vscode.ExtensionContext): string {
  const nonce = randomBytes(16).toString('base64');
  const script = webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, 'dist', 'page.js'));
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="${vscode.env.language.replace(/[^\w-]/g, '')}">
<head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><title>${title.replace(/[&<]/g, (sign) => `&#${sign.charCodeAt(0)};`)}</title></head>
<body><main></main><datalist id="types"></datalist><script nonce="${nonce}" src="${script}"></script></body>
</html>`;
}
