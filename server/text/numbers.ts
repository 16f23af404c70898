/** One number or a range of two: `12` or `12–30`. */
export function rangeText([low, high]: readonly [number, number]): string {
  return low === high ? grouped(low) : `${grouped(low)}–${grouped(high)}`;
}

/** A number with a thin space between thousands, which no language misreads; a message gives it the sign of its language. */
export function grouped(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+(?!\d))/g, '\u202f');
}

/** A share in whole percent, never 0 for something and never 100 for less than all. */
export function percent(part: number, whole: number): string {
  const exact = (100 * part) / Math.max(whole, 1);
  if (part > 0 && exact < 1) return '< 1';
  return String(part < whole ? Math.min(99, Math.round(exact)) : Math.round(exact));
}
