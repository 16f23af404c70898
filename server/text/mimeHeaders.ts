import { isBreakAt } from './lines.js';

/** True for the headers of a part in MIME form whose body is no plain text, as `base64` makes it. */
export function isEncoded(headers: string): boolean {
  return /^Content-Transfer-Encoding:(?![ \t]*(?:7bit|8bit|binary)\b)/im.test(headers);
}

/** A line that parts the parts. */
export interface DelimiterLine {
  readonly start: number;
  /** Before its line break. */
  readonly end: number;
  /** It is the one behind the last part. */
  readonly closes: boolean;
}

/** The lines from a place on that are `--` and the boundary, the closing ones with two dashes more; blanks may follow. */
export function* delimiterLines(
  text: string,
  boundary: string,
  from: number,
): Generator<DelimiterLine, void, undefined> {
  const delimiter = `--${boundary}`;
  for (let at = text.indexOf(delimiter, from); at >= 0; at = text.indexOf(delimiter, at + delimiter.length)) {
    const behind = at + delimiter.length;
    const isLineStart = at === 0 || isBreakAt(text, at - 1);
    const [rest, dashes] = /^(--)?[ \t]*(?=[\r\n]|$)/.exec(text.slice(behind, behind + 80)) ?? [];
    if (isLineStart && rest !== undefined) yield { start: at, end: behind + rest.length, closes: dashes !== undefined };
  }
}

/** True where a line, from a place on, is what a template fills in, so that any lines may come there. */
export function mayBeFilled(text: string, from: number): boolean {
  return /^[ \t]*(?:\$\{|\{\{|\{%|<%|%\{|@@|__[A-Z])/m.test(text.slice(from));
}
