import type { FileModel } from '../workspace/fileModel.js';
import type { Workspace } from '../workspace/workspace.js';

/** How many files hold something of ours and were read: one that is too large, or in another encoding, was not. */
export function checkedFiles({ files }: Workspace): number {
  return [...files.values()].filter(isChecked).length;
}

function isChecked({ documents }: FileModel): boolean {
  return documents.some(({ resources }) =>
    resources.some(
      (each) => each.kind !== 'fileProblem' || (each.rule !== 'file-too-large' && each.rule !== 'not-utf8'),
    ),
  );
}
