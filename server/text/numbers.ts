/** One number or a range of two: `12` or `12–30`. */
export function rangeText([low, high]: readonly [number, number]): string {
  return low === high ? grouped(low) : `${grouped(low)}–${grouped(high)}`;
}

/** What stands between thousands. */
export const thousands = '\u202f';

/** A number with a thin space between thousands, which no language misreads; a message gives it the sign of its language. */
export function grouped(value: number): string {
  const text = String(value);
  return text.length > 3 ? text.replace(/\B(?=(\d{3})+(?!\d))/g, thousands) : text;
}

/** A share in whole percent, never 0 for something and never 100 for less than all. */
export function percent(part: number, whole: number): string {
  const exact = (100 * part) / Math.max(whole, 1);
  if (part > 0 && exact < 1) return '< 1';
  return String(part < whole ? Math.min(99, Math.round(exact)) : Math.round(exact));
}
