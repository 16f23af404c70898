import type { CodeAction, CodeActionParams } from 'vscode-languageserver';
import { codeActions, filesToFix } from '../features/codeActions.js';
import { type FixedEverything, filesToFixAll, fixEverything } from '../features/fixEverything.js';
import type { RuleFinding } from '../linter/lint.js';
import type { Catalogue } from '../messages/message.js';
import { withModels } from '../workspace/workspace.js';
import type { Editor } from './editor.js';
import type { Parts } from './parts.js';
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
  const shown = { isShown: (finding: RuleFinding): boolean => isShown(finding, editor) };
  const texts = session.withTexts(filesToFix(known, uri, range, context, shown));
  return codeActions(texts.length === 0 ? known : withModels(known, texts), uri, range, context, {
    ...editor.edits,
    disabledActions: editor.disabledActions,
    opens: editor.isOurs || editor.opensLinks,
    ...shown,
    config: configTargetOf(snapshot, uri),
    versionOf,
    catalogue,
  });
}

/** The safe fixes of all files. Closed files that they change are read again for it. */
export function everythingFixed({ session, editor, documents }: Parts): FixedEverything {
  const now = editor.now();
  const shown = (finding: RuleFinding): boolean => isShown(finding, now);
  const known = [...session.snapshot().workspaces.values()];
  const texts = session.withTexts(filesToFixAll(known, shown));
  const workspaces = known.map((each) => {
    const own = texts.filter(({ uri }) => each.files.has(uri));
    return own.length === 0 ? each : withModels(each, own);
  });
  const versionOf = (uri: string): number | null => documents.versionOf(uri) ?? null;
  return fixEverything(workspaces, shown, { ...now.edits, versionOf });
}
