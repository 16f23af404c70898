/** Whether a text is what a pattern stands for: `*` is any text, also none, and everything else itself. Takes time in proportion to both. */
export function matchesWildcard(text: string, pattern: string): boolean {
  const [first = '', ...others] = pattern.split('*');
  const last = others.pop();
  if (last === undefined) return text === pattern;
  if (!text.startsWith(first)) return false;
  let at = first.length;
  // The first place for each part leaves the most text for those behind it.
  for (const part of others) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return at + last.length <= text.length && text.endsWith(last);
}
