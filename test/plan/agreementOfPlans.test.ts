import fc from 'fast-check';
import { expect, it } from 'vitest';
import { codeLens } from '../../server/features/codeLens.js';
import { placeIn, plannedClusters, plansOf } from '../../server/linter/plans.js';
import { readCluster, writtenCluster } from '../../server/page/pageCluster.js';
import { planner } from '../../server/page/results.js';
import type { ClusterPlan, PlannedRange } from '../../server/plan/clusterPlan.js';
import type { PlanChanges } from '../../server/plan/planChanges.js';
import { grouped, percent, rangeText } from '../../server/text/numbers.js';
import type { Location } from '../../server/text/span.js';
import type { Workspace } from '../../server/workspace/workspace.js';
import { hoverText, workspaceOf } from '../harness/features.js';
import { parseFixture } from '../harness/fixture.js';

/*
 * Clusters made by chance: the plan, its page, the findings about subnets, the hovers and the lenses say the same numbers of each.
 */

const group = fc.record({
  type: fc.constantFrom('t3.small', 'm5.large', 'c5.xlarge', 'm5.4xlarge', '[m5.xlarge, c5.large]'),
  least: fc.integer({ min: 1, max: 4 }),
  more: fc.integer({ min: 0, max: 40 }),
});

const variables = fc.constantFrom(
  '',
  '"WARM_IP_TARGET":"3"',
  '"WARM_IP_TARGET":"2","MINIMUM_IP_TARGET":"12"',
  '"ENABLE_PREFIX_DELEGATION":"true"',
  '"ENABLE_PREFIX_DELEGATION":"true","WARM_IP_TARGET":"5"',
  '"MAX_ENI":"2"',
);

const clusters = fc.record({
  groups: fc.array(group, { minLength: 1, maxLength: 3 }),
  lengths: fc.array(fc.integer({ min: 22, max: 27 }), { minLength: 1, maxLength: 3 }),
  env: variables,
  pods: fc.option(fc.integer({ min: 1, max: 60 }), { nil: undefined }),
});

type Made = typeof clusters extends fc.Arbitrary<infer T> ? T : never;

/** The files of a cluster. The cursor is in the name of the first group, or in the range of the first subnet. */
function filesOf({ groups, lengths, env, pods }: Made, cursor: 'group' | 'subnet'): string {
  const mark = (where: typeof cursor): string => (where === cursor ? '$0' : '');
  const subnets = lengths.map(
    (length, at) =>
      `      eu-central-1${'abc'[at]}: { id: subnet-0aaaaaaaaaaaaaaa${at}, cidr: 10.0.${at === 0 ? mark('subnet') : ''}${at * 16}.0/${length} }\n`,
  );
  const own = groups.map(({ type, least, more }, at) => {
    const types = type.startsWith('[') ? `instanceTypes: ${type}` : `instanceType: ${type}`;
    const name = at === 0 ? `g${mark('group')}0` : `g${at}`;
    return `  - { name: ${name}, ${types}, privateNetworking: true, minSize: ${least}, maxSize: ${least + more} }\n`;
  });
  return `# file: eni-lens.yaml
${pods === undefined ? 'ignore: []' : `expectedPodsPerNode: ${pods}`}
# file: cluster.yaml
apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: quay, region: eu-central-1 }
vpc:
  id: vpc-0aaaaaaaaaaaaaaaa
  subnets:
    private:
${subnets.join('')}addons: [{ name: vpc-cni, version: v1.21.1, configurationValues: '{"env":{${env}}}' }]
managedNodeGroups:
${own.join('')}`;
}

/** The same in Terraform; a resource block has no place for several subnets of one zone with names of their own, so each group is in all. */
function terraformOf({ groups, lengths, env, pods }: Made, cursor: 'group' | 'subnet'): string {
  const mark = (where: typeof cursor): string => (where === cursor ? '$0' : '');
  const subnets = lengths.map(
    (length, at) => `resource "aws_subnet" "s${at}" {
  cidr_block        = "10.0.${at === 0 ? mark('subnet') : ''}${at * 16}.0/${length}"
  availability_zone = "eu-central-1${'abc'[at]}"
}
`,
  );
  const own = groups.map(({ type, least, more }, at) => {
    const types = type.replace(/[[\]]/g, '').split(', ');
    return `resource "aws_eks_node_group" "g${at}" {
  cluster_name    = aws_eks_cluster.quay.name
  node_group_name = "${at === 0 ? `g${mark('group')}0` : `g${at}`}"
  instance_types  = ${JSON.stringify(types)}
  subnet_ids      = [${lengths.map((_, subnet) => `aws_subnet.s${subnet}.id`).join(', ')}]
  scaling_config {
    min_size     = ${least}
    desired_size = ${least}
    max_size     = ${least + more}
  }
}
`;
  });
  return `# file: eni-lens.yaml
${pods === undefined ? 'ignore: []' : `expectedPodsPerNode: ${pods}`}
# file: cluster.tf
resource "aws_eks_cluster" "quay" { name = "quay" }
resource "aws_eks_addon" "cni" {
  cluster_name         = aws_eks_cluster.quay.name
  addon_name           = "vpc-cni"
  addon_version        = "v1.21.1-eksbuild.1"
  configuration_values = jsonencode({ env = { ${env.replaceAll('":"', '" = "').replaceAll('","', '", "')} } })
}
${subnets.join('')}${own.join('')}`;
}

