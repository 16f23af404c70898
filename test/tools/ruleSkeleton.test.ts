import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { askedRule, ruleSkeleton } from '../../server/tools/ruleSkeleton.js';

const root = fileURLToPath(new URL('../../', import.meta.url));

describe('npm run new-rule', () => {
  it.each([
    [['pod-density-low'], { id: 'pod-density-low', group: 'values' }],
    [['pod-density-low', '--group', 'nodegroups'], { id: 'pod-density-low', group: 'nodegroups' }],
    [['pod-density-low', '--group=subnets'], { id: 'pod-density-low', group: 'subnets' }],
  ])('takes %j', (args, asked) => {
    expect(askedRule(args)).toEqual(asked);
  });

  it.each([
    [[], 'npm run new-rule <id> -- --group <group>'],
    [['--group', 'values'], 'npm run new-rule <id> -- --group <group>'],
    [['a-b', 'values'], 'npm run new-rule <id> -- --group <group>'],
    [['a-b', '--group', 'values', 'more'], 'npm run new-rule <id> -- --group <group>'],
    [['Pod_Density'], '"Pod_Density" cannot be the id of a rule'],
    [['pods'], '"pods" cannot be the id of a rule'],
    [['../a-b'], '"../a-b" cannot be the id of a rule'],
    [['a-b', '--group', 'node-groups'], 'There is no group node-groups. The groups are file, values,'],
  ])('refuses %j', (args, said) => {
    expect(() => askedRule(args)).toThrow(said);
  });

  it('refuses what is there already, in any group, and leaves it', () => {
    expect(() => ruleSkeleton(root, 'cooldown-unsafe', 'values')).toThrow(
      'There is a rule cooldown-unsafe in the group combinations already.',
    );
  });

  it('writes the code into the folder of the group, its page and a document with the finding', () => {
    expect(ruleSkeleton(root, 'pod-density-low', 'nodegroups').map(({ path }) => path)).toEqual([
      'server/rules/nodegroups/pod-density-low.ts',
      'docs/rules/pod-density-low.md',
      'test/corpus/positive/pod-density-low.yaml',
    ]);
  });
});
