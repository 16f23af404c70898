import { groupBy } from './groupBy.js';
import { memoized } from './memo.js';
import { byCodeUnit } from './order.js';

/**
 * The candidates within `maxDistance` edits of a word, best first; ties keep the order given. One that takes two edits more than
 * the best is not what was meant, and left out. An edit adds, removes or changes a character or swaps two neighbours
 * (Damerau–Levenshtein, no substring edited twice); case counts. The default distance grows with the word: 1 up to four
 * characters, then a third of the length and at most 4. `isMeant` is asked about candidates within the distance, and those it refuses are
 * as if they were not there. Whoever asks about many words keeps the list of candidates: it is put in order once.
 */
export function closest(
  word: string,
  candidates: readonly string[],
  maxDistance: number = defaultDistance(word),
  isMeant: (candidate: string) => boolean = anything,
): readonly string[] {
  const orders = byLength(candidates);
  // Mostly one edit explains it, and then nobody has to look far.
  const [first, ...others] = search(word, orders, Math.min(1, maxDistance), isMeant);
  const limit = first ? Math.min(...[first, ...others].map(({ distance }) => distance + 1), maxDistance) : maxDistance;
  const near = search(word, orders, limit, isMeant);
  near.sort((a, b) => a.distance - b.distance || a.place - b.place);
  const best = near[0]?.distance ?? 0;
  return near.filter(({ distance }) => distance < best + 2).map(({ word: candidate }) => candidate);
}

/** True when the second word may have been meant by the first. */
export function isNear(word: string, other: string): boolean {
  const limit = defaultDistance(word);
  if (Math.abs(word.length - other.length) > limit) return false;
  if (word === other || Math.max(word.length, other.length) > longestWord) return word === other;
  const table = editTable(word, 0, () => limit);
  for (let row = 1; row <= other.length; row++) if (table.isBeyond(other, row, limit)) return false;
  return table.distance(other.length) <= limit;
}

function anything(): boolean {
  return true;
}

function defaultDistance(word: string): number {
  return Math.min(4, Math.max(1, Math.floor(word.length / 3)));
}

/** No name we compare is longer (Kubernetes allows 253); comparing longer texts would only cost time. */
const longestWord = 256;

/** A candidate in alphabetical order: its place in the list given, and how many letters it shares with the one before. */
interface Candidate {
  readonly word: string;
  readonly letters: string;
  readonly place: number;
  readonly shared: number;
}

/** The candidates of a length in the order of their letters, read from the front and from the back. */
interface Orders {
  readonly forward: readonly Candidate[];
  readonly backward: readonly Candidate[];
}

const byLength = memoized(ordersByLength);

function ordersByLength(candidates: readonly string[]): ReadonlyMap<number, Orders> {
  const places = candidates.map((word, place) => ({ word, place }));
  const groups = groupBy(places, ({ word }) => word.length);
  return new Map(
    [...groups].map(([length, own]) => [
      length,
      { forward: inOrder(own, (word) => word), backward: length > longestWord ? [] : inOrder(own, reversed) },
    ]),
  );
}

function inOrder(
  words: readonly Pick<Candidate, 'word' | 'place'>[],
  lettersOf: (word: string) => string,
): readonly Candidate[] {
  const sorted = words.map((each) => ({ ...each, letters: lettersOf(each.word) }));
  sorted.sort((a, b) => byCodeUnit(a.letters, b.letters));
  return sorted.map((each, index) => ({
    ...each,
    shared: sharedLetters(sorted[index - 1]?.letters ?? '', each.letters),
  }));
}

/** In UTF-16 units: the result is compared, never shown. */
function reversed(word: string): string {
  return word.split('').reverse().join('');
}

function sharedLetters(a: string, b: string): number {
  let shared = 0;
  while (shared < a.length && shared < b.length && a[shared] === b[shared]) shared++;
  return shared;
}

interface Near {
  readonly word: string;
  readonly place: number;
  readonly distance: number;
}

/**
 * The candidates within a distance; of those that take two edits more than the best, some. One that takes so many edits takes at most half
 * of them before the middle of the word, or less than half behind it: so it is found from the front or from the back, and either way
 * most candidates are ruled out by a few letters.
 */
