import {
  CodeLensRefreshRequest,
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  WatchKind,
} from 'vscode-languageserver';
import { fileEndings, fileNames } from '../syntax/claims.js';
import type { Editor } from './editor.js';
import { asked } from './guard.js';

/** Asks to be told of settings and files that change. */
export function register(connection: Connection, editor: Editor): void {
  if (editor.configuration && editor.registersConfiguration) {
    const sections = { section: ['eniLens', 'files.exclude'] };
    void asked(connection, () => connection.client.register(DidChangeConfigurationNotification.type, sections));
  }
  if (!editor.registersWatchers) return;
  // Of a folder that comes or goes editors tell as of one thing, and a pattern has no way to say folder.
  const comesOrGoes = { globPattern: '**', kind: WatchKind.Create | WatchKind.Delete };
  const files = [`**/*.{${fileEndings.join(',')}}`, `**/{${fileNames.join(',')}}`, '**/.gitignore'].map(
    (globPattern) => ({
      globPattern,
      kind: WatchKind.Change,
    }),
  );
  const watchers = [comesOrGoes, ...files];
  void asked(connection, () => connection.client.register(DidChangeWatchedFilesNotification.type, { watchers }));
}

/** Asks for what stands between the lines again, where another file or a setting may have changed it. */
export function refresh(connection: Connection, editor: Editor): void {
  if (editor.refreshesCodeLens) void asked(connection, () => connection.sendRequest(CodeLensRefreshRequest.type));
  if (editor.refreshesInlayHints) void asked(connection, () => connection.languages.inlayHint.refresh());
}
