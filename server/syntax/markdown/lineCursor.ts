import { behindBreak, lineEnd } from '../../text/lines.js';
import type { ListMarker } from './blocks.js';

/** Reads a line of Markdown from left to right, by columns: a tab reaches to the next column that four divides. */
export interface LineCursor {
  readonly start: number;
  /** Before the line break, and behind it. */
  readonly end: number;
  readonly next: number;
  /** The offset in the text. */
  position(): number;
  /** What is left of a tab that was taken in part, in columns. */
  blanksLeft(): number;
  /** The columns of blanks that come next. */
  indent(): number;
  isBlank(): boolean;
  /** What comes behind the blanks. */
  rest(): string;
  /** Takes so many columns of blanks, or as many as there are. */
  takeBlanks(columns: number): void;
  /** Takes the mark of a block quote with one blank behind it. False where there is none. */
  takeQuote(): boolean;
  /** Takes the mark of a list item with the blanks that belong to it. Returns the columns its content stands behind. */
  takeMarker(marker: ListMarker): number;
}

const tab = 9;
const space = 32;

/** A cursor on the line that starts at an offset. */
export function lineCursor(text: string, start: number): LineCursor {
  const end = lineEnd(text, start);
  const next = behindBreak(text, end);
  let at = start;
  let column = 0;
  let left = 0;
  const widthAt = (offset: number, from: number): number =>
    offset >= end ? 0 : text.charCodeAt(offset) === tab ? 4 - (from % 4) : text.charCodeAt(offset) === space ? 1 : 0;
  const blanks = (): { readonly columns: number; readonly offset: number } => {
    let columns = left;
    let offset = at;
    for (let width = widthAt(offset, column + columns); width > 0; width = widthAt(offset, column + columns)) {
      columns += width;
      offset++;
    }
    return { columns, offset };
  };
  const takeBlanks = (columns: number): void => {
    let wanted = columns;
    while (wanted > 0) {
      if (left === 0) {
        left = widthAt(at, column);
        if (left === 0) return;
        at++;
      }
      const taken = Math.min(wanted, left);
      left -= taken;
      column += taken;
      wanted -= taken;
    }
  };
  const takeText = (length: number): void => {
    at += length;
    column += length;
  };
  const isBlank = (): boolean => blanks().offset >= end;
  return {
    start,
    end,
    next,
    position: () => at,
    blanksLeft: () => left,
    indent: () => blanks().columns,
    isBlank,
    rest: () => text.slice(blanks().offset, end),
    takeBlanks,
    takeQuote() {
      const { columns, offset } = blanks();
      if (columns >= 4 || text[offset] !== '>' || offset >= end) return false;
      takeBlanks(columns);
      takeText(1);
      takeBlanks(1);
      return true;
    },
    takeMarker({ length }) {
      const { columns } = blanks();
      takeBlanks(columns);
      takeText(length);
      const behind = blanks().columns;
      const own = isBlank() || behind > 4 ? 1 : behind;
      if (!isBlank()) takeBlanks(own);
      return columns + length + own;
    },
  };
}
