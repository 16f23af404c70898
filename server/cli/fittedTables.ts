import { displayWidth } from '../reporters/terminal.js';
import { brokenRows, gap, narrowed, table } from './table.js';
import { textOf, wrap } from './wrap.js';

/** What stands in a table. `keys`: the columns that say what a row is about. */
export interface Grid {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly alignment: readonly ('left' | 'right')[];
  readonly keys: readonly number[];
}

/** A table is cut before a column of text becomes narrower than this; a head never does than the second. */
const narrowestText = 20;
const narrowestHead = 10;

/**
 * A grid as tables of at most a width: as it is where it fits, else with heads and texts broken into lines, else cut into tables that all
 * begin with the keys. Only a column that is wider alone makes a table wider.
 */
export function fittedTables(grid: Grid, width: number): readonly (readonly string[])[] {
  const { head, rows, alignment, keys } = grid;
  const wanted = head.map((title, column) => widest([title, ...rows.map((row) => row[column] ?? '')]));
  const all = head.map((_, column) => column);
  if (widthOf(all, wanted) <= width) return [table(head, rows, alignment)];
  const least = head.map((_, column) => leastWidth(grid, column, narrowestText));
  const words = head.map((_, column) => leastWidth(grid, column, 0));
  return partsOf(all, keys, (columns) => widthOf(columns, least) <= width).map((columns) => {
    const of = <T>(values: readonly T[]): readonly T[] => columns.flatMap((column) => values.slice(column, column + 1));
    const widths = narrowed(of(wanted), of(widthOf(columns, least) <= width ? least : words), width);
    return underHead(
      brokenRows([of(head)], widths),
      brokenRows(rows.map(of).filter(saysSomething), widths),
      of(alignment),
    );
  });
}

/** As many columns to a part as fit, in their order; the keys before its last column are in each. */
function partsOf(
  all: readonly number[],
  keys: readonly number[],
  fits: (columns: readonly number[]) => boolean,
): readonly (readonly number[])[] {
  const withKeys = (own: readonly number[]): readonly number[] => {
    const last = Math.max(...own);
    return [...keys.filter((key) => key < last), ...own].sort((one, other) => one - other);
  };
  const parts: number[][] = [];
  for (const column of all.filter((each) => !keys.includes(each))) {
    const last = parts.at(-1);
    if (last !== undefined && fits(withKeys([...last, column]))) last.push(column);
    else parts.push([column]);
  }
  return parts.map(withKeys);
}

/** A table whose head may have several lines, the last of which stands on the rule. */
function underHead(
  head: readonly (readonly string[])[],
  rows: readonly (readonly string[])[],
  alignment: Grid['alignment'],
): readonly string[] {
  const titles = head[0] ?? [];
  const height = head.length;
  const lowered = Array.from({ length: height }, (_, line) =>
    titles.map((_title, column) => {
      const lines = head.map((each) => each[column] ?? '').filter((each) => each !== '');
      return lines[line - (height - lines.length)] ?? '';
    }),
  );
  const lines = table(lowered[0] ?? [], [...lowered.slice(1), ...rows], alignment);
  const [first = '', rule = '', ...others] = lines;
  return [first, ...others.slice(0, height - 1), rule, ...others.slice(height - 1)];
}

/** A row without a word in these columns, as one more size of the subnet above it, is left out. */
function saysSomething(cells: readonly string[]): boolean {
  return cells.some((cell) => cell !== '');
}

function leastWidth({ head, rows, alignment }: Grid, column: number, ofText: number): number {
  const title = head[column] ?? '';
  const cells = rows.map((row) => row[column] ?? '');
  const ofHead = Math.max(longestWord(title), Math.min(displayWidth(title), narrowestHead));
  // A number is never broken.
  if (alignment[column] === 'right') return Math.max(ofHead, widest(cells));
  return Math.max(ofHead, Math.min(widest(cells), Math.max(ofText, ...cells.map(longestWord))));
}

function longestWord(text: string): number {
  return widest(wrap([{ text, style: 'plain' }], 1).map(textOf));
}

function widest(texts: readonly string[]): number {
  return Math.max(0, ...texts.map(displayWidth));
}

function widthOf(columns: readonly number[], widths: readonly number[]): number {
  return columns.reduce((sum, column) => sum + (widths[column] ?? 0), gap.length * (columns.length - 1));
}
