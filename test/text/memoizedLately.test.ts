import { expect, it } from 'vitest';
import { memoizedLately } from '../../server/text/memo.js';

it('works once for what was asked lately of a whole, and keeps no more than that', () => {
  const worked: number[] = [];
  const squared = memoizedLately((part: number, _: object) => {
    worked.push(part);
    return part ** 2;
  });
  const [whole, other] = [{}, {}];
  expect([squared(3, whole), squared(3, whole), squared(3, other)]).toEqual([9, 9, 9]);
  expect(worked).toEqual([3, 3]);
  worked.length = 0;
  // The 3 is asked for between others, and stays; of the others the last 15 do.
  for (let part = 100; part < 200; part++) squared(part, whole) + squared(3, whole);
  expect(worked).not.toContain(3);
  worked.length = 0;
  for (let part = 185; part < 200; part++) squared(part, whole);
  expect(worked).toEqual([]);
  squared(184, whole);
  expect(worked).toEqual([184]);
});