it.each([
  ['eksctl', 'cluster.yaml', filesOf],
  ['Terraform', 'cluster.tf', terraformOf],
] as const)(
  'is said by the plan, by its page, by lint, by hovers and by lenses about clusters of %s made by chance',
  (_, path, textOf) => {
    let [exceeded, count] = [0, 0];
    fc.assert(
      fc.property(clusters, (made) => {
        const text = textOf(made, 'group');
        const workspace = workspaceOf(parseFixture(text.replace('$0', '')).files);
        const [cluster] = plansOf(workspace, {});
        if (cluster === undefined) throw new Error('no plan');
        expect(cluster.nodeGroups).toHaveLength(made.groups.length);
        exceeded += checkFindings(cluster);
        // A page costs ten times what the others do.
        if (count++ % 5 === 0) for (const changes of askedFor) checkPage(workspace, changes);
        checkLenses(
          cluster,
          codeLens(workspace, path).map(({ command }) => command?.title ?? ''),
        );
        checkHovers(cluster, tables(text), tables(textOf(made, 'subnet')));
      }),
      { seed: 13, numRuns: 30 },
    );
    expect(exceeded).toBeGreaterThan(15);
  },
);

const askedFor: readonly PlanChanges[] = [
  {},
  { variables: { WARM_IP_TARGET: '7' } },
  { expectedPodsPerNode: 9, nodeGroups: { g0: { instanceTypes: ['c5.large'], maxSize: 33 } } },
];

/** What the program of the page works out, from what is embedded in it, is what the command line says: also one change after another. */
function checkPage(workspace: Workspace, changes: PlanChanges): void {
  const [cluster] = plannedClusters(workspace);
  const [expected] = plansOf(workspace, changes);
  if (cluster === undefined || expected === undefined) throw new Error('no plan');
  const placeOf = (at: Location) => placeIn(workspace, at, (uri) => uri);
  const written = writtenCluster({ cluster, placeOf, findings: expected.findings, budgets: [], changes: {} });
  const resultsOf = planner(readCluster(JSON.parse(JSON.stringify(written))), undefined);
  resultsOf({ variables: { ENABLE_PREFIX_DELEGATION: 'true' } });
  expect(resultsOf(changes).told).toEqual(expected);
}

/** A subnet is reported if and only if it is exceeded, with the number of the plan. Returns how many are. */
function checkFindings({ subnets, findings }: ClusterPlan): number {
  const said = findings.flatMap(({ rule, message }) => (rule === 'subnet-too-small' ? [message] : []));
  const expected = subnets.flatMap(({ name, exceededBy, needed, availablePrefixes = 1 }) => {
    if (exceededBy === undefined || (availablePrefixes === 0 && needed.most.running.prefixes[0] > 0)) return [];
    const { addresses, prefixes } = needed.most[inFinding[exceededBy]];
    return [{ name, addresses: addresses[0], prefixes: prefixes[0] }];
  });
  expect(said).toHaveLength(expected.length);
  for (const { name, addresses, prefixes } of expected) {
    const own = said.find((each) => each.startsWith(name)) ?? '';
    expect(own).toMatch(new RegExp(`takes? (?:${addresses}|${prefixes} prefixes)$`));
  }
  return expected.length;
}

/** Idle nodes and those with one pod are reported with their running pods. */
const inFinding = {
  idle: 'running',
  onePod: 'running',
  running: 'running',
  duringUpdate: 'duringUpdate',
  full: 'full',
} as const;

function checkLenses({ nodeGroups }: ClusterPlan, lenses: readonly string[]): void {
  const own = nodeGroups.length > 1 ? lenses.slice(1) : lenses;
  nodeGroups.forEach(({ addressesPerNode, podSubnets, taken }, at) => {
    const perNode: PlannedRange = [addressesPerNode.idle[0], addressesPerNode.full[1]];
    expect(own[at]).toContain(`${rangeText(perNode)} addresses per node`);
    expect(own[at]).toContain(`: ${rangeText(podSubnets.takenAddresses ?? [0, 0])} addresses`);
    expect(podSubnets.takenAddresses).toEqual([taken?.least.idle[0], taken?.most.full[1]]);
  });
  if (nodeGroups.length < 2) return;
  const low = nodeGroups.reduce((sum, { taken }) => sum + (taken?.least.idle[0] ?? 0), 0);
  const high = nodeGroups.reduce((sum, { taken }) => sum + (taken?.most.full[1] ?? 0), 0);
  expect(lenses[0]).toContain(`: ${grouped(low)}–${grouped(high)} addresses`);
}

/** The hover without the gaps between the columns of its tables. */
function tables(text: string): string {
  return (hoverText(text) ?? '').replaceAll('&ensp; |', ' |');
}

function checkHovers({ nodeGroups, subnets }: ClusterPlan, ofGroup: string, ofSubnet: string): void {
  const [first] = nodeGroups;
  const [room] = subnets;
  expect(ofGroup).toContain(
    `| most nodes, full | ${first?.mostNodes} | ${rangeText(first?.addressesPerNode.full ?? [0, 0])} | ${rangeText(first?.taken?.most.full ?? [0, 0])} |`,
  );
  for (const { name, availableAddresses: available, availablePrefixes = 0, needed } of subnets) {
    const [full] = needed.most.full.addresses;
    expect(ofGroup).toContain(
      `| ${name} | ${grouped(available)} | ${grouped(availablePrefixes)} | ${grouped(full)} | ${percent(full, available)} % |`,
    );
  }
  const [full] = room?.needed.most.full.addresses ?? [0];
  expect(ofSubnet).toContain(`take ${grouped(full)} of them (${percent(full, room?.availableAddresses ?? 0)} %)`);
}
