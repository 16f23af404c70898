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
  let known: Uint32Array | undefined;
  const starts = (): Uint32Array => {
    known ??= lineStarts(text);
    return known;
  };
  const lineEnd = (line: number): number => {
    let end = starts()[line + 1] ?? text.length;
    const start = starts()[line] ?? text.length;
    while (end > start && isBreak(text.charCodeAt(end - 1))) end--;
    return end;
  };
  return {
    text,
    lineCount: () => starts().length,
    positionAt: (offset) => lineIndex(starts(), text.length).positionAt(offset),
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

function lineStarts(text: string): Uint32Array {
  const found = [0];
  let carriageReturn = text.indexOf('\r');
  let lineFeed = text.indexOf('\n');
  while (carriageReturn >= 0 || lineFeed >= 0) {
    if (carriageReturn < 0 || (0 <= lineFeed && lineFeed < carriageReturn)) {
      found.push(lineFeed + 1);
      lineFeed = text.indexOf('\n', lineFeed + 1);
    } else {
      // The line feed behind it ends the line.
      if (lineFeed !== carriageReturn + 1) found.push(carriageReturn + 1);
      carriageReturn = text.indexOf('\r', carriageReturn + 1);
    }
  }
  return Uint32Array.from(found);
}

function isBreak(code: number): boolean {
  return code === 10 || code === 13;
}

function bound(value: number, most: number): number {
  return value > 0 ? Math.min(value, most) : 0;
}

/** The index of the last of the ascending numbers that is not above `limit`. */
function lastAtMost(ascending: Uint32Array, limit: number): number {
  let low = 0;
  let high = ascending.length;
  while (low + 1 < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] ?? 0) <= limit) low = middle;
    else high = middle;
  }
  return low;
}
