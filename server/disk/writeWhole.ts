import { randomUUID } from 'node:crypto';
import { chmodSync, existsSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Message, message } from '../messages/message.js';
import { ioReason } from './ioReason.js';

/**
 * Writes a text to a file that is there or not; returns why it cannot, or undefined. A regular file is whole at every moment, old or
 * new, and keeps its mode; what is none, such as `/dev/stderr`, is written to directly.
 */
export function writeWhole(path: string, text: string): Message | undefined {
  const folder = dirname(path);
  if (!existsSync(folder)) return message('there is no folder {folder}: make it first', { folder });
  try {
    const target = existsSync(path) ? realpathSync(path) : path;
    const stats = existsSync(path) ? statSync(path) : undefined;
    if (stats === undefined || stats.isFile()) replace(target, text, stats?.mode);
    else writeFileSync(path, text);
    return undefined;
  } catch (error) {
    return ioReason(error);
  }
}

function replace(path: string, text: string, mode: number | undefined): void {
  const temporary = join(dirname(path), `.eni-lens-${randomUUID()}.tmp`);
  try {
    writeFileSync(temporary, text, { flag: 'wx' });
    if (mode !== undefined) chmodSync(temporary, mode & 0o7777);
    renameSync(temporary, path);
  } finally {
    rmSync(temporary, { force: true });
  }
}
