import { beforeBreak, lineStarts } from './lines.js';
import { once } from './memo.js';
import { firstBehind } from './order.js';

/** A place in a text as the Language Server Protocol counts: both from zero, `character` in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** Where the lines of a text start. LF, CRLF and a lone CR end a line. */
export interface LineIndex {
  /** At least 1: an empty text has one empty line. */
  lineCount(): number;
  /** The position of a UTF-16 offset; an offset outside the text is moved to its nearest end. */
  positionAt(offset: number): Position;
}

/** A text and where its lines start. */
export interface SourceFile extends LineIndex {
  readonly text: string;
  /** The offset of a position; a character behind the line's end gives that end, a line behind the last gives the text's end. */
  offsetAt(position: Position): number;
  /** The line without its line break, or '' where there is no such line. */
  lineText(line: number): string;
}

/** Makes a SourceFile. Lines are found at the first question about them, in one pass. */
export function sourceFile(text: string): SourceFile {
  const starts = once(() => lineStarts(text));
  const index = once(() => lineIndex(starts(), text.length));
  const lineEnd = (line: number): number => {
    const end = starts()[line + 1] ?? text.length;
    const start = starts()[line] ?? text.length;
    return Math.max(beforeBreak(text, end), start);
  };
  return {
    text,
    lineCount: () => starts().length,
    positionAt: (offset) => index().positionAt(offset),
    offsetAt({ line, character }) {
      if (line < 0) return 0;
      const start = starts()[line];
      return start === undefined ? text.length : start + bound(character, lineEnd(line) - start);
    },
    lineText(line) {
      const start = starts()[line];
      return start === undefined ? '' : text.slice(start, lineEnd(line));
    },
  };
}

/** The line index of a text that does not keep the text. */
export function linesOnly(text: string): LineIndex {
  return lineIndex(lineStarts(text), text.length);
}

function lineIndex(starts: Uint32Array, length: number): LineIndex {
  return {
    lineCount: () => starts.length,
    positionAt(offset) {
      const bounded = bound(offset, length);
      const line = lastAtMost(starts, bounded);
      return { line, character: bounded - (starts[line] ?? 0) };
    },
  };
}

function bound(value: number, most: number): number {
  return value > 0 ? Math.min(value, most) : 0;
}

/** The index of the last of the ascending numbers that is not above `limit`. */
function lastAtMost(ascending: Uint32Array, limit: number): number {
  return Math.max(0, firstBehind(ascending, (each) => limit < each) - 1);
}
