import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { check, checkAllFixes } from '../harness/check.js';
import { parseFixture } from '../harness/fixture.js';

const folder = new URL('positive/', import.meta.url);

/** Documents with faults: exactly the findings their marks expect, and every fix repairs its own. */
it.each(readdirSync(folder))('finds exactly what is wrong in %s', (name) => {
  const text = readFileSync(new URL(name, folder), 'utf8');
  expect(parseFixture(text).expectations).not.toEqual([]);
  check(text);
  checkAllFixes(text);
});
