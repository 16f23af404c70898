import * as vscode from 'vscode';

const patienceMilliseconds = 20_000;

/** Resolves with what `look` finds, now or after one of the events; fails with the last thing `describe` says. */
export function until<T>(
  what: string,
  events: readonly vscode.Event<unknown>[],
  look: () => T | undefined,
  describe: () => string = () => '',
): Promise<T> {
  return new Promise((resolve, reject) => {
    const disposables: vscode.Disposable[] = [];
    const finish = (end: () => void) => {
      for (const each of disposables) each.dispose();
      clearTimeout(timer);
      end();
    };
    const tryOnce = () => {
      const found = look();
      if (found !== undefined) finish(() => resolve(found));
    };
    const timer = setTimeout(() => {
      finish(() => reject(new Error(`Waited in vain for ${what}. ${describe()}`)));
    }, patienceMilliseconds);
    for (const event of events) disposables.push(event(tryOnce));
    tryOnce();
  });
}

/** A file of the open folder. */
export function file(path: string): vscode.Uri {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (folder === undefined) throw new Error('No folder is open');
  return vscode.Uri.joinPath(folder.uri, path);
}

/** Opens a file in an editor. */
export async function open(uri: vscode.Uri): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
}

/** Closes what is open below a folder; everything there is saved. Closing all editors would ask what to do with documents that are not. */
export async function closeBelow(folder: string): Promise<void> {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  const below = tabs.filter(
    ({ input }) => input instanceof vscode.TabInputText && input.uri.path.startsWith(`${file(folder).path}/`),
  );
  await vscode.window.tabGroups.close(below);
}

let count = 0;

/** A new document in an editor, which nobody has saved. Each is in a folder of its own: VS Code gives one that was closed to the next, at times with its text. */
export async function unsaved(content: string, name = 'unsaved.yaml'): Promise<vscode.TextEditor> {
  count += 1;
  const editor = await open(file(`${count}/${name}`).with({ scheme: 'untitled' }));
  const edit = new vscode.WorkspaceEdit();
  edit.insert(editor.document.uri, new vscode.Position(0, 0), content);
  await vscode.workspace.applyEdit(edit);
  return editor;
}

/** Where a text stands in a document, the first time. */
export function placeOf(document: vscode.TextDocument, text: string, shift = 0): vscode.Position {
  const offset = document.getText().indexOf(text);
  if (offset < 0) throw new Error(`${document.uri} does not hold ${text}`);
  return document.positionAt(offset + shift);
}

/** What hovers at a place say, as Markdown. A document that was opened a moment ago may have none yet, and nothing tells when it has. */
export async function hoverText(document: vscode.TextDocument, place: vscode.Position): Promise<string> {
  return untilAnswered(
    () => vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, place),
    (hovers) =>
      hovers.flatMap(({ contents }) => contents.map((each) => (each as vscode.MarkdownString).value)).join('\n'),
  );
}

/** Asks until there is an answer that says something, or none is to be expected any more. */
export async function untilAnswered<A, T extends { readonly length: number }>(
  ask: () => Thenable<A>,
  read: (answer: A) => T,
): Promise<T> {
  let found = read(await ask());
  for (let left = 50; left > 0 && found.length === 0; left--) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    found = read(await ask());
  }
  return found;
}

/** Our findings in a file, by rule. */
export function findings(uri: vscode.Uri): ReadonlyMap<string, vscode.Diagnostic> {
  const ours = vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'eni-lens');
  return new Map(ours.map((each) => [String(typeof each.code === 'object' ? each.code.value : each.code), each]));
}

/** Waits until a rule reports something in a file. */
export function untilFound(uri: vscode.Uri, rule: string): Promise<vscode.Diagnostic> {
  return until(
    `${rule} in ${uri.path}`,
    [vscode.languages.onDidChangeDiagnostics],
    () => findings(uri).get(rule),
    () => `There: ${[...findings(uri).keys()].join(', ') || 'nothing'}`,
  );
}

/** Waits until a rule reports nothing in a file. */
export function untilGone(uri: vscode.Uri, rule: string): Promise<true> {
  return until(`the end of ${rule} in ${uri.path}`, [vscode.languages.onDidChangeDiagnostics], () =>
    findings(uri).has(rule) ? undefined : true,
  );
}
