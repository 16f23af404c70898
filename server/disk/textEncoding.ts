/** How the text of a file is written: UTF-16 only where a byte order mark says so. */
export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be';

/** The encoding that the byte order mark of a file tells; UTF-8 without one. */
export function markedEncoding([first, second]: Uint8Array): TextEncoding {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
}

/** A text as bytes. A byte order mark is its first character. */
export function encoded(text: string, encoding: TextEncoding): Buffer {
  if (encoding === 'utf-8') return Buffer.from(text);
  const bytes = Buffer.from(text, 'utf16le');
  return encoding === 'utf-16be' ? bytes.swap16() : bytes;
}
