/** A share in whole percent, never 0 for something and never 100 for less than all. */
export function percent(part: number, whole: number): string {
  const exact = (100 * part) / Math.max(whole, 1);
  if (part > 0 && exact < 1) return '< 1';
  return String(part < whole ? Math.min(99, Math.round(exact)) : Math.round(exact));
}
