import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findings } from '../harness/check.js';

/** The examples of each kind of file. */
const kinds = [
  { name: 'values of the chart', broken: ['helm/broken/values.yaml', 'helm/broken/east/release.yaml'] },
  { name: 'Karpenter', broken: ['karpenter/broken/karpenter.yaml'] },
  { name: 'CloudFormation', broken: ['cloudformation/broken/lock.yaml'] },
];

const example = (path: string) => readFileSync(new URL(`../../examples/${path}`, import.meta.url), 'utf8');

const pieces = [
  '"',
  "'",
  '{',
  '}',
  '[',
  ']',
  ':',
  ': ',
  '\n',
  '\n  ',
  '- ',
  '#',
  '&a ',
  '*a',
  '|',
  '>',
  '{{ x }}',
  '${X}',
  '!Ref ',
  '!Sub ',
  'Fn::If: ',
  '\t',
  '---\n',
  '',
];

/** A text with a few faults in it. */
function damaged(text: string): fc.Arbitrary<string> {
  const fault = fc.tuple(fc.nat(text.length), fc.nat(12), fc.constantFrom(...pieces));
  return fc
    .array(fault, { minLength: 1, maxLength: 3 })
    .map((faults) =>
      faults
        .toSorted(([a], [b]) => b - a)
        .reduce((before, [at, length, put]) => before.slice(0, at) + put + before.slice(at + length), text),
    );
}

const rulesOf = (text: string) => findings([{ path: 'a.yaml', text }]).map(({ rule }) => rule);

describe.each(kinds)('$name', ({ broken }) => {
  it.each(broken)('%s is read at every length', (path) => {
    const text = example(path);
    for (let end = 0; end <= text.length; end += 3) expect(rulesOf(text.slice(0, end))).not.toContain('internal-error');
  });

  it.each(broken)('%s with faults never fails', (path) => {
    fc.assert(
      fc.property(damaged(example(path)), (text) => {
        expect(rulesOf(text)).not.toContain('internal-error');
      }),
      { numRuns: 2_000, seed: 1 },
    );
  });
});
