import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { countingOptions } from '../harness/calls.js';

interface Counted {
  readonly name: string;
  readonly growing: readonly string[];
}

/** Of names of a series more are near a misspelt one when there are more, up to some hundred. */
const bounded = /^text\/closest\.ts /;

/** Each of its fixes does no harm alone, but all would give one name: so they are tried in halves, a hundred times at most. */
const triedInHalves = 'ENIConfigs that are not named like zones, to offer all fixes';

it('no function is called for each pair of things in a large folder', () => {
  const program = ['--import', 'tsx', 'test/harness/growingCalls.ts'];
  const output = execFileSync(process.execPath, [...countingOptions, ...program], { encoding: 'utf8' });
  const counted = output
    .trimEnd()
    .split('\n')
    .map((line): Counted => JSON.parse(line));
  expect(counted.length).toBeGreaterThan(200);
  const found = counted
    .filter(({ name }) => name !== triedInHalves)
    .flatMap(({ name, growing }) => growing.filter((each) => !bounded.test(each)).map((each) => `${name}: ${each}`));
  expect(found).toEqual([]);
}, 600_000);
