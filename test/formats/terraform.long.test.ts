import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { checkAllFixes, findings } from '../harness/check.js';

const broken = readFileSync(new URL('../../examples/broken/pier/main.tf', import.meta.url), 'utf8');
const folder = new URL('../corpus/negative/', import.meta.url);
const clean = readdirSync(folder)
  .filter((name) => name.endsWith('.tf'))
  .map((name) => readFileSync(new URL(name, folder), 'utf8'));

/** Not a `[`: behind an object it asks for one of its values, which nobody sees. */
const piece = fc.constantFrom(
  '"',
  '{',
  '}',
  ']',
  '(',
  ')',
  '\n',
  '#',
  '$',
  '${',
  '<<A\n',
  '=',
  ',',
  '/*',
  'jsonencode(',
  '\\',
  '',
);

/** A text with a few faults in it. */
function damaged(text: string): fc.Arbitrary<{ readonly text: string; readonly first: number }> {
  const fault = fc.tuple(fc.nat(text.length), fc.nat(12), piece);
  return fc.array(fault, { minLength: 1, maxLength: 3 }).map((faults) => {
    const sorted = faults.toSorted(([a], [b]) => b - a);
    const made = sorted.reduce(
      (before, [at, length, put]) => before.slice(0, at) + put + before.slice(at + length),
      text,
    );
    return { text: made, first: Math.min(...faults.map(([at]) => at)) };
  });
}

it('reads a file with faults up to the first of them', () => {
  const at = broken.indexOf('WARM_PREFIX_TARGET       = 1') + 'WARM_PREFIX_TARGET       = 1\n'.length;
  fc.assert(
    fc.property(damaged(broken), ({ text, first }) => {
      const found = findings([{ path: 'main.tf', text }]).map(({ rule }) => rule);
      expect(found).not.toContain('internal-error');
      if (first > at) expect(found).toContain('unquoted-value');
    }),
    { numRuns: 2_000, seed: 1 },
  );
});

it('makes nothing worse by a fix in a file with faults', () => {
  fc.assert(
    fc.property(damaged(broken), ({ text }) => void checkAllFixes(`# file: main.tf\n${text}`)),
    { numRuns: 500, seed: 2 },
  );
});

it('says nothing of a file without mistakes that is cut short', () => {
  expect(clean.length).toBeGreaterThan(2);
  for (const text of clean) {
    for (let end = 0; end < text.length; end += 3) {
      expect([end, findings([{ path: 'main.tf', text: text.slice(0, end) }]).map(({ rule }) => rule)]).toEqual([
        end,
        [],
      ]);
    }
  }
});
