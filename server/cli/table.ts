import { displayWidth } from '../reporters/terminal.js';
import { textOf, wrap } from './wrap.js';

/** Rows whose cells are broken where they are wider than their columns, a row for each line. */
export function brokenRows(
  rows: readonly (readonly string[])[],
  widths: readonly number[],
): readonly (readonly string[])[] {
  return rows.flatMap((row) => {
    const cells = row.map((cell, column) =>
      wrap([{ text: cell, style: 'plain' }], widths[column] ?? displayWidth(cell)).map(textOf),
    );
    const height = Math.max(...cells.map((lines) => lines.length));
    return Array.from({ length: height }, (_, line) => cells.map((lines) => lines[line] ?? ''));
  });
}

/** Widths made smaller, the widest first and none below its least, until all columns fit beside each other. */
export function narrowed(wanted: readonly number[], least: readonly number[], width: number): readonly number[] {
  const widths = [...wanted];
  const room = width - gap.length * (widths.length - 1);
  while (widths.reduce((sum, each) => sum + each, 0) > room) {
    const spare = widths.map((each, column) => (each > (least[column] ?? 0) ? each : 0));
    const widest = spare.indexOf(Math.max(...spare));
    if (!spare[widest]) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return widths;
}

/** What is between two columns. */
export const gap = '  ';

/** The lines of a table with aligned columns, a line under its head. */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  alignment: readonly ('left' | 'right')[],
): readonly string[] {
  const widths = head.map((title, column) =>
    Math.max(...[title, ...rows.map((row) => row[column] ?? '')].map(displayWidth)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => {
        const space = ' '.repeat(Math.max(0, (widths[column] ?? 0) - displayWidth(cell)));
        return alignment[column] === 'right' ? space + cell : cell + space;
      })
      .join(gap)
      .trimEnd();
  return [line(head), widths.map((width) => '─'.repeat(width)).join(gap), ...rows.map(line)];
}
