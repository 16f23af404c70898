import { byCodeUnit } from '../text/order.js';
import { documentKey } from '../text/span.js';
import type { FileModel } from '../workspace/fileModel.js';
import { takersOf } from '../workspace/takers.js';
import type { Workspace } from '../workspace/workspace.js';

/** The uris of the files that hold something of ours and were read, sorted: one that is too large, or in another encoding, was not. */
export function checkedFiles(workspaces: readonly Workspace[]): readonly string[] {
  const checked = workspaces.flatMap(({ files }) => [...files.values()].filter((file) => isChecked(file, files)));
  return checked.map(({ uri }) => uri).toSorted(byCodeUnit);
}

/** What another file takes from it is checked with that. */
function isChecked({ uri, documents }: FileModel, files: Workspace['files']): boolean {
  return documents.some(
    ({ id, resources }) =>
      resources.some((each) => each.kind !== 'fileProblem' || !unread.has(each.rule)) ||
      takersOf(files).has(documentKey({ uri, document: id })),
  );
}

const unread: ReadonlySet<string> = new Set(['file-too-large', 'not-utf8', 'internal-error']);
