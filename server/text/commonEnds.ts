/** How many UTF-16 units two texts have in common at their start, and behind those at their end. No character is cut in half. */
export function commonEnds(one: string, other: string): { readonly start: number; readonly end: number } {
  const shorter = Math.min(one.length, other.length);
  let start = 0;
  while (start < shorter && one[start] === other[start]) start++;
  if (/[\ud800-\udbff]/.test(one[start - 1] ?? '')) start--;
  let end = 0;
  while (end < shorter - start && one[one.length - 1 - end] === other[other.length - 1 - end]) end++;
  if (/[\udc00-\udfff]/.test(one[one.length - end] ?? '')) end--;
  return { start, end };
}
