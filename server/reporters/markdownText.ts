import { harmless } from './terminal.js';

/** Text that means itself: no HTML, no links, no table cells, and nobody and no issue is notified by it. */
export function markdown(text: string): string {
  return harmless(text).replace(
    /[\\`*[\]~|$]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|[&<>]|[@#](?=\w)|:(?=\/\/)|www(?=\.)/g,
    (sign) => entities[sign] ?? (/^[@#:w]/.test(sign) ? `${sign}&#8203;` : `\\${sign}`),
  );
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** A code span in a table. Fences are longer than any row of backticks within. */
export function code(text: string): string {
  const inside = harmless(text).replaceAll('|', '\\|');
  const fence = '`'.repeat(Math.max(0, ...Array.from(inside.matchAll(/`+/g), ([ticks]) => ticks.length)) + 1);
  const gap = /^`|`$/.test(inside) ? ' ' : '';
  return `${fence}${gap}${inside}${gap}${fence}`;
}
