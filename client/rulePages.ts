import * as vscode from 'vscode';

/** The command that shows the page of a rule. The pages are part of the extension, so it works without a network. */
export function registerRulePages(context: vscode.ExtensionContext): void {
  const folder = vscode.Uri.joinPath(context.extensionUri, 'server', 'rules');
  const show = async (rule?: unknown): Promise<void> => {
    const id = typeof rule === 'string' ? rule : await pickRule(folder);
    if (id === undefined) return;
    // An id comes from a picked rule or from the server; anything else has no page.
    const page = (await rulePages(folder)).get(id);
    if (page === undefined) {
      void vscode.window.showWarningMessage(vscode.l10n.t('ENI Lens has no rule {0}.', id));
      return;
    }
    await vscode.commands.executeCommand('markdown.showPreview', page);
  };
  context.subscriptions.push(vscode.commands.registerCommand('eniLens.explainRule', show));
}

/** Rules of findings in the active editor come first. */
async function pickRule(folder: vscode.Uri): Promise<string | undefined> {
  const pages = [...(await rulePages(folder))];
  const found = rulesFoundInActiveEditor();
  const item = async ([label, page]: readonly [string, vscode.Uri]) => ({ label, detail: await summaryOf(page) });
  const separator = (label: string) => ({ label, kind: vscode.QuickPickItemKind.Separator, detail: '' });
  const here = await Promise.all(pages.filter(([id]) => found.has(id)).map(item));
  const others = await Promise.all(pages.filter(([id]) => !found.has(id)).map(item));
  const items =
    here.length === 0
      ? others
      : [separator(vscode.l10n.t('In this file')), ...here, separator(vscode.l10n.t('Others')), ...others];
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Explain a rule of ENI Lens'),
    matchOnDetail: true,
  });
  return picked?.label;
}

function rulesFoundInActiveEditor(): ReadonlySet<string> {
  const uri = vscode.window.activeTextEditor?.document.uri;
  const diagnostics = uri === undefined ? [] : vscode.languages.getDiagnostics(uri);
  return new Set(
    diagnostics
      .filter(({ source }) => source === 'eni-lens')
      .map(({ code }) => String(typeof code === 'object' ? code.value : code)),
  );
}

/** The page of every rule by its id, sorted: in the language of the editor where it is translated, else in English. */
async function rulePages(folder: vscode.Uri): Promise<ReadonlyMap<string, vscode.Uri>> {
  const entries = await vscode.workspace.fs.readDirectory(folder);
  const names = entries.map(([name]) => name);
  const [language] = vscode.env.language.split('-');
  const ids = names.flatMap((name) => /^([^.]+)\.md$/.exec(name)?.[1] ?? []).sort();
  return new Map(
    ids.map((id) => {
      const translated = `${id}.${language}.md`;
      return [id, vscode.Uri.joinPath(folder, names.includes(translated) ? translated : `${id}.md`)];
    }),
  );
}

/** The first paragraph after the title. */
async function summaryOf(page: vscode.Uri): Promise<string> {
  const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(page));
  const [, summary = ''] = text.split(/\r?\n\r?\n/);
  return summary.replace(/\s+/g, ' ').trim();
}
