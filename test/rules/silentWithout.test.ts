import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { envVar } from '../../server/model/envVars.js';
import { rules } from '../../server/rules/index.js';
import { presentIn } from '../../server/rules/present.js';
import { workspaceOf } from '../harness/check.js';
import { parseFixture } from '../harness/fixture.js';

const clusters = ['positive', 'negative'].flatMap((name) => {
  const folder = new URL(`../corpus/${name}/`, import.meta.url);
  return readdirSync(folder).flatMap((file) => {
    const { files } = parseFixture(readFileSync(new URL(file, folder), 'utf8'));
    return workspaceOf(files).clusters;
  });
});

describe('a rule that is not asked', () => {
  it('names lists of a cluster and variables of the CNI', () => {
    const names = rules.flatMap(({ silentWithout = [] }) => silentWithout);
    expect(names.filter((name) => name.includes('_') && envVar(name) === undefined)).toEqual([]);
  });

  it('would have found nothing in any cluster of the corpora', () => {
    const missed = clusters.flatMap((cluster) => {
      const present = presentIn(cluster);
      const silent = rules.filter(({ silentWithout }) => silentWithout?.every((each) => !present.has(each)) ?? false);
      return silent.filter(({ check }) => [...check(cluster)].length > 0).map(({ id }) => `${id} of ${cluster.key}`);
    });
    expect(missed).toEqual([]);
  });

  it('is most of them, for most clusters', () => {
    const asked = clusters.map((cluster) => {
      const present = presentIn(cluster);
      return rules.filter(({ silentWithout }) => silentWithout?.some((each) => present.has(each)) ?? true).length;
    });
    expect(asked.reduce((sum, each) => sum + each) / asked.length).toBeLessThan(rules.length / 2);
  });
});
