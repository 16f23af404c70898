import { message } from '../messages/message.js';
import type { FileSource } from '../workspace/fileModel.js';

/** Larger files are not parsed where nobody says otherwise, in bytes. Manifests are far smaller, and an editor must not stall. */
export const maxFileSize = 5 * 1024 * 1024;

/** More of standard input is not read where nobody says otherwise, in bytes: what `kubectl get nodes,pods -A -o json` says of a large cluster. */
export const mostOfStream = 64 * 1024 * 1024;

/** A file that is too large to be parsed. */
export function tooLarge(uri: string, size: number, limit: number): FileSource {
  return {
    uri,
    unreadable: 'file-too-large',
    message: message('This file has {size} bytes and is not checked: the limit is {limit} bytes (--max-file-size)', {
      size,
      limit,
    }),
  };
}
