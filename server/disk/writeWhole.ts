import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { type Message, message, whole } from '../messages/message.js';
import { ioReason } from './ioReason.js';
import { temporaryBeside } from './replaceFiles.js';

/**
 * Writes a text to a file that is there or not; returns why it cannot, or undefined. A regular file is whole at every moment, old or
 * new, and keeps its mode. What is none, such as a pipe, and what no other file can take the place of is written to directly.
 * `folder` is how a person names the folder of the file.
 */
export function writeWhole(path: string, text: string, folder = dirname(path)): Message | undefined {
  if (!existsSync(dirname(path)))
    return message('there is no folder {folder}: make it first', { folder: whole(folder) });
  try {
    const stats = existsSync(path) ? statSync(path) : undefined;
    // Another file could take the place of one that nobody may write to.
    if (stats) accessSync(path, constants.W_OK);
    if (stats === undefined) replace(path, text, undefined);
    else if (!stats.isFile() || !tryToReplace(realpathSync(path), text, stats.mode)) writeFileSync(path, text);
    return undefined;
  } catch (error) {
    return ioReason(error);
  }
}

/** Replaces a file that is there; false where it is mounted by itself, or no file can be made in its folder. */
function tryToReplace(path: string, text: string, mode: number): boolean {
  try {
    replace(path, text, mode);
    return true;
  } catch {
    return false;
  }
}

function replace(path: string, text: string, mode: number | undefined): void {
  const temporary = temporaryBeside(path);
  try {
    writeFileSync(temporary, text, { flag: 'wx' });
    if (mode !== undefined) chmodSync(temporary, mode & 0o7777);
    renameSync(temporary, path);
  } finally {
    rmSync(temporary, { force: true });
  }
}
