import * as vscode from 'vscode';

/** Documents of a scheme that nobody can write. As files, not as mere texts, so that the preview of Markdown follows links between them. */
export interface Pages {
  /** The text of a page is another one from now on. */
  readonly changed: (page: vscode.Uri) => void;
}

/** Shows pages under a scheme. `read` gives the text of a path, and undefined where there is no such page. */
export function registerPages(
  context: vscode.ExtensionContext,
  scheme: string,
  read: (path: string) => Promise<string | undefined>,
): Pages {
  const changes = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  let modified = Date.now();
  const bytesOf = async (page: vscode.Uri): Promise<Uint8Array> => {
    const text = await read(page.path);
    if (text === undefined) throw vscode.FileSystemError.FileNotFound(page);
    return new TextEncoder().encode(text);
  };
  const refuse = (page: vscode.Uri): never => {
    throw vscode.FileSystemError.NoPermissions(page);
  };
  const files: vscode.FileSystemProvider = {
    onDidChangeFile: changes.event,
    watch: () => ({ dispose: () => {} }),
    stat: async (page) => ({
      type: vscode.FileType.File,
      ctime: 0,
      mtime: modified,
      size: (await bytesOf(page)).length,
      permissions: vscode.FilePermission.Readonly,
    }),
    readDirectory: () => [],
    readFile: bytesOf,
    createDirectory: refuse,
    writeFile: refuse,
    delete: refuse,
    rename: refuse,
  };
  context.subscriptions.push(
    changes,
    vscode.workspace.registerFileSystemProvider(scheme, files, { isReadonly: true, isCaseSensitive: true }),
  );
  return {
    changed(page) {
      modified = Date.now();
      changes.fire([{ type: vscode.FileChangeType.Changed, uri: page }]);
    },
  };
}
