import { isUtf8 } from 'node:buffer';
import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { sep } from 'node:path';
import { type Message, message } from '../messages/message.js';
import type { FileSource } from '../workspace/fileModel.js';
import { bytesHaveHint, bytesHaveOwnHint, hasOwnHint, isForEksctl, isManifest } from '../workspace/hints.js';
import { tooLarge } from './maxFileSize.js';
import { markedEncoding } from './textEncoding.js';

/** An absolute path as a uri: forward slashes everywhere. */
export function uriOf(path: string): string {
  return sep === '/' ? path : path.split(sep).join('/');
}

/** Most files are smaller; what is read from it is decoded before the next one is. */
const scratch = Buffer.allocUnsafeSlow(1 << 16);

/** A file of the disk as a source; undefined where no format has a hint in it. Throws what the file system throws. */
export function readSource(path: string, uri: string, maxFileSize: number): FileSource | undefined {
  const file = openSync(path, 'r');
  try {
    const stats = fstatSync(file);
    // A pipe has no size, and neither has what the kernel writes when it is asked.
    if (!stats.isFile() || stats.size === 0) return sourceOf(uri, readFileSync(file), maxFileSize);
    if (stats.size <= maxFileSize) return sourceOf(uri, bytesOf(file, stats.size), maxFileSize);
    return largeFileHasHint(file) ? tooLarge(uri, stats.size, maxFileSize) : undefined;
  } finally {
    closeSync(file);
  }
}

/** What an open file holds, up to a size. Good until the next call. */
function bytesOf(file: number, size: number): Buffer {
  const buffer = size <= scratch.length ? scratch : Buffer.allocUnsafeSlow(size);
  let length = 0;
  while (length < size) {
    const more = readSync(file, buffer, length, size - length, null);
    if (more === 0) break;
    length += more;
  }
  return buffer.subarray(0, length);
}

/** The bytes of a file as a source: its text, or why it is not read. Undefined where no format has a hint in it. */
export function sourceOf(uri: string, bytes: Buffer, maxFileSize: number): FileSource | undefined {
  if (bytes.length > maxFileSize) return bytesHaveOwnHint(bytes) ? tooLarge(uri, bytes.length, maxFileSize) : undefined;
  const utf16 = utf16Encoding(bytes);
  if (utf16) return utf16Source(uri, bytes, utf16);
  if (!bytesHaveHint(bytes, uri)) return undefined;
  if (isUtf8(bytes)) return { uri, text: bytes.toString('utf8') };
  if (!bytesHaveOwnHint(bytes)) return undefined;
  return notUtf8(uri, message('This file is not valid UTF-8 and was not checked: save it as UTF-8'));
}

/** eksctl reads UTF-16 behind a byte order mark, and kubectl only where the larger half of a character comes first. */
function utf16Source(uri: string, bytes: Buffer, encoding: 'utf-16le' | 'utf-16be'): FileSource | undefined {
  const text = new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes);
  if (!hasOwnHint(text)) return undefined;
  const isMarked = markedEncoding(bytes) === encoding;
  if (isMarked && (encoding === 'utf-16be' ? isManifest(text) : isForEksctl(text))) return { uri, text };
  const named = { encoding: encoding.toUpperCase() };
  return notUtf8(
    uri,
    isMarked
      ? message('This file is {encoding}, which kubectl does not read: save it as UTF-8', named)
      : message('This file is {encoding}, which kubectl and eksctl do not read: save it as UTF-8', named),
  );
}

/** Looks for a hint piece by piece, so that a file of any size costs little memory. */
function largeFileHasHint(file: number): boolean {
  const overlap = 256;
  const buffer = Buffer.alloc(1 << 20);
  let kept = 0;
  for (;;) {
    const length = readSync(file, buffer, kept, buffer.length - kept, null);
    if (length === 0) return false;
    const end = kept + length;
    if (bytesHaveOwnHint(buffer.subarray(0, end))) return true;
    kept = Math.min(overlap, end);
    buffer.copy(buffer, 0, end - kept, end);
  }
}

function notUtf8(uri: string, text: Message): FileSource {
  return { uri, unreadable: 'not-utf8', message: text };
}

/** By the byte order mark, or by the zero byte that every ASCII character has in UTF-16. */
function utf16Encoding(bytes: Buffer): 'utf-16le' | 'utf-16be' | undefined {
  const marked = markedEncoding(bytes);
  if (marked !== 'utf-8') return marked;
  const [first, second] = bytes;
  if (first !== 0 && second === 0) return 'utf-16le';
  return first === 0 && second !== 0 ? 'utf-16be' : undefined;
}
