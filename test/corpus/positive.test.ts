import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { rules } from '../../server/rules/index.js';
import { check, checkAllFixes, checkFixesWithCrlf } from '../harness/check.js';
import { parseFixture } from '../harness/fixture.js';

const folder = new URL('positive/', import.meta.url);

/** Documents with faults: exactly the findings their marks expect, and every fix repairs its own and keeps every other byte. */
it.each(readdirSync(folder))('finds exactly what is wrong in %s', (name) => {
  const text = readFileSync(new URL(name, folder), 'utf8');
  expect(parseFixture(text).expectations).not.toEqual([]);
  check(text);
  checkAllFixes(text);
  checkFixesWithCrlf(text);
});

/** What no text can show: bytes, a size, a mistake of ours, a baseline. */
const notInTexts = ['file-too-large', 'internal-error', 'not-utf8', 'stale-baseline'];

it('has a document for every rule', () => {
  const texts = readdirSync(folder).map((name) => readFileSync(new URL(name, folder), 'utf8'));
  const found = new Set(texts.flatMap((text) => parseFixture(text).expectations.map(({ rule }) => rule)));
  const missing = rules.filter(({ id }) => !found.has(id) && !notInTexts.includes(id)).map(({ id }) => id);
  expect(missing).toEqual([]);
});
