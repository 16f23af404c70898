import { CodeActionKind, type InitializeResult, TextDocumentSyncKind } from 'vscode-languageserver';
import packageFile from '../../package.json' with { type: 'json' };
import { fixAllKind } from '../features/fixAllKind.js';
import { showPlaceCommand } from '../features/showPlace.js';
import type { Editor } from './editor.js';

/** The command that opens a rule's page: our own extension brings it, for other editors the server asks to open the link. */
export const explainCommand = 'eniLens.explainRule';

/** The command that applies the safe fixes of all files; in VS Code our extension brings it. */
export const fixWorkspaceCommand = 'eniLens.fixWorkspace';

/** What the server tells of itself. */
export function initializeResult(editor: Editor): InitializeResult {
  const commands = [
    ...(editor.opensLinks ? [explainCommand, showPlaceCommand] : []),
    ...(editor.appliesEdits && !editor.isOurs ? [fixWorkspaceCommand] : []),
  ];
  const folders = { scheme: 'file', pattern: { glob: '**', matches: 'folder' as const } };
  return {
    serverInfo: { name: packageFile.name, version: packageFile.version },
    capabilities: {
      positionEncoding: 'utf-16',
      textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
      codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite, fixAllKind] },
      hoverProvider: true,
      completionProvider: { triggerCharacters: [' ', ':', '"', "'", '-'] },
      definitionProvider: true,
      referencesProvider: true,
      documentHighlightProvider: true,
      documentSymbolProvider: true,
      documentLinkProvider: {},
      codeLensProvider: {},
      inlayHintProvider: true,
      renameProvider: editor.preparesRename ? { prepareProvider: true } : true,
      workspaceSymbolProvider: true,
      ...(commands.length > 0 ? { executeCommandProvider: { commands } } : {}),
      workspace: {
        workspaceFolders: { supported: true, changeNotifications: true },
        fileOperations: { didRename: { filters: [folders] }, didDelete: { filters: [folders] } },
      },
    },
  };
}
