import { expect, it } from 'vitest';
import { findings } from '../harness/check.js';
import { daemonSet, list } from '../harness/liveState.js';

/** The titles of the fixes of each finding of a rule. */
function fixesOf(rule: string, files: Parameters<typeof findings>[0]): readonly (readonly string[])[] {
  return findings(files)
    .filter((each) => each.rule === rule)
    .map(({ fixes }) => fixes.map(({ title }) => title));
}

const job = (index: number): string =>
  `---\napiVersion: batch/v1\nkind: Job\nmetadata: { name: train-${index} }\nspec:\n  template:\n    metadata: { annotations: { k8s.amazonaws.com/nicConfig: multi-nic-attach } }\n    spec: { containers: [{ name: train, image: train }] }\n`;

it('a fix of a file is offered although the cluster runs with the fault until the file is applied', () => {
  const app =
    'apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: { name: cni }\nspec: { source: { chart: aws-vpc-cni, helm: { valuesObject: { env: { WARM_IP_TARGET: "5" } } } } }\n';
  const files = [
    { path: 'live.json', text: list(daemonSet({ WARM_IP_TARGET: '5' })) },
    { path: 'app.yaml', text: app },
  ];
  expect(fixesOf('warm-ip-target-without-minimum', files)).toContainEqual(['Set MINIMUM_IP_TARGET to "10"']);
});

it.each([1, 8, 30])('of %i fixes after which the same is wrong none is offered', (count) => {
  const files = [
    { path: 'ds.json', text: JSON.stringify(daemonSet({ ENABLE_MULTI_NIC: 'true' })) },
    { path: 'jobs.yaml', text: Array.from({ length: count }, (_, index) => job(index)).join('') },
  ];
  expect(fixesOf('multi-nic-pods-unserved', files)).toEqual(Array.from({ length: count }, () => []));
});
