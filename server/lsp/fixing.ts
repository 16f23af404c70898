import type { CodeAction, CodeActionParams } from 'vscode-languageserver';
import { codeActions, filesToFix } from '../features/codeActions.js';
import { lint } from '../linter/lint.js';
import type { Catalogue } from '../messages/message.js';
import { withModels } from '../workspace/workspace.js';
import type { Editor } from './editor.js';
import { isShown } from './publisher.js';
import type { Session } from './session.js';
import { configTargetOf, workspaceOf } from './snapshot.js';
import { canonicalUri } from './uris.js';

export interface FixContext {
  readonly session: Session;
  readonly editor: Editor;
  readonly catalogue: Catalogue | undefined;
  readonly versionOf: (uri: string) => number | null;
}

/** The code actions at a place. Closed files that a fix would change are read again for it. */
export function codeActionsIn(
  { session, editor, catalogue, versionOf }: FixContext,
  { textDocument, range, context }: CodeActionParams,
): CodeAction[] {
  const uri = canonicalUri(textDocument.uri);
  const snapshot = session.snapshot();
  const known = workspaceOf(snapshot, uri);
  const texts = session.withTexts(filesToFix(lint(known).filter(({ at }) => at.uri === uri)));
  return codeActions(texts.length === 0 ? known : withModels(known, texts), uri, range, context, {
    documentChanges: editor.documentChanges,
    createFiles: editor.createFiles,
    disabledActions: editor.disabledActions,
    explains: editor.isOurs || editor.opensLinks,
    isShown: (finding) => isShown(finding, editor),
    config: configTargetOf(snapshot, uri),
    versionOf,
    catalogue,
  });
}
