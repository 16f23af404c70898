/**
 * The candidates within `maxDistance` edits of a word, best first; ties keep the order given. One that takes two edits more than
 * the best is not what was meant, and left out. An edit adds, removes or changes a character or swaps two neighbours
 * (Damerau–Levenshtein, no substring edited twice); case counts. The default distance grows with the word: 1 up to four
 * characters, then a third of the length and at most 4.
 */
export function closest(
  word: string,
  candidates: readonly string[],
  maxDistance: number = defaultDistance(word),
): readonly string[] {
  const near = candidates
    .map((candidate) => ({ candidate, distance: editDistance(word, candidate, maxDistance) }))
    .filter(({ distance }) => distance <= maxDistance)
    .sort((a, b) => a.distance - b.distance);
  const best = near[0]?.distance ?? 0;
  return near.filter(({ distance }) => distance < best + 2).map(({ candidate }) => candidate);
}

function defaultDistance(word: string): number {
  return Math.min(4, Math.max(1, Math.floor(word.length / 3)));
}

/** No name we compare is longer (Kubernetes allows 253); comparing longer texts would only cost time. */
const longestWord = 256;

/** The edit distance of two words, or any number above `limit` once it must exceed that. */
function editDistance(a: string, b: string, limit: number): number {
  if (a === b) return 0;
  if (a.length > longestWord || b.length > longestWord) return limit + 1;
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let beforeLast: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1];
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      current.push(
        Math.min(
          at(last, column) + 1,
          at(current, column - 1) + 1,
          at(last, column - 1) + (same ? 0 : 1),
          swapped ? at(beforeLast, column - 2) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
    if (Math.min(...current) > limit && Math.min(...last) > limit) return limit + 1;
    beforeLast = last;
    last = current;
  }
  return at(last, b.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
