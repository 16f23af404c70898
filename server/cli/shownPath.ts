import { relative } from 'node:path';
import { uriOf } from '../disk/fileSource.js';

/** A path as a person in a folder writes it, with forward slashes. */
export function shownPath(folder: string, path: string): string {
  return uriOf(relative(folder, path)) || '.';
}
