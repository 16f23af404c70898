import { accessSync, constants, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { type Message, message, whole } from '../messages/message.js';
import { isInside } from './inside.js';
import { ioReason } from './ioReason.js';

/** Where a file really lies that may be written, or why it may not. */
export type WritablePlace = { readonly path: string } | { readonly reason: Message };

/**
 * The folders within which files may be written: the working directory, and what is named outside of it, as they really lie. A name
 * inside the working directory adds none, for it may be a link that somebody else made.
 */
export function rootsOf(folder: string, named: readonly string[]): readonly string[] {
  const outside = named.map((path) => resolve(folder, path)).filter((path) => !isInside(folder, path));
  const folders = outside.map((path) =>
    statSync(path, { throwIfNoEntry: false })?.isDirectory() ? path : dirname(path),
  );
  return [folder, ...folders].flatMap((each) => {
    try {
      return [realpathSync(each)];
    } catch {
      // What is not there holds no file either.
      return [];
    }
  });
}

/** Where the file that a path leads to may be written. A symbolic link is followed as long as it stays within the roots. */
export function writablePlace(path: string, roots: readonly string[]): WritablePlace {
  try {
    const real = realpathSync(path);
    if (!roots.some((root) => isInside(root, real))) {
      return {
        reason: message(
          'it is a symbolic link to {real}, outside of the folders that are linted: name that file instead',
          { real: whole(real) },
        ),
      };
    }
    if ((statSync(real).mode & 0o222) === 0) return { reason: message('it is read-only: make it writable first') };
    accessSync(real, constants.W_OK);
    return canHoldNew(dirname(real)) ?? { path: real };
  } catch (error) {
    return { reason: ioReason(error) };
  }
}

/** Where a file may be made within the roots, or why it may not. */
export function newPlace(path: string, roots: readonly string[]): WritablePlace {
  try {
    const folder = realpathSync(dirname(path));
    if (!roots.some((root) => isInside(root, folder))) {
      return {
        reason: message('its folder {real} lies outside of the folders that are linted', {
          real: whole(folder),
        }),
      };
    }
    return canHoldNew(folder) ?? { path: join(folder, basename(path)) };
  } catch (error) {
    return { reason: ioReason(error) };
  }
}

/** A file is replaced by a new one, which its folder must take. */
function canHoldNew(folder: string): { readonly reason: Message } | undefined {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    return undefined;
  } catch (error) {
    return { reason: message('no file can be made in its folder: {why}', { why: ioReason(error) }) };
  }
}
