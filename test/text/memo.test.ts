import { expect, it } from 'vitest';
import { memoized, memoizedPair } from '../../server/text/memo.js';

it('works once for each object, also where nothing comes of it', () => {
  const asked: object[] = [];
  const nothing = memoized((key: object) => {
    asked.push(key);
    return undefined;
  });
  const [one, other] = [{}, {}];
  for (const key of [one, other, one]) expect(nothing(key)).toBeUndefined();
  expect(asked).toEqual([one, other]);
});

it('works once for each pair of objects', () => {
  const pair = memoizedPair((a: object, b: object) => [a, b]);
  const [one, other] = [{}, {}];
  expect(pair(one, other)).toBe(pair(one, other));
  expect(pair(one, other)).not.toBe(pair(other, one));
  expect(pair(other, one)).toEqual([other, one]);
});
