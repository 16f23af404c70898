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

/** A name without what people spell differently: `enablewindowsipam` for `enableWindowsIpam` and `enable-windows-ipam`. */
export function lettersOf(name: string): string {
  return name.toLowerCase().replace(/[-_.]/g, '');
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

/** A candidate with its place in the list given. */
interface Candidate {
  readonly word: string;
  readonly letters: string;
  readonly place: number;
}

/** Candidates in the order of their letters, and how many letters each shares with the one before. */
interface Order {
  readonly candidates: readonly Candidate[];
  readonly shared: Uint16Array;
  /** For each the first one behind it that shares fewer letters with the one before. */
  readonly next: Uint32Array;
}

/** The candidates of a length, read from the front and from the back. */
interface Orders {
  readonly forward: Order;
  readonly backward: Order;
}

const byLength = memoized(ordersByLength);

function ordersByLength(candidates: readonly string[]): ReadonlyMap<number, Orders> {
  const places = candidates.map((word, place) => ({ word, place }));
  const groups = groupBy(places, ({ word }) => word.length);
  return new Map(
    [...groups].map(([length, own]) => [
      length,
      { forward: inOrder(own, (word) => word), backward: inOrder(length > longestWord ? [] : own, reversed) },
    ]),
  );
}

function inOrder(words: readonly Pick<Candidate, 'word' | 'place'>[], lettersOf: (word: string) => string): Order {
  const candidates = words.map((each) => ({ ...each, letters: lettersOf(each.word) }));
  candidates.sort((a, b) => byCodeUnit(a.letters, b.letters));
  const shared = Uint16Array.from(candidates, ({ letters }, index) =>
    sharedLetters(candidates[index - 1]?.letters ?? '', letters),
  );
  const next = new Uint32Array(candidates.length);
  for (let index = candidates.length - 1; index >= 0; index--) {
    next[index] = behindThoseThatShare({ shared, next }, index + 1, shared[index] ?? 0);
  }
  return { candidates, shared, next };
}

/** The first candidate from an index on that shares fewer letters with the one before. */
function behindThoseThatShare({ shared, next }: Pick<Order, 'shared' | 'next'>, from: number, letters: number): number {
  let index = from;
  while (index < shared.length && (shared[index] ?? 0) >= letters) index = next[index] ?? shared.length;
  return index;
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
    const same =
      orders.get(word.length)?.forward.candidates.filter((each) => each.word === word && isMeant(word)) ?? [];
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
      const own = length > longestWord ? undefined : orders.get(length);
      if (own === undefined) continue;
      scan(own.forward, fromFront, limits, add);
      scan(own.backward, fromBack, limits, add);
    }
  }
  return [...found.values()];
}

/**
 * Rows of the table of edits are worked out once for what neighbours in the order share, and no further than a beginning that is too far off
 * already.
 */
function scan(
  order: Order,
  table: EditTable,
  limits: { readonly edits: number },
  add: (candidate: Candidate, distance: number) => void,
): void {
  const { candidates, shared } = order;
  /** How many rows of the table hold for the candidate. */
  let valid = 0;
  for (let index = 0; index < candidates.length; ) {
    const candidate = candidates[index];
    if (candidate === undefined) return;
    const { letters } = candidate;
    valid = Math.min(valid, shared[index] ?? 0);
    /** The length of its beginning that no end can bring near. */
    let hopeless = Number.POSITIVE_INFINITY;
    while (valid < letters.length && valid < hopeless) {
      valid++;
      if (table.isBeyond(letters, valid, limits.edits)) hopeless = valid;
    }
    const distance = valid < letters.length ? far : table.distance(valid);
    if (distance <= limits.edits) add(candidate, distance);
    index = behindThoseThatShare(order, index + 1, hopeless);
  }
}

/** The edits between the beginnings of a word and those of another one, a row for each letter of the other. */
interface EditTable {
  /** Works out the row of a letter, those before it being there. True when no further letters can lead to a distance within the limit. */
  readonly isBeyond: (other: string, row: number, limit: number) => boolean;
  /** Between the word and as many letters of the other. */
  readonly distance: (row: number) => number;
}

const far = 1 << 15;

/** Edits before the middle, a column, have a limit of their own. */
function editTable(word: string, middle: number, limitBefore: () => number): EditTable {
  const rows: Uint16Array[] = [Uint16Array.from({ length: word.length + 1 }, (_, column) => column)];
  /** Only cells within the limit of the diagonal are worked out; those beside them are too far off to count. */
  const isBeyond: EditTable['isBeyond'] = (other, row, limit) => {
    rows[row] ??= new Uint16Array(word.length + 1).fill(far);
    const current = rows[row];
    const last = rows[row - 1];
    const beforeLast = rows[row - 2];
    const letter = other.charCodeAt(row - 1);
    const letterBefore = row > 1 ? other.charCodeAt(row - 2) : -1;
    const first = Math.max(1, row - limit);
    const end = Math.min(word.length, row + limit);
    const before = limitBefore();
    // The ends have to become equally long too.
    const surplus = word.length - other.length + row;
    current[0] = row;
    if (first > 1) current[first - 1] = far;
    let isLeading = row + Math.abs(surplus) <= limit && (middle <= 0 || row <= before);
    for (let column = first; column <= end; column++) {
      const own = word.charCodeAt(column - 1);
      const diagonal = cell(last, column - 1);
      let edits = Math.min(cell(last, column) + 1, cell(current, column - 1) + 1, diagonal + (own === letter ? 0 : 1));
      if (own === letterBefore && column > 1 && word.charCodeAt(column - 2) === letter) {
        edits = Math.min(edits, cell(beforeLast, column - 2) + 1);
      }
      current[column] = edits;
      if (isLeading) continue;
      const ends = Math.abs(surplus - column);
      // The next letter may turn out to be this one of the word, and the two to be swapped.
      const swapped = word.charCodeAt(column) === letter ? diagonal + 1 : far;
      isLeading =
        (edits + ends <= limit && (column >= middle || edits <= before)) ||
        (swapped + ends <= limit && (column + 1 >= middle || swapped <= before));
    }
    if (end < word.length) current[end + 1] = far;
    return !isLeading;
  };
  return { isBeyond, distance: (row) => (row === 0 ? word.length : cell(rows[row], word.length)) };
}

function cell(row: Uint16Array | undefined, column: number): number {
  return row?.[column] ?? far;
}
