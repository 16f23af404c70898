import { describe, expect, it } from 'vitest';
import { closest } from '../../server/text/closest.js';

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
