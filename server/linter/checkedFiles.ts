import { byCodeUnit } from '../text/order.js';
import type { FileModel } from '../workspace/fileModel.js';
import type { Workspace } from '../workspace/workspace.js';

/** The uris of the files that hold something of ours and were read, sorted: one that is too large, or in another encoding, was not. */
export function checkedFiles(workspaces: readonly Workspace[]): readonly string[] {
  const files = workspaces.flatMap((workspace) => [...workspace.files.values()]);
  const checked = files.filter(isChecked).map(({ uri }) => uri);
  return checked.toSorted(byCodeUnit);
}

function isChecked({ documents }: FileModel): boolean {
  return documents.some(({ resources }) =>
    resources.some((each) => each.kind !== 'fileProblem' || !unread.has(each.rule)),
  );
}

const unread: ReadonlySet<string> = new Set(['file-too-large', 'not-utf8', 'internal-error']);
