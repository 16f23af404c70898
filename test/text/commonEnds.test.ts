import { expect, it } from 'vitest';
import { commonEnds } from '../../server/text/commonEnds.js';

it.each([
  ['', '', 0, 0],
  ['abc', 'abc', 3, 0],
  ['abXcd', 'abYYcd', 2, 2],
  ['aa', 'aaa', 2, 0],
  ['abc', 'xyz', 0, 0],
  // The two characters share the first of their two units, or the second.
  ['a\u{1f600}b', 'a\u{1f601}b', 1, 1],
  ['a\u{1f600}b', 'a\u{1f900}b', 1, 1],
])('%j and %j have %i units in common at their start and %i at their end', (one, other, start, end) => {
  expect(commonEnds(one, other)).toEqual({ start, end });
});
