import { expect, it } from 'vitest';
import { matchesWildcard } from '../../server/text/wildcard.js';

it.each([
  ['web', 'web', true],
  ['web', 'we', false],
  ['web', '*', true],
  ['', '*', true],
  ['', '', true],
  ['web', 'w*b', true],
  ['wb', 'w*b', true],
  ['w', 'w*w', false],
  ['abcabc', 'a*c', true],
  ['abcabc', '*bc*', true],
  ['abcab', 'a**c*c', false],
  ['a.c', 'a?c', false],
  ['a.c', 'a.*', true],
])('%s against %s: %s', (text, pattern, expected) => {
  expect(matchesWildcard(text, pattern)).toBe(expected);
});

it('does not try one star after the other', () => {
  expect(matchesWildcard('a'.repeat(50_000), `${'*a'.repeat(20_000)}b`)).toBe(false);
});
