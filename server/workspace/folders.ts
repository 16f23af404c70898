import { groupBy } from '../text/groupBy.js';
import { folderOf } from '../text/paths.js';
import type { FileModel } from './fileModel.js';
import { readFolder } from './readFolder.js';

/*
 * Files that are one text in several: a module of Terraform is all files of a folder, and what one of them names another one defines. Each is read
 * alone first, and says what it defines and which names it uses. What uses names that others define is read once more, with these. What that gives
 * depends on the texts of the folder alone, and so neither on the order of files and edits nor on what was read before.
 */

/** The files, with documents that name what others of their folder define read together with those. What stays the same is the same object. */
export function readTogether(files: ReadonlyMap<string, FileModel>): ReadonlyMap<string, FileModel> {
  const sharing = [...files.values()].filter(({ documents }) => documents.some((each) => each.sharing !== undefined));
  const folders = groupBy(sharing, ({ uri }) => folderOf(uri));
  let after: Map<string, FileModel> | undefined;
  for (const members of folders.values()) {
    for (const file of readFolder(members)) {
      if (file === files.get(file.uri)) continue;
      after ??= new Map(files);
      after.set(file.uri, file);
    }
  }
  return after ?? files;
}
