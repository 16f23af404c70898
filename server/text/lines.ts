import type { Span } from './span.js';

/*
 * Where lines start and end, by one rule: LF, CRLF and a lone CR end a line. What asks about one line looks at that line only,
 * so that asking once per line costs a text once.
 */

const lineFeed = 10;
const carriageReturn = 13;
const byteOrderMark = 0xfeff;

/** Where each line of a text starts; the first is 0, also of an empty text. */
export function lineStarts(text: string): Uint32Array {
  const found = [0];
  let nextReturn = text.indexOf('\r');
  let nextFeed = text.indexOf('\n');
  while (nextReturn >= 0 || nextFeed >= 0) {
    if (nextReturn < 0 || (0 <= nextFeed && nextFeed < nextReturn)) {
      found.push(nextFeed + 1);
      nextFeed = text.indexOf('\n', nextFeed + 1);
    } else {
      // The line feed behind it ends the line.
      if (nextFeed !== nextReturn + 1) found.push(nextReturn + 1);
      nextReturn = text.indexOf('\r', nextReturn + 1);
    }
  }
  return Uint32Array.from(found);
}

/** True for the code of a character that line breaks are made of. */
export function isBreak(code: number): boolean {
  return code === lineFeed || code === carriageReturn;
}

/** True where a character stands that line breaks are made of. */
export function isBreakAt(text: string, at: number): boolean {
  return isBreak(text.charCodeAt(at));
}

/** True where a line ends: before its break, and at the end of the text. */
export function isLineEnd(text: string, at: number): boolean {
  return at >= text.length || isBreakAt(text, at);
}

/** Where the line of an offset starts, behind a byte order mark. */
export function lineStart(text: string, at: number): number {
  let start = Math.min(at, text.length);
  // Between the two halves of a CRLF the line has not ended.
  if (start > 0 && text.charCodeAt(start) === lineFeed && text.charCodeAt(start - 1) === carriageReturn) start--;
  while (start > 0 && !isBreakAt(text, start - 1)) start--;
  return text.charCodeAt(start) === byteOrderMark && start < at ? start + 1 : start;
}

/** Where the line of an offset ends, before its line break; `limit` where the line goes on behind it. */
export function lineEnd(text: string, at: number, limit = text.length): number {
  let end = at;
  while (end < limit && !isBreakAt(text, end)) end++;
  return end;
}

/** The offset behind the line break that stands at `at`; `at` itself where none does. */
export function behindBreak(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code === carriageReturn) return text.charCodeAt(at + 1) === lineFeed ? at + 2 : at + 1;
  return code === lineFeed ? at + 1 : at;
}

/** The offset before the line break that ends at `at`; `at` itself where none does. */
export function beforeBreak(text: string, at: number): number {
  const code = text.charCodeAt(at - 1);
  if (code === lineFeed) return text.charCodeAt(at - 2) === carriageReturn ? at - 2 : at - 1;
  return code === carriageReturn ? at - 1 : at;
}

/** The start of the line behind that of an offset; undefined on the last line. */
export function nextLine(text: string, at: number): number | undefined {
  const end = lineEnd(text, at);
  return end < text.length ? behindBreak(text, end) : undefined;
}

/** The line of an offset, with its line break. */
export function lineAt(text: string, at: number): Span {
  return { start: lineStart(text, at), end: nextLine(text, at) ?? text.length };
}

/** What stands on a line before an offset. */
export function lineBefore(text: string, at: number): string {
  return text.slice(lineStart(text, at), at);
}

/** What stands on a line from an offset on, without its line break. */
export function restOfLine(text: string, at: number): string {
  return text.slice(at, lineEnd(text, at));
}

/** The first characters of a text, without a byte order mark and with LF line breaks: the same ones, however its lines end. */
export function beginningOf(text: string, length: number): string {
  const from = text.charCodeAt(0) === byteOrderMark ? 1 : 0;
  // Two characters end a line at most.
  return text
    .slice(from, from + 2 * length)
    .replace(/\r\n?/g, '\n')
    .slice(0, length);
}

/** A text with LF for each lone CR, for readers that know LF and CRLF only. No offset changes. */
export function withLineFeeds(text: string): string {
  return text.includes('\r') ? text.replace(/\r(?!\n)/g, '\n') : text;
}

/** The kind of line break a text is written with: that of its first line, LF where there is one line only. */
export function lineBreakOf(text: string): string {
  return /\r\n?|\n/.exec(text)?.[0] ?? '\n';
}
