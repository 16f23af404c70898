import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { closest, isNear } from '../../server/text/closest.js';

describe('the closest words', () => {
  it('come best first, ties in the order given', () => {
    expect(closest('abcdef', ['abcxyf', 'abcdex', 'abcdeg', 'zzzzzz'])).toEqual(['abcdex', 'abcdeg', 'abcxyf']);
  });

  it('leave out what is two edits further away than the best', () => {
    expect(closest('abcdefghi', ['abcdefgxx', 'abcdefxxx', 'abcdefghx'])).toEqual(['abcdefghx', 'abcdefgxx']);
  });

  it.each([
    ['abcd', 'abcd', 0],
    ['abcd', 'abd', 1],
    ['abcd', 'abxcd', 1],
    ['abcd', 'abxd', 1],
    // Neighbours swapped are one edit, not two.
    ['abcd', 'abdc', 1],
    ['abcd', 'badc', 2],
    // No substring is edited twice: three edits, where the unrestricted distance would be two.
    ['ca', 'abc', 3],
    ['kitten', 'sitting', 3],
    ['', 'abc', 3],
  ])('%s is %s within the right number of edits and no fewer', (word, candidate, distance) => {
    expect(closest(word, [candidate], distance)).toEqual([candidate]);
    expect(closest(word, [candidate], distance - 1)).toEqual([]);
  });

  it.each([
    ['abc', 1],
    ['abcdef', 2],
    ['abcdefghi', 3],
    ['a'.repeat(40), 4],
  ])('lie within a distance that grows with the word: %s', (word, distance) => {
    expect(closest(word, [word + 'x'.repeat(distance)])).toHaveLength(1);
    expect(closest(word, [word + 'x'.repeat(distance + 1)])).toHaveLength(0);
  });

  it('are not looked for among texts no name can be', () => {
    const long = 'a'.repeat(1_000_000);
    expect(closest(long, [`${long}b`, long])).toEqual([long]);
  });
});

/** The distance by its definition: cell by cell, nothing left out. */
function edits(a: string, b: string): number {
  const rows = Array.from({ length: a.length + 1 }, (_, row) =>
    Array.from({ length: b.length + 1 }, (_, at) => row + at),
  );
  const cell = (row: number, at: number): number => rows[row]?.[at] ?? 0;
  for (let row = 1; row <= a.length; row++) {
    for (let at = 1; at <= b.length; at++) {
      const changed = cell(row - 1, at - 1) + (a[row - 1] === b[at - 1] ? 0 : 1);
      const isSwap = row > 1 && at > 1 && a[row - 1] === b[at - 2] && a[row - 2] === b[at - 1];
      const swapped = isSwap ? cell(row - 2, at - 2) + 1 : changed;
      rows[row]?.splice(at, 1, Math.min(cell(row - 1, at) + 1, cell(row, at - 1) + 1, changed, swapped));
    }
  }
  return cell(a.length, b.length);
}

describe('the closest of many words', () => {
  const words = fc.string({ unit: fc.constantFrom('a', 'b', '-'), maxLength: 9 });

  it('are those that comparing with each one gives', () => {
    const property = fc.property(words, fc.array(words, { maxLength: 30 }), fc.nat(5), (word, candidates, limit) => {
      const isMeant = (candidate: string): boolean => !candidate.endsWith('-');
      const near = candidates.filter((each) => isMeant(each) && edits(word, each) <= limit);
      const sorted = near.toSorted((a, b) => edits(word, a) - edits(word, b));
      const best = edits(word, sorted[0] ?? '');
      const expected = sorted.filter((each) => edits(word, each) < best + 2);
      expect(closest(word, candidates, limit, isMeant)).toEqual(expected);
    });
    fc.assert(property, { numRuns: 2000, seed: 1 });
  });

  it('is near what it may have been meant for', () => {
    const property = fc.property(words, words, (word, other) => {
      expect(isNear(word, other)).toBe(closest(word, [other]).length > 0);
    });
    fc.assert(property, { numRuns: 500, seed: 1 });
  });
});
