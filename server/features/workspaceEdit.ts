import type { TextDocumentEdit, WorkspaceEdit } from 'vscode-languageserver-types';
import type { FileEdits } from '../linter/fixEdits.js';
import type { Workspace } from '../workspace/workspace.js';
import { textEdits } from './convert.js';

/** What an editor makes of edits. */
export interface EditAbilities {
  /** Versioned edits; without them the editor gets a map of uris. */
  readonly documentChanges: boolean;
  readonly createFiles: boolean;
  /** Edits may have places to type over. */
  readonly snippetEdits: boolean;
  /** It asks before it takes an edit that says so. */
  readonly changeAnnotations: boolean;
}

/** How an editor wants edits, and which version of a document they are for. */
export interface EditSupport extends EditAbilities {
  /** The version of an open document; null for a closed one. */
  readonly versionOf: (uri: string) => number | null;
}

/** Edits per file for the editor. Undefined when one of the files is not there. */
export function workspaceEdit(files: FileEdits, workspace: Workspace, support: EditSupport): WorkspaceEdit | undefined {
  const changes: TextDocumentEdit[] = [];
  for (const { uri, edits } of files) {
    const file = workspace.files.get(uri);
    if (file === undefined) return undefined;
    changes.push({ textDocument: { uri, version: support.versionOf(uri) }, edits: textEdits(file, edits) });
  }
  return editFor(changes, support);
}

/** Two edits of different files as one, which an editor undoes as one. */
export function together(one: WorkspaceEdit | undefined, other: WorkspaceEdit | undefined): WorkspaceEdit | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return one.documentChanges && other.documentChanges
    ? { documentChanges: [...one.documentChanges, ...other.documentChanges] }
    : { changes: { ...one.changes, ...other.changes } };
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
 * An edit of other files than the one a person looks at, which the editor shows before it takes it, if it can. What is edited in the file itself
 * needs no question.
 */
export function askingFirst(
  edit: WorkspaceEdit,
  here: string,
  label: string,
  { changeAnnotations }: EditSupport,
): WorkspaceEdit {
  const changes = edit.documentChanges;
  const others = changes?.filter((change) => 'textDocument' in change && change.textDocument.uri !== here) ?? [];
  if (!changeAnnotations || changes === undefined || others.length === 0) return edit;
  const annotationId = 'elsewhere';
  return {
    documentChanges: changes.map((change) =>
      'textDocument' in change && others.includes(change)
        ? { ...change, edits: change.edits.map((each) => ({ ...each, annotationId })) }
        : change,
    ),
    changeAnnotations: { [annotationId]: { label, needsConfirmation: true } },
  };
}

/** A new file with a text; undefined where the editor makes none. */
export function newFile(uri: string, newText: string, support: EditSupport): WorkspaceEdit | undefined {
  if (!support.documentChanges || !support.createFiles) return undefined;
  const start = { line: 0, character: 0 };
  const content: TextDocumentEdit = {
    textDocument: { uri, version: null },
    edits: [{ range: { start, end: start }, newText }],
  };
  return { documentChanges: [{ kind: 'create', uri, options: { ignoreIfExists: true } }, content] };
}
