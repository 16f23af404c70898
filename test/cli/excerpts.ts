/*
 * Excerpts of what commands print, as documents show them: some lines of the output, with `…` where lines are left out.
 */

/** Lines of an excerpt that are not printed where it says: in order, and next to each other but for `…`. */
export function missingIn(printed: readonly string[], excerpt: string): readonly string[] {
  let at = 0;
  let isNext = false;
  for (const line of excerpt.trimEnd().split('\n')) {
    if (line === '…') {
      isNext = false;
      continue;
    }
    const found = isNext ? (printed[at] === line ? at : -1) : printed.indexOf(line, at);
    if (found < 0) return [line];
    at = found + 1;
    isNext = true;
  }
  return [];
}

/**
 * The excerpt with the lines that are printed now: for each of its parts the lines of the output that are most like it, as many as there were. A
 * part that has more or fewer lines by now is to be looked at by a person.
 */
export function renewed(printed: readonly string[], excerpt: string): string {
  let from = 0;
  const parts = excerpt.trimEnd().split(/^…$/m);
  const lines = parts.map((part) =>
    part.split('\n').filter((line, index, all) => line !== '' || (index > 0 && index < all.length - 1)),
  );
  return `${lines
    .map((part) => {
      if (part.length === 0) return '';
      const starts = Array.from(
        { length: Math.max(1, printed.length - part.length - from + 1) },
        (_, index) => from + index,
      );
      const alike = starts.map((start) =>
        part.reduce((sum, line, index) => sum + likeness(line, printed[start + index] ?? ''), 0),
      );
      const start = starts[alike.indexOf(Math.max(...alike))] ?? from;
      from = start + part.length;
      return `${printed.slice(start, from).join('\n')}\n`;
    })
    .join('…\n')
    .trimEnd()}\n`;
}

/** How many pairs of neighboring characters two lines share, as a share of all they have; blanks and rules do not count. */
function likeness(one: string, other: string): number {
  const [left, right] = [pairs(one), pairs(other)];
  const shared = [...left].filter((pair) => right.has(pair)).length;
  return left.size + right.size === 0 ? Number(one === other) : (2 * shared) / (left.size + right.size);
}

function pairs(line: string): ReadonlySet<string> {
  const text = line.replace(/[\s─]+/g, ' ');
  return new Set(Array.from({ length: Math.max(0, text.length - 1) }, (_, index) => text.slice(index, index + 2)));
}
