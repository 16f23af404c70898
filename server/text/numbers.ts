/** One number or a range of two: `12` or `12–30`. */
export function rangeText([low, high]: readonly [number, number]): string {
  return low === high ? grouped(low) : `${grouped(low)}–${grouped(high)}`;
}

/** A number with a thin space between thousands, which no language misreads. */
export function grouped(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+(?!\d))/g, '\u202f');
}
