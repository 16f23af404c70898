import * as vscode from 'vscode';
import { registerPages } from './pages.js';

/** Pages are documents of their own scheme: all of them lie in one file of the extension, where they take a third of the room. */
const scheme = 'eni-lens-rule';

/** The command that shows the page of a rule. The pages are part of the extension, so it works without a network. */
export function registerRulePages(context: vscode.ExtensionContext): void {
  const file = vscode.Uri.joinPath(context.extensionUri, 'dist', 'rules.json');
  const show = async (rule?: unknown): Promise<void> => {
    const pages = await readPages(file);
    const id = typeof rule === 'string' ? rule : await pickRule(pages);
    if (id === undefined) return;
    // An id comes from a picked rule or from the server; anything else has no page.
    if (!pages.has(id)) {
      void vscode.window.showWarningMessage(vscode.l10n.t('ENI Lens has no rule {0}.', id));
      return;
    }
    await vscode.commands.executeCommand('markdown.showPreview', vscode.Uri.from({ scheme, path: `/${id}.md` }));
  };
  registerPages(context, scheme, async (path) => {
    const pages = await readPages(file);
    const id = path.replace(/^\/|\.md$/g, '');
    const page = pages.get(id);
    return page && linked(page, (name) => name !== id && pages.has(name));
  });
  context.subscriptions.push(vscode.commands.registerCommand('eniLens.explainRule', show));
}

/** The page with the names of other rules as links to their pages. */
function linked(page: string, isOther: (name: string) => boolean): string {
  const codeOrName = /^```[\s\S]*?^```|(?<!\[)`([a-z][a-z\d-]*)`/gm;
  return page.replace(codeOrName, (text, name?: string) => (name && isOther(name) ? `[${text}](${name}.md)` : text));
}

/** The pages of all rules in all languages, as the build writes them. */
type PagesInAllLanguages = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** The page of every rule by its id: in the language of the editor where it is translated, else in English. */
async function readPages(file: vscode.Uri): Promise<ReadonlyMap<string, string>> {
  const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  const pages: PagesInAllLanguages = JSON.parse(text);
  const [language = 'en'] = vscode.env.language.split('-');
  return new Map(Object.entries(pages).map(([id, page]) => [id, page[language] ?? page.en ?? '']));
}

/** Rules of findings in the active editor come first. */
async function pickRule(pages: ReadonlyMap<string, string>): Promise<string | undefined> {
  const found = rulesFoundInActiveEditor();
  const separator = (label: string) => ({ label, kind: vscode.QuickPickItemKind.Separator, detail: '' });
  const items = Array.from(pages, ([label, page]) => ({ label, detail: summaryOf(page) }));
  const here = items.filter(({ label }) => found.has(label));
  const others = items.filter(({ label }) => !found.has(label));
  const shown =
    here.length === 0
      ? others
      : [separator(vscode.l10n.t('In this file')), ...here, separator(vscode.l10n.t('Others')), ...others];
  const picked = await vscode.window.showQuickPick(shown, {
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

/** The first paragraph after the title, without the marks of code. Between Japanese letters a line break is no space. */
function summaryOf(page: string): string {
  const [, summary = ''] = page.split(/\r?\n\r?\n/);
  return summary
    .replaceAll('`', '')
    .split('\n')
    .map((line) => line.trim().replace(/\s+/g, ' '))
    .reduce(
      (left, right) => left + (/[\u3000-\u9fff]$/.test(left) && /^[\u3000-\u9fff]/.test(right) ? '' : ' ') + right,
    )
    .trim();
}
