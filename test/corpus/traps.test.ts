import { describe, expect, it } from 'vitest';
import { findings } from '../harness/check.js';
import { traps } from './traps.js';

describe.each(Object.entries(traps))('no mistake is found in what is none: %s', (_, all) => {
  it.each(all)('$name', ({ path, text }) => {
    const said = findings([{ path, text }]).filter(({ severity }) => severity !== 'hint');
    expect(said.map(({ severity, rule, message }) => `${severity} ${rule}: ${message}`)).toEqual([]);
  });
});

it('there are a hundred of them', () => {
  expect(Object.values(traps).flat().length).toBeGreaterThanOrEqual(100);
});
