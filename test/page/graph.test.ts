import { expect, it } from 'vitest';
import { placeIn, plannedClusters, planOfCluster } from '../../server/linter/plans.js';
import {
  changedLists,
  clusterReader,
  listsSince,
  type WrittenCluster,
  type WrittenLists,
  writtenCluster,
} from '../../server/page/pageCluster.js';
import { planner } from '../../server/page/results.js';
import type { ClusterPlan } from '../../server/plan/clusterPlan.js';
import { workspaceOf } from '../harness/features.js';

const group = (name: string, maxSize: number): string =>
  `  - { name: ${name}, instanceType: m5.large, privateNetworking: true, minSize: 1, maxSize: ${maxSize} }\n`;

const shop = `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: shop, region: eu-central-1 }
vpc:
  id: vpc-0aaaaaaaaaaaaaaaa
  subnets: { private: { eu-central-1a: { id: subnet-0aaaaaaaaaaaaaaa0, cidr: 10.0.0.0/24 } } }
managedNodeGroups:
${group('web', 3)}${group('jobs', 5)}`;

/** A text as it is written into a page, and its plan. */
function written(text: string): { readonly written: WrittenCluster; readonly plan: ClusterPlan } {
  const workspace = workspaceOf([{ path: 'shop.yaml', text }]);
  const [cluster] = plannedClusters(workspace);
  if (cluster === undefined) throw new Error('no cluster');
  const plan = planOfCluster(workspace, cluster, {});
  const { findings } = plan;
  const placeOf: Parameters<typeof writtenCluster>[0]['placeOf'] = (at) => placeIn(workspace, at, (uri) => uri);
  return { written: writtenCluster({ cluster, placeOf, findings, budgets: [], changes: {} }), plan };
}

it.each([
  ['a size', (text: string) => text.replace('maxSize: 5', 'maxSize: 9'), ['web']],
  ['a name in front', (text: string) => text.replace('name: web', 'name: pages'), ['jobs']],
  ['a line in front', (text: string) => text.replace('metadata', '# A comment\nmetadata'), ['web', 'jobs']],
  ['the range of a subnet', (text: string) => text.replace('10.0.0.0/24', '10.0.0.0/25'), ['web', 'jobs']],
  ['another field', (text: string) => text.replace('maxSize: 3', 'maxSize: 3, desiredCapacity: 2'), []],
  ['another group', (text: string) => text + group('more', 4), ['web', 'jobs']],
  ['a group less', (text: string) => text.replace(group('jobs', 5), ''), ['web']],
  ['nothing', (text: string) => text, ['web', 'jobs']],
] as const)(
  'a page that reads what %s changed has the plan of the files, and keeps the groups that stay',
  (_, edit, kept) => {
    const read = clusterReader();
    let before: WrittenLists | undefined;
    let known: readonly object[] = [];
    // There and back again.
    for (const text of [shop, edit(shop), shop]) {
      const { written: now, plan } = written(text);
      before = changedLists(before, JSON.parse(JSON.stringify(listsSince(before, now.lists))));
      expect(before).toEqual(now.lists);
      const cluster = read({ ...JSON.parse(JSON.stringify(now)), lists: before });
      expect(planner(cluster, undefined)({}).told).toEqual(plan);
      const { nodeGroups } = cluster.cluster;
      if (text !== shop || known.length === 0 || edit(shop) === shop) {
        const stay = nodeGroups.filter((each) => known.includes(each)).map(({ name }) => 'value' in name && name.value);
        expect(stay).toEqual(known.length === 0 ? [] : kept);
      }
      known = nodeGroups;
    }
  },
);
