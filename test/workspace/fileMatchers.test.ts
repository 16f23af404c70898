import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileMatcher, matchingFinder } from '../../server/workspace/fileMatchers.js';

const found = (all: readonly (readonly string[])[], uri: string, configUri?: string): readonly number[] => {
  const named = all.map((files, index) => ({ files, index }));
  return [...matchingFinder(named, configUri)(uri)].map(({ index }) => index);
};

describe('finding what is for a file', () => {
  it('keeps the order, and finds names at any depth, folders, patterns and other cases', () => {
    const all = [
      ['/env/prod/'],
      ['PROD'],
      ['*.yaml', '!a.yaml'],
      ['env/**/b.yaml'],
      ['**/prod/*'],
      ['other/'],
      ['b.yml'],
    ];
    expect(found(all, 'env/prod/a.yaml')).toEqual([0, 1, 4]);
    expect(found(all, 'env/prod/b.yaml')).toEqual([0, 1, 2, 3, 4]);
    expect(found(all, 'file:///x/Env/Prod/b.yaml', 'file:///x/eni-lens.yaml')).toEqual([0, 1, 2, 3, 4]);
    expect(found(all, 'file:///y/env/prod/b.yaml', 'file:///x/eni-lens.yaml')).toEqual([]);
  });

  it('is as trying one after the other', () => {
    const names = ['a', 'b', 'B', 'ab', 'c d', 'ß', 'ς', 'Σ', 'ſ', 'S', '.', '..', 'x.yaml', 'é'];
    const parts = fc.constantFrom(...names, '*', '**', 'a*', '?', '[ab]', 'a\\b', '\\#', '', ' ');
    const pattern = fc
      .record({
        before: fc.constantFrom('', '/', '!', '**/', '#', './'),
        path: fc.array(parts, { minLength: 1, maxLength: 4 }),
        behind: fc.constantFrom('', '/', '/**', ' ', '/*'),
      })
      .map(({ before, path, behind }) => `${before}${path.join('/')}${behind}`);
    const path = fc.array(fc.constantFrom(...names.filter((name) => !/^\.+$/.test(name))), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(fc.array(fc.array(pattern, { minLength: 1, maxLength: 3 }), { maxLength: 6 }), path, (all, steps) => {
        const uri = steps.join('/');
        const expected = all.flatMap((files, index) => (fileMatcher(files, undefined)(uri) ? [index] : []));
        expect(found(all, uri)).toEqual(expected);
      }),
      { seed: 7, numRuns: 1_000 },
    );
  });
});
