import { changesToEdits } from '../formats/changes.js';
import { placeOf } from '../model/change.js';
import type { Fix } from '../model/fix.js';
import type { TextEdit } from '../text/edit.js';
import { groupBy } from '../text/groupBy.js';
import { documentKey } from '../text/span.js';
import { documentHolding } from '../workspace/fileModel.js';
import { treeOf } from '../workspace/tree.js';
import type { Workspace } from '../workspace/workspace.js';

/** Edits per file; spans are offsets in the file, and do not overlap. */
export type FileEdits = readonly { readonly uri: string; readonly edits: readonly TextEdit[] }[];

/** The edits of a fix, or undefined when one of its changes has no safe spelling, or its file no text to change. */
export function editsOf(fix: Fix, workspace: Workspace): FileEdits | undefined {
  const byFile = new Map<string, TextEdit[]>();
  for (const changes of groupBy(fix.changes, (change) => documentKey(placeOf(change))).values()) {
    const [first] = changes;
    if (first === undefined) continue;
    const at = placeOf(first);
    const file = workspace.files.get(at.uri);
    const document = file && documentHolding(at, file);
    // What is wrong with a fact of the config file is wrong in the cluster: another number there would repair nothing.
    if (document?.text === undefined || at.uri === workspace.config.uri) return undefined;
    // What a cluster was asked for changes nothing in the cluster when it is edited.
    if (document.observed) return undefined;
    const inDocument = changesToEdits(treeOf(document), changes);
    if (inDocument === undefined) return undefined;
    const shifted = inDocument.map(({ span, newText }) => ({
      span: { start: span.start + document.start, end: span.end + document.start },
      newText,
    }));
    // A file of several documents is one: editors keep one list of edits for each.
    byFile.set(at.uri, [...(byFile.get(at.uri) ?? []), ...shifted]);
  }
  return [...byFile].map(([uri, edits]) => ({ uri, edits }));
}
