import type { Span } from './span.js';

/*
 * A character outside of the 65,536 first ones is two UTF-16 units, a surrogate pair. No place and no text of ours ends between them: an
 * editor would show half a character.
 */

/** The offset, or the one before it where it would part a character. */
export function characterStart(text: string, at: number): number {
  return isWithinPair(text, at) ? at - 1 : at;
}

/** The offset, or the one behind it where it would part a character. */
export function characterEnd(text: string, at: number): number {
  return isWithinPair(text, at) ? at + 1 : at;
}

/** The place of the character at an offset; without width at the end of the text. */
export function characterAt(text: string, at: number): Span {
  const start = characterStart(text, at);
  return { start, end: characterEnd(text, Math.min(start + 1, text.length)) };
}

/** The first units of a text, so many or, where that would part a character, one less. */
export function beginning(text: string, most: number): string {
  return text.slice(0, characterStart(text, most));
}

function isWithinPair(text: string, at: number): boolean {
  return isBetween(text.charCodeAt(at), 0xdc00, 0xdfff) && isBetween(text.charCodeAt(at - 1), 0xd800, 0xdbff);
}

function isBetween(code: number, first: number, last: number): boolean {
  return first <= code && code <= last;
}
