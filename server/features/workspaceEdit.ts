import type { TextDocumentEdit, WorkspaceEdit } from 'vscode-languageserver-types';
import type { ReportedFix } from '../linter/report.js';
import type { TextEdit } from '../text/edit.js';
import type { Workspace } from '../workspace/workspace.js';
import { textEdits } from './convert.js';

/** How an editor wants edits, and which version of a document they are for. */
export interface EditSupport {
  /** Versioned edits; without them the editor gets a map of uris. */
  readonly documentChanges: boolean;
  readonly createFiles: boolean;
  /** The version of an open document; null for a closed one. */
  readonly versionOf: (uri: string) => number | null;
}

/** Edits per file for the editor. Undefined when one of the files is not there. */
export function workspaceEdit(
  files: ReportedFix['edits'],
  workspace: Workspace,
  support: EditSupport,
): WorkspaceEdit | undefined {
  const changes: TextDocumentEdit[] = [];
  for (const { uri, edits } of files) {
    const file = workspace.files.get(uri);
    if (file === undefined) return undefined;
    changes.push({ textDocument: { uri, version: support.versionOf(uri) }, edits: textEdits(file, edits) });
  }
  return editFor(changes, support);
}

/** The same changes as the editor understands them. */
export function editFor(changes: readonly TextDocumentEdit[], { documentChanges }: EditSupport): WorkspaceEdit {
  if (documentChanges) return { documentChanges: [...changes] };
  // Without versions the editor takes plain edits only, which is all we make.
  const plain = changes.map(({ textDocument, edits }) => [
    textDocument.uri,
    edits.flatMap((edit) => ('newText' in edit ? [edit] : [])),
  ]);
  return { changes: Object.fromEntries(plain) };
}

/**
 * The edits of several fixes as one. A fix that meets one before it in any place is left out as a whole, and the same edit is made
 * once, so the result is as if each had been applied by itself.
 */
export function combineEdits(fixes: readonly ReportedFix['edits'][]): ReportedFix['edits'] {
  const taken = new Map<string, TextEdit[]>();
  for (const fix of fixes) {
    const fresh = fix.map(({ uri, edits }) => ({
      uri,
      edits: edits.filter((edit) => !taken.get(uri)?.some((other) => isSame(edit, other))),
    }));
    const meets = fresh.some(({ uri, edits }) =>
      edits.some((edit) => taken.get(uri)?.some((other) => conflict(edit, other))),
    );
    if (meets) continue;
    for (const { uri, edits } of fresh) taken.set(uri, [...(taken.get(uri) ?? []), ...edits]);
  }
  return [...taken].filter(([, edits]) => edits.length > 0).map(([uri, edits]) => ({ uri, edits }));
}

function isSame(a: TextEdit, b: TextEdit): boolean {
  return a.span.start === b.span.start && a.span.end === b.span.end && a.newText === b.newText;
}

/** True when the two overlap. Both may insert at one place, as two new entries at the end of a map do. */
function conflict({ span: a }: TextEdit, { span: b }: TextEdit): boolean {
  const isInsertion = a.start === a.end || b.start === b.end;
  if (a.start === b.start) return a.end !== b.end || !isInsertion;
  return a.start < b.end && b.start < a.end;
}
