import { expect, it } from 'vitest';
import { caseOf } from './cases.js';
import type { Case } from './file.js';
import { invariants } from './invariants/index.js';
import { judge } from './judge.js';
import { mutators } from './mutators/index.js';
import { optionsOf } from './options.js';
import { randomOf } from './random.js';
import { seeds } from './seeds.js';
import { shrunk } from './shrink.js';

const from = seeds();

it('starts from the texts of the repository', () => {
  expect(from.length).toBeGreaterThan(500);
});

it('makes the same case of the same number', () => {
  for (let number = 0; number < 20; number++) expect(caseOf(number, from)).toEqual(caseOf(number, from));
});

it.each(mutators.map((mutator) => [mutator.id, mutator] as const))('changes a text: %s', (_id, { change }) => {
  const file = { path: 'a.yaml', text: 'kind: A\n# c\na: 1\n---\n\nkind: B\nb:\n  - x: "y"\n' };
  const other = { path: 'b.yaml', text: 'kind: C\nvalue: c\n' };
  const changed = Array.from({ length: 20 }, (_, seed) => change(file, randomOf(seed), other));
  expect(changed.some(({ text }) => text !== file.text)).toBe(true);
});

it.each(invariants.map((invariant) => [invariant.id, invariant] as const))(
  'has something to look at: %s',
  (_id, it) => {
    const faulty = from
      .filter(({ name }) => name.startsWith('test/corpus/positive/unquoted'))
      .flatMap(({ files }) => files);
    const before = faulty.map(({ text }, index) => ({ path: `${index}.yaml`, text }));
    const changed = { path: '0.yaml', text: `# c\n${before[0]?.text}` };
    const input: Case = { number: 1, story: '', files: before.with(0, changed), changed, before };
    const verdicts = [1, 2, 3, 4, 5].map((number) => judge(it, { ...input, number }));
    expect(verdicts.flatMap(({ fault }) => fault ?? [])).toEqual([]);
    expect(verdicts.reduce((sum, { looks }) => sum + looks, 0)).toBeGreaterThan(0);
  },
);

it('makes a case smaller as long as it breaks what it breaks', () => {
  const changed = { path: 'a.yaml', text: `${'x: 1\n'.repeat(100)}fault\n${'y: 2\n'.repeat(100)}` };
  const files = [changed, { path: 'b.yaml', text: 'b' }];
  const input: Case = { number: 1, story: '', files, changed, before: files };
  const smaller = shrunk(input, (each) => each.files.some(({ text }) => text.includes('fault')));
  expect(smaller.files).toEqual([{ path: 'a.yaml', text: 'fault' }]);
});

it('takes what is thrown for a fault', () => {
  const look = (): readonly undefined[] => {
    throw new Error('no');
  };
  expect(judge({ id: 'x', claim: '', look }, caseOf(1, from)).fault).toMatch(/^throws Error: no/);
});

it('is told what to do, and refuses what it does not know', () => {
  expect(optionsOf([], () => 7)).toEqual({ seed: 7, count: undefined, seconds: 60, only: [] });
  expect(optionsOf(['--seed', '3', '--count', '2', '--only', 'a,b'], () => 7)).toEqual({
    seed: 3,
    count: 2,
    seconds: undefined,
    only: ['a', 'b'],
  });
  for (const args of [['--sed', '1'], ['--seed'], ['--seed', 'x']])
    expect(() => optionsOf(args, () => 7)).toThrow('npm run fuzz');
});