function search(
  word: string,
  orders: ReadonlyMap<number, Orders>,
  maxDistance: number,
  isMeant: (candidate: string) => boolean,
): Near[] {
  if (word.length > longestWord) {
    const same = orders.get(word.length)?.forward.filter((each) => each.word === word && isMeant(word)) ?? [];
    return same.map((each) => ({ ...each, distance: 0 }));
  }
  const found = new Map<number, Near>();
  const limits = { edits: maxDistance };
  const add = ({ word: candidate, place }: Candidate, distance: number): void => {
    if (found.has(place) || !isMeant(candidate)) return;
    found.set(place, { word: candidate, place, distance });
    limits.edits = Math.min(limits.edits, distance + 1);
  };
  const middle = Math.ceil(word.length / 2);
  const fromFront = editTable(word, middle, () => Math.floor(limits.edits / 2));
  const fromBack = editTable(reversed(word), word.length - middle + 1, () => Math.ceil(limits.edits / 2) - 1);
  for (let difference = 0; difference <= limits.edits; difference++) {
    for (const length of new Set([word.length - difference, word.length + difference])) {
      const { forward, backward } = orders.get(length) ?? { forward: [], backward: [] };
      if (length > longestWord) continue;
      scan(forward, fromFront, limits, add);
      scan(backward, fromBack, limits, add);
    }
  }
  return [...found.values()];
}

/**
 * Rows of the table of edits are worked out once for what neighbours in the order share, and no further than a beginning that is too far off
 * already.
 */
function scan(
  candidates: readonly Candidate[],
  table: EditTable,
  limits: { readonly edits: number },
  add: (candidate: Candidate, distance: number) => void,
): void {
  /** How many rows of the table hold for the candidate, and the length of its beginning that no end can bring near. */
  let valid = 0;
  let hopeless = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const { letters, shared } = candidate;
    valid = Math.min(valid, shared);
    if (hopeless <= shared) continue;
    hopeless = Number.POSITIVE_INFINITY;
    while (valid < letters.length && valid < hopeless) {
      valid++;
      if (table.isBeyond(letters, valid, limits.edits)) hopeless = valid;
    }
    const distance = valid < letters.length ? far : table.distance(valid);
    if (distance <= limits.edits) add(candidate, distance);
  }
}

/** The edits between the beginnings of a word and those of another one, a row for each letter of the other. */
interface EditTable {
  /** Works out the row of a letter, those before it being there. True when no further letters can lead to a distance within the limit. */
  readonly isBeyond: (other: string, row: number, limit: number) => boolean;
  /** Between the word and as many letters of the other. */
  readonly distance: (row: number) => number;
}

const far = 1 << 16;

/** Edits before the middle, a column, have a limit of their own. */
function editTable(word: string, middle: number, limitBefore: () => number): EditTable {
  const rows: number[][] = [Array.from({ length: word.length + 1 }, (_, column) => column)];
  const leads: boolean[] = [true];
  /** Only cells within the limit of the diagonal are worked out; those beside them are too far off to count. */
  const isBeyond: EditTable['isBeyond'] = (other, row, limit) => {
    rows[row] ??= new Array(word.length + 1).fill(far);
    const current = rows[row];
    const last = rows[row - 1] ?? [];
    const beforeLast = rows[row - 2] ?? [];
    const [letter, letterBefore] = [other.charCodeAt(row - 1), other.charCodeAt(row - 2)];
    const first = Math.max(1, row - limit);
    const end = Math.min(word.length, row + limit);
    const before = limitBefore();
    current[0] = row;
    if (first > 1) current[first - 1] = far;
    let isLeading = row <= (middle > 0 ? before : limit);
    for (let column = first; column <= end; column++) {
      const own = word.charCodeAt(column - 1);
      let edits = Math.min(cell(last, column), cell(current, column - 1)) + 1;
      edits = Math.min(edits, cell(last, column - 1) + (own === letter ? 0 : 1));
      if (row > 1 && column > 1 && own === letterBefore && word.charCodeAt(column - 2) === letter) {
        edits = Math.min(edits, cell(beforeLast, column - 2) + 1);
      }
      current[column] = edits;
      if (edits <= (column < middle ? before : limit)) isLeading = true;
    }
    if (end < word.length) current[end + 1] = far;
    leads[row] = isLeading;
    return !isLeading && leads[row - 1] !== true;
  };
  return { isBeyond, distance: (row) => cell(rows[row] ?? [], word.length) };
}

function cell(row: readonly number[], column: number): number {
  return row[column] ?? far;
}
