import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ClusterPlan } from '../../server/index.js';
import { displayWidth } from '../../server/reporters/terminal.js';
import { shop } from '../harness/shopOfTwoZones.js';
import { irrelevant } from './manifests.js';
import { eniLens, folderWith, json } from './program.js';

interface PlanJson {
  readonly clusters: readonly ClusterPlan[];
}

const config = 'expectedPodsPerNode: 20\n';

async function planned(files: Readonly<Record<string, string>>, ...args: readonly string[]): Promise<ClusterPlan> {
  const outcome = await eniLens(['plan', '--format', 'json', ...args], { cwd: folderWith(files) });
  const [cluster] = json<PlanJson>('plan', outcome).clusters;
  if (cluster === undefined) throw new Error(outcome.stderr);
  return cluster;
}

describe('the plan of a cluster', () => {
  it('says of each subnet what is taken at the fewest, desired and most nodes', async () => {
    const { subnets } = await planned({ 'shop.yaml': shop, 'eni-lens.yaml': config });
    // Idle: 10 on 2 ENIs = 12. 20 pods: 22 + 3 = 25. Full: 27 + 3 = 30. Nodes in a zone: 1, 2, 6; an update adds max(2 × 2, 1) / 2 = 2.
    const [room] = subnets;
    expect(subnets).toHaveLength(2);
    expect(room).toMatchObject({
      name: '10.0.0.0/24',
      zone: 'eu-central-1a',
      holds: 'nodesAndPods',
      from: 'written',
      at: { uri: 'shop.yaml', line: 8, column: 60 },
      availableAddresses: 251,
      availablePrefixes: 14,
      nodes: { least: 1, desired: 2, most: 6 },
      endsBy: 'addresses',
    });
    const addresses = (size: 'least' | 'desired' | 'most') =>
      Object.fromEntries(Object.entries(room?.needed[size] ?? {}).map(([use, need]) => [use, need.addresses[0]]));
    expect(addresses('least')).toEqual({
      idle: 12,
      onePod: 12,
      running: 25,
      full: 30,
      duringUpdate: 3 * 25,
      fullDuringUpdate: 3 * 30,
    });
    expect(addresses('most')).toMatchObject({
      idle: 72,
      running: 150,
      full: 180,
      duringUpdate: 200,
      fullDuringUpdate: 240,
    });
    // 180 of 251. All fit: a node runs as many pods as it has addresses for, and 251 / 30 = 8 full nodes are possible, 251 / 12 = 20 idle ones.
    expect(room?.needed.most.full.share[0]).toBeCloseTo(180 / 251);
    expect(room?.podsPerNodeThatFit).toBe(27);
    expect([room?.nodesThatFit.full, room?.nodesThatFit.idle]).toEqual([
      [8, 8],
      [20, 20],
    ]);
    // 72 idle need a /25 (123), 180 and 240 a /24 (251).
    expect(room?.smallestLength).toMatchObject({ idle: 25, running: 24, full: 24, fullDuringUpdate: 24 });
  });

  it('says of each group what a node runs and how its max pods come about', async () => {
    const { nodeGroups, totals } = await planned({ 'shop.yaml': shop, 'eni-lens.yaml': config });
    expect(nodeGroups).toMatchObject([
      {
        name: 'web',
        leastNodes: 2,
        desiredNodes: 4,
        mostNodes: 12,
        runningPodsPerNode: 20,
        // 8 in each of two zones.
        nodesThatFit: { full: 16 },
        taken: { most: { full: [12 * 30, 12 * 30] } },
        instanceTypes: [
          {
            vcpus: 2,
            maxPods: 29,
            maxPodsBy: 'EKS computes it for a managed node group',
            maxPodsFormula: '3 ENIs × (10 − 1) + 2 = 29; min(29, 110) = 29',
            podsPerVcpu: 14.5,
            ec2CallsUntilReady: 2,
          },
        ],
      },
    ]);
    expect(totals).toMatchObject({ nodes: { least: 2, desired: 4, most: 12 }, leftOut: [] });
    expect(totals.addresses.least.idle).toEqual([24, 24]);
  });

  it('counts in IPv6 what the nodes themselves take of the IPv4 subnets', async () => {
    const text = shop
      .replace('vpc:', 'kubernetesNetworkConfig: { ipFamily: IPv6 }\niam: { withOIDC: true }\nvpc:')
      .concat('  - { name: old, instanceType: t2.small, privateNetworking: true, maxSize: 2 }\n');
    const six: ClusterPlan = await planned({
      'shop.yaml': text,
      'eni-lens.yaml': `${config}budgets: [subnet.full <= 0.1]\n`,
    });
    const [room] = six.subnets;
    // 6 of the 12 nodes in each of two zones, and 2 more in an update: each takes the address of its primary ENI, whatever pods it runs.
    expect(room?.holds).toBe('nodes');
    expect(Object.values(room?.needed.most ?? {}).map(({ addresses }) => addresses[0])).toEqual([6, 6, 6, 6, 8, 8]);
    expect(room?.needed.most.full.prefixes).toEqual([0, 0]);
    // A /24 has 251 and a /28 2^4 − 5 = 11, which is enough for 8.
    expect([room?.nodesThatFit.full, room?.smallestLength.fullDuringUpdate]).toEqual([[251, 251], 28]);
    expect(six.nodeGroups).toMatchObject([
      {
        name: 'web',
        addressesPerNode: { idle: [1, 1], full: [1, 1] },
        taken: { most: { full: [12, 12] } },
        instanceTypes: [{ maxPods: 110, podsPerNode: 110, ec2CallsUntilReady: 1, ec2CallsUntilFull: 1 }],
      },
    ]);
    // A t2.small has no prefixes, without which there is no IPv6.
    expect(six.unplannedGroups.map(({ name }) => name)).toEqual(['old']);
    expect(six.choices).toEqual([]);
    expect(six.assumptions.join('\n')).toMatch(/one \/80 prefix/);
    // 6 / 251 is within the budget, but the other group is not counted.
    const open = 'old: The node does not become Ready with these settings: it gets no addresses';
    expect(six.budgets).toMatchObject([{ expression: 'subnet.full <= 0.1', broken: [], open: [{ message: open }] }]);
    expect(six.budgets[0]?.isKept).toBeUndefined();
  });

  it('judges budgets in IPv6 as lint does', async () => {
    const text = shop
      .replace('vpc:', 'kubernetesNetworkConfig: { ipFamily: IPv6 }\niam: { withOIDC: true }\nvpc:')
      .replace(/configurationValues: .*/, 'configurationValues: "{}"');
    const files = { 'shop.yaml': text, 'eni-lens.yaml': 'budgets: [subnet.full <= 0.02]\n' };
    // 6 of 251 are 2.4 %.
    const said = '10.0.0.0/24 exceeds the budget subnet.full <= 0.02: subnet.full = 6 / 251 = 0.024';
    const { budgets } = await planned(files);
    expect(budgets.map(({ broken }) => broken[0]?.message)).toEqual([said]);
    const { stdout } = await eniLens(['lint', '--format', 'json'], { cwd: folderWith(files) });
    expect(stdout).toContain(said);
  });

  it('plans no group with half of what IPv6 needs, with which aws-node does not run', async () => {
    const { nodeGroups, unplannedGroups } = await planned({ 'shop.yaml': shop }, '--set', 'ENABLE_IPv6=true');
    expect([nodeGroups.length, unplannedGroups.length]).toEqual([0, 1]);
  });

  it('puts the choices beside each other, the best first', async () => {
    const { choices } = await planned({ 'shop.yaml': shop, 'eni-lens.yaml': config });
    const by = new Map(choices.map((each) => [each.id, each]));
    // 20 pods: as shipped 3 ENIs of 10 = 30; targets 22 + 3 = 25, which is what is configured; prefixes ⌈20 / 16⌉ + 1 = 3, 1 + 48 = 49.
    expect(by.get('shipped')?.addresses?.compared).toEqual([12 * 30, 12 * 30]);
    expect(by.get('prefixes')).toMatchObject({ maxPods: [110, 110], variables: { ENABLE_PREFIX_DELEGATION: 'true' } });
    expect(by.get('prefixes')?.addresses?.compared).toEqual([12 * 49, 12 * 49]);
    // With custom networking a node has 2 × 9 = 18 addresses for pods.
    expect(by.get('customNetworking')?.reason).toBe('A node has addresses for 18 of 20 pods');
    expect(by.get('ipv6')?.reason).toBe('Needs a new cluster: nothing changes the IP family of one');
    // The minimum is what is expected: 20 on 3 ENIs = 23 idle, and 25 with 20 pods, as configured; that one costs fewer calls.
    const [best] = choices;
    expect(best?.id).toBe('targets');
    expect(best?.reason).toMatch(/^Costs fewest EC2 calls: /);
    expect(choices.every(({ comparedPods }) => comparedPods === 20)).toBe(true);
  });

  it('compares with a full node where nobody says how many pods are expected, and says so', async () => {
    const { choices, assumptions } = await planned({ 'shop.yaml': shop });
    expect(choices.every(({ comparedPods }) => comparedPods === 27)).toBe(true);
    expect(choices.every(({ comparedPodsFrom }) => comparedPodsFrom === 'fullNode')).toBe(true);
    expect(choices.find(({ id }) => id === 'customNetworking')?.reason).toBe(
      'A node has addresses for 18 of 27 pods, on full nodes',
    );
    // It follows from no number of pods.
    expect(choices.find(({ id }) => id === 'ipv6')?.reason).toBe(
      'Needs a new cluster: nothing changes the IP family of one',
    );
    expect(assumptions).toContain('Nothing says how many pods a node runs: expectedPodsPerNode in eni-lens.yaml can');
  });

  it('says why something is not in it', async () => {
    const text = shop
      .replace('instanceType: m5.large', 'instanceType: "{{ type }}"')
      .concat('  - { name: new, instanceType: m99.large, privateNetworking: true }\n')
      .concat('  - { name: open, instanceType: m5.large, subnets: ["{{ subnet }}"], maxSize: "{{ most }}" }\n');
    const { unplannedGroups, nodeGroups, subnets } = await planned({ 'shop.yaml': text });
    expect(unplannedGroups.map(({ name, because }) => [name, because])).toEqual([
      [
        'web',
        'Its instance types are not visible: a template, a launch template or a selector decides; eni-lens.yaml can name them',
      ],
      ['new', 'The limits of m99.large are not known; instanceTypes in eni-lens.yaml can say them'],
    ]);
    expect(nodeGroups).toMatchObject([
      {
        name: 'open',
        sizesUnknownBecause: 'A template decides how many nodes it has; eni-lens.yaml can say it',
        podSubnets: { unknownBecause: 'The sizes of the subnets are not visible; eni-lens.yaml can name them' },
      },
    ]);
    expect(nodeGroups[0]?.taken).toBeUndefined();
    expect(subnets).toEqual([]);
  });

  it('tells nodes and pods apart with custom networking', async () => {
    const text = `${shop.replace('"MINIMUM_IP_TARGET":"10"', '"MINIMUM_IP_TARGET":"10","AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG":"true","ENI_CONFIG_LABEL_DEF":"topology.kubernetes.io/zone"')}---
${['a', 'b']
  .map(
    (zone, at) => `apiVersion: crd.k8s.amazonaws.com/v1alpha1
kind: ENIConfig
metadata: { name: eu-central-1${zone} }
spec: { subnet: subnet-0bbbbbbbbbbbbbbb${at}, securityGroups: [sg-0aaaaaaaaaaaaaaaa] }
`,
  )
  .join('---\n')}`;
    const facts = `clusters:
  - name: shop
    files: [shop.yaml]
    subnets:
      - { id: subnet-0bbbbbbbbbbbbbbb0, cidr: 100.64.0.0/24, zone: eu-central-1a }
      - { id: subnet-0bbbbbbbbbbbbbbb1, cidr: 100.64.1.0/24, zone: eu-central-1b }
`;
    const { subnets, nodeGroups } = await planned({ 'shop.yaml': text, 'eni-lens.yaml': facts });
    expect(subnets.map(({ name, holds, needed }) => [name, holds, needed.most.full.addresses[0]])).toEqual([
      ['10.0.0.0/24', 'nodes', 6],
      // 18 pods on 2 ENIs: 20 addresses for each of 6 nodes.
      ['100.64.0.0/24', 'pods', 120],
      ['10.0.1.0/24', 'nodes', 6],
      ['100.64.1.0/24', 'pods', 120],
    ]);
    expect(nodeGroups[0]?.nodeSubnets).toEqual(['10.0.0.0/24', '10.0.1.0/24']);
  });
});

describe('eni-lens plan', () => {
  it('prints tables with the places the numbers come from', async () => {
    const cwd = folderWith({ 'shop.yaml': shop, 'eni-lens.yaml': config });
    const { code, stdout, stderr } = await eniLens(['plan'], { cwd });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const squeezed = stdout.replace(/ +/g, ' ');
    for (const line of [
      'shop (shop.yaml:3)\nIPv4, VPC CNI 1.21.1, 20 pods expected on a node\n2–12 nodes take 24–360 addresses\n',
      '10.0.0.0/24 eu-central-1a nodes and pods 251 14 shop.yaml:8 1 12 12 25 30 90 0 12 %',
      ' 6 72 72 150 180 240 0 72 %',
      '10.0.0.0/24 eu-central-1a IP addresses 27 20 8 /25 /24',
      'web m5.large 2 29 29 14.5 12 25 30 0 2–3 ',
      'web m5.large 29 EKS computes it for a managed node group 3 ENIs × (10 − 1) + 2 = 29; min(29, 110) = 29',
      'WARM_IP_TARGET 2 shop.yaml:13',
      'The nodes of a group are spread evenly over its zones',
    ]) {
      expect(squeezed).toContain(line);
    }
  });

  it.each([60, 80, 100, 120, 160, 200])('fits a terminal of %i columns, and leaves no cell out', async (columns) => {
    const cwd = folderWith({ 'shop.yaml': shop });
    for (const language of ['en', 'ja']) {
      const shown = await eniLens(['plan', '--lang', language, '--no-color'], { cwd, columns });
      const whole = await eniLens(['plan', '--lang', language], { cwd });
      const lines = shown.stdout.split('\n');
      expect(lines.filter((line) => displayWidth(line) > columns)).toEqual([]);
      const words = (text: string) =>
        new Set(
          text
            .match(/[\p{ASCII}–]+/gu)
            ?.join(' ')
            .match(/[\w./:–-]+/g),
        );
      expect([...words(whole.stdout)].filter((word) => !words(shown.stdout).has(word))).toEqual([]);
    }
  });

  it('cuts what is too wide into tables that begin with what their rows are about', async () => {
    const { stdout } = await eniLens(['plan', '--no-color'], { cwd: folderWith({ 'shop.yaml': shop }), columns: 80 });
    const squeezed = stdout.replace(/ +/g, ' ');
    expect(squeezed).toMatch(/\n Subnet Zone For Addresses .*\n/);
    expect(squeezed).toMatch(/\n Subnet Nodes .*\n ─+ ─+ .*\n 10\.0\.0\.0\/24 1 /);
  });

  it('prints Markdown for a comment, in which nothing of a file is markup', async () => {
    const cwd = folderWith({ 'shop.yaml': shop.replace('name: shop', 'name: "a|b*c"') });
    const { code, stdout } = await eniLens(['plan', '-f', 'markdown'], { cwd });
    expect(code).toBe(0);
    expect(stdout).toContain('<!-- eni-lens plan -->\n\n### a\\|b\\*c (shop.yaml:3)\n');
    expect(stdout).toContain('| Subnet | Zone | For | Addresses | Prefixes | From | Nodes |');
    expect(stdout).toContain('`10.0.0.0/24`');
  });

  it('reads standard input, and speaks Japanese', async () => {
    const { code, stdout } = await eniLens(['plan', '-', '--lang', 'ja'], { input: shop });
    expect(code).toBe(0);
    expect(stdout).toContain('shop (stdin.yaml:3)');
    expect(stdout).toMatch(/[\p{Script=Hiragana}\p{Script=Han}]/u);
  });

  it('says that there is nothing to plan, and what it could not read', async () => {
    const cwd = folderWith({ 'a.yaml': irrelevant });
    const nothing = await eniLens(['plan'], { cwd });
    expect(nothing).toEqual({
      code: 0,
      stdout: '',
      stderr: 'eni-lens: no cluster is found here: no node group, and no settings of the VPC CNI\n',
    });
    const missing = await eniLens(['plan', 'missing.yaml', '-f', 'json'], { cwd });
    expect([missing.code, JSON.parse(missing.stdout)]).toEqual([4, { version: 1, clusters: [] }]);
    expect(missing.stderr).toContain('eni-lens: cannot read missing.yaml');
  });

  it('merges what differs in zones only, as the subnets that eksctl makes', async () => {
    const made = shop.replace(/vpc:[\s\S]*?addons/, 'availabilityZones: [eu-central-1a, eu-central-1b]\naddons');
    const { stdout } = await eniLens(['plan', '-'], { input: made });
    expect(stdout).toMatch(/2 × \/19 +eu-central-1a, eu-central-1b/);
  });
});

describe('a plan without files', () => {
  it('says what nodes take of a subnet, and which one would do', async () => {
    const args = ['--instance-type', 'm5.large', '--nodes', '50', '--pods-per-node', '20', '--subnet', '10.0.0.0/22'];
    const { subnets, nodeGroups } = await planned({}, ...args);
    const { settings } = await planned({}, ...args, '--set', 'WARM_IP_TARGET=2');
    expect(
      new Set(settings.map(({ name, from }) => (name === 'WARM_IP_TARGET' ? from : from.replace(/^code/, 'shipped')))),
    ).toEqual(new Set(['shippedDefault', 'asked']));
    // As shipped, 20 pods take 3 ENIs of 10: 50 × 30 = 1,500 of 2^10 − 5 = 1,019, for which a /21 (2,043) is needed; 1,019 / 30 = 33.
    expect(subnets).toMatchObject([
      {
        name: '10.0.0.0/22',
        from: 'asked',
        availableAddresses: 1019,
        needed: { most: { running: { addresses: [1500, 1500] } } },
        exceededBy: 'running',
        nodesThatFit: { full: [33, 33] },
        smallestLength: { running: 21 },
      },
    ]);
    expect(nodeGroups).toMatchObject([{ sizesFrom: { from: 'asked' }, nodesThatFit: { full: 33 } }]);
  });

  it('says what nodes of an IPv6 cluster take of an IPv4 subnet', async () => {
    const args = ['--instance-type', 'm5.large', '--nodes', '50', '--subnet', '10.0.0.0/26', '--ip-family', 'ipv6'];
    const { ipFamily, subnets, nodeGroups } = await planned({}, ...args);
    expect(ipFamily).toBe('IPv6');
    // One address for each node's ENI; an update of a group in one zone adds two nodes. 2^6 − 5 = 59.
    expect(subnets).toMatchObject([
      {
        availableAddresses: 59,
        needed: { most: { full: { addresses: [50, 50] }, fullDuringUpdate: { addresses: [52, 52] } } },
      },
    ]);
    expect(nodeGroups).toMatchObject([{ instanceTypes: [{ maxPods: 110 }], nodesThatFit: { full: 59 } }]);
    const refused = await eniLens(['plan', 'shop.yaml', '--ip-family', 'ipv6'], {
      cwd: folderWith({ 'shop.yaml': shop }),
    });
    expect(refused.code).toBe(2);
  });

  it('says which subnet is needed where none is named, and follows variables', async () => {
    const args = ['plan', '--instance-type', 'm5.large', '--nodes', '5..50', '--pods-per-node', '20'];
    const { stdout } = await eniLens([...args, '--set', 'ENABLE_PREFIX_DELEGATION=true'], { cwd: folderWith({}) });
    // 50 × (1 + 16) = 850, 50 × (1 + 3 × 16) = 2,450 with 150 of 254 prefixes, 50 × (1 + 7 × 16) = 5,650.
    expect(stdout).toContain('One subnet for all of them: /22 without pods, /20 with their pods, /19 full\n');
  });

  it.each([
    [['--nodes', '5'], 'Without files --instance-type and --nodes are needed'],
    [['--instance-type', 'm5.lrge', '--nodes', '5'], 'There is no instance type m5.lrge'],
    [['--instance-type', 'm5.large', '--nodes', '0'], 'Write it as 50 or 5..50'],
    [['--instance-type', 'm5.large', '--nodes', '5', '--subnet', '10.0.0.0/30'], '--subnet 10.0.0.0/30 is no range'],
    [['--instance-type', 'm5.large', '--nodes', '5', 'shop.yaml'], 'describe a cluster that no file does'],
    [['--set', 'WARM_IP_TARGETS=2'], '--set: WARM_IP_TARGETS is no variable of aws-node. Did you mean WARM_IP_TARGET'],
    [['--instance-type', 'web=m5.lrge'], 'There is no instance type m5.lrge'],
    [['--max-nodes', 'wbe=5'], 'There is no node group wbe, but web'],
    [['--max-nodes', 'web=none'], '--max-nodes web=none: a whole number of at least 1 is needed'],
  ])('refuses %j', async (args, text) => {
    const { code, stderr, stdout } = await eniLens(['plan', ...args], { cwd: folderWith({ 'shop.yaml': shop }) });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(text);
  });
});

it('takes for granted, where files disagree about a variable, what is shipped, and says so', async () => {
  const daemonSet = `kind: DaemonSet
apiVersion: apps/v1
metadata: { name: aws-node }
spec: { template: { spec: { containers: [{ name: aws-node, env: [{ name: WARM_IP_TARGET, value: "4" }] }] } } }
`;
  const cluster = `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: shop, region: eu-west-1 }
addons: [{ name: vpc-cni, configurationValues: '{"env": {"WARM_IP_TARGET": "2"}}' }]
managedNodeGroups: [{ name: web, instanceType: m5.large }]
`;
  const told = 'Files disagree about WARM_IP_TARGET: it is taken as shipped';
  const { assumptions } = await planned({ 'cluster.yaml': cluster, 'aws-node.yaml': daemonSet });
  expect(assumptions).toContain(told);
  const same = await planned({ 'cluster.yaml': cluster, 'aws-node.yaml': daemonSet.replace('"4"', '"2"') });
  expect(same.assumptions).not.toContain(told);
});

it.each([
  ['of files', ['shop.yaml']],
  ['without files', ['--instance-type', 'm5.large', '--nodes', '5']],
])('says of a value that the CNI does not read what it uses instead, in a plan %s', async (_, args) => {
  const cwd = folderWith({ 'shop.yaml': shop });
  const { code, stderr } = await eniLens(['plan', ...args, '--set', 'WARM_IP_TARGET=few', '--set', 'MAX_ENI=2'], {
    cwd,
  });
  expect([code, stderr]).toEqual([0, 'note: WARM_IP_TARGET="few" is not taken as written: the CNI uses 0\n']);
});

describe('what would be', () => {
  const args = ['--set', 'MINIMUM_IP_TARGET=20', '--max-nodes', 'web=20', '--instance-type', 'web=m5.xlarge'];

  it('is shown before and after', async () => {
    const { stdout } = await eniLens(['plan', ...args], { cwd: folderWith({ 'shop.yaml': shop }) });
    const squeezed = stdout.replace(/ +/g, ' ');
    // m5.xlarge: 4 ENIs of 15. 20 addresses on 2 ENIs: 22; full 56 + 4 = 60.
    expect(squeezed).toContain('all groups nodes 2–12 2–20\n');
    expect(squeezed).toContain('web max pods 29 58\n');
    expect(squeezed).toContain('web addresses of a node, idle 12 22\n');
    expect(squeezed).toContain('web addresses of a full node 30 60\n');
    // 6 × 30 = 180 and 10 × 60 = 600 of 251.
    expect(squeezed).toContain('10.0.0.0/24, 10.0.1.0/24 share, full 72 % 239 %\n');
  });

  it('is in the JSON beside what is', async () => {
    const outcome = await eniLens(['plan', '-f', 'json', ...args], { cwd: folderWith({ 'shop.yaml': shop }) });
    const { clusters, before, differences } = json<PlanJson & { before: ClusterPlan[]; differences: unknown[][] }>(
      'plan',
      outcome,
    );
    expect(before[0]?.nodeGroups[0]?.mostNodes).toBe(12);
    expect(clusters[0]?.nodeGroups[0]).toMatchObject({ mostNodes: 20, sizesFrom: { from: 'asked' } });
    expect(differences[0]).toContainEqual({ quantity: 'maxPods', of: 'web', before: [29, 29], after: [58, 58] });
  });

  it('is the same as with the files changed', async () => {
    const changed = shop
      .replace('"MINIMUM_IP_TARGET":"10"', '"MINIMUM_IP_TARGET":"20"')
      .replace('maxSize: 12', 'maxSize: 20')
      .replace('m5.large', 'm5.xlarge');
    const [asked, written] = [await planned({ 'shop.yaml': shop }, ...args), await planned({ 'shop.yaml': changed })];
    const numbers = ({ subnets, totals, choices }: ClusterPlan) => ({ subnets, totals, choices });
    expect(numbers(asked)).toEqual(numbers(written));
  });
});

describe('budgets', () => {
  // 6 nodes of 12 in a zone, and 2 more: 96 of 251 = 0.382; full 180.
  it.each<[budget: string, code: number, text: string]>([
    ['subnet.use <= 0.4', 0, 'subnet.use <= 0.4  kept'],
    ['subnet.use <= 0.3', 1, '10.0.0.0/24 exceeds the budget subnet.use <= 0.3: subnet.use = 96 / 251 = 0.382'],
    ['subnet.name == "10.0.1.0/24" || subnet.full < 0.5', 1, 'subnet.full = 180 / 251 = 0.717'],
    ['subnet.free >= 156', 1, 'subnet.free = 251 − 96 = 155'],
    ['subnet.free >= 155', 0, 'kept'],
    ['group.fit >= group.nodes', 0, 'kept'],
    ['group.fit > 16', 1, 'web exceeds the budget group.fit > 16: group.fit = 16'],
    ['group.podsPerVcpu < 14.0', 1, 'group.podsPerVcpu = 14.5'],
    ['cluster.full <= 359', 1, 'The budget cluster.full <= 359 is exceeded: cluster.full = 360'],
  ])('%s ends with %i', async (budget, code, text) => {
    const outcome = await eniLens(['plan', '--assert', budget], { cwd: folderWith({ 'shop.yaml': shop }) });
    expect([outcome.code, outcome.stderr]).toEqual([code, '']);
    expect(outcome.stdout).toContain(text);
  });

  it.each([
    ['subnet.use <= 1', '<= is not defined for double and int; a share is a decimal number, such as 0.8 or 1.0'],
    ['subnet.usage < 0.5', 'there is no variable subnet.usage; there are subnet.name, subnet.zone, subnet.use'],
    ['subnet.use', 'it is neither true nor false, but of type double'],
    ['1 < 2', 'it has to be about one of subnet.…, group.… or cluster.…'],
    ['subnet.use < 0.5 && group.nodes < 3', 'it has to be about one of'],
    ['subnet.use <', 'the expression is not complete'],
  ])('%s is no budget', async (budget, reason) => {
    const { code, stdout, stderr } = await eniLens(['plan', '--assert', budget], {
      cwd: folderWith({ 'shop.yaml': shop }),
    });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(`--assert ${budget} cannot be read: `);
    expect(stderr).toContain(reason);
  });

  const files = { 'shop.yaml': shop, 'eni-lens.yaml': 'budgets: [subnet.use <= 0.3]\n' };

  it('of the config file fail lint and plan with the same numbers', async () => {
    const cwd = folderWith(files);
    const [linted, plan] = [await eniLens(['lint'], { cwd }), await eniLens(['plan'], { cwd })];
    expect([linted.code, plan.code]).toEqual([1, 1]);
    for (const { stdout } of [linted, plan]) {
      expect(stdout).toContain('10.0.1.0/24 exceeds the budget subnet.use <= 0.3: subnet.use = 96 / 251 = 0.382');
    }
    const fixed = await eniLens(['plan', '--max-nodes', 'web=8'], { cwd });
    // 4 of 12, and 2 more: 72 of 251 = 0.287.
    expect(fixed.code).toBe(0);
  });

  it('that cannot be read are a fault of the config file', async () => {
    const cwd = folderWith({ ...files, 'eni-lens.yaml': 'budgets: [subnet.use <= 1]\n' });
    const { code, stderr } = await eniLens(['lint'], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain('This budget cannot be read: <= is not defined for double and int');
  });

  it('are neither kept nor exceeded where nothing is known', async () => {
    const text = shop.replace('maxSize: 12', 'maxSize: "{{ most }}"');
    const cwd = folderWith({ ...files, 'shop.yaml': text });
    const { code, stdout } = await eniLens(['plan'], { cwd });
    expect(code).toBe(0);
    expect(stdout).toMatch(/subnet\.use <= 0\.3 +not known/);
    const lint = await eniLens(['lint'], { cwd });
    expect(lint.code).toBe(0);
    expect(lint.stdout).toMatch(
      /info +budget-exceeded\n +Nobody can say whether the budget subnet\.use <= 0\.3 is kept\. /,
    );
  });

  it('are not kept for certain beside a group that nobody can count', async () => {
    const kept = await eniLens(['plan', '--assert', 'subnet.use <= 100.0'], { cwd: folderWith({ 'shop.yaml': shop }) });
    expect(kept.stdout).toMatch(/subnet\.use <= 100\.0 +kept/);
    const text = `${shop}  - { name: new, instanceType: m99.large, maxSize: 900 }\n`;
    const open = await eniLens(['plan', '--assert', 'subnet.use <= 100.0'], { cwd: folderWith({ 'shop.yaml': text }) });
    expect(open.stdout).toMatch(/subnet\.use <= 100\.0 +not known/);
    expect(open.code).toBe(0);
  });
});

describe('--apply', () => {
  const read = (cwd: string): string => readFileSync(join(cwd, 'shop.yaml'), 'utf8');

  it('writes settings, sizes and types where they stand, and the plan of the files is then the one that was shown', async () => {
    const cwd = folderWith({ 'shop.yaml': shop });
    const args = [
      '--set',
      'MINIMUM_IP_TARGET=20',
      '--set',
      'MAX_ENI=2',
      '--max-nodes',
      'web=20',
      '--instance-type',
      'web=m5.xlarge',
    ];
    const asked = await eniLens(['plan', '-f', 'json', ...args, '--apply'], { cwd });
    expect([asked.code, asked.stderr]).toEqual([0, 'eni-lens: shop.yaml is changed\n']);
    expect(read(cwd)).toBe(
      shop
        .replace('"MINIMUM_IP_TARGET":"10"', '"MINIMUM_IP_TARGET":"20", "MAX_ENI":"2"')
        .replace('maxSize: 12', 'maxSize: 20')
        .replace('m5.large', 'm5.xlarge'),
    );
    const [shown, now] = [asked, await eniLens(['plan', '-f', 'json'], { cwd })].map(
      (outcome) => json<PlanJson>('plan', outcome).clusters[0],
    );
    expect(now?.totals).toEqual(shown?.totals);
    expect(now?.choices).toEqual(shown?.choices);
    const again = await eniLens(['plan', ...args, '--apply'], { cwd });
    expect([again.code, again.stderr]).toEqual([0, 'eni-lens: the files say so already\n']);
  });

  it('lists the add-on where none is', async () => {
    const cwd = folderWith({ 'shop.yaml': shop.replace(/addons:[\s\S]*?managed/, 'managed') });
    const { code } = await eniLens(['plan', '--set', 'WARM_IP_TARGET=3', '--apply'], { cwd });
    expect(code).toBe(0);
    expect(read(cwd)).toContain('WARM_IP_TARGET');
    expect((await eniLens(['plan'], { cwd })).stdout.replace(/ +/g, ' ')).toMatch(/WARM_IP_TARGET 3 shop\.yaml:/);
  });

  it.each<[args: readonly string[], edit: (text: string) => string, reason: string]>([
    [
      ['--max-nodes', 'web=9'],
      (text) => text.replace(', maxSize: 12', ''),
      'maxSize of web stands in no file as a number',
    ],
    [['--instance-type', 'web=m5.large,c5.large'], (text) => text, 'web names 1 instance types, and not 2'],
    [['--max-nodes', 'web=1'], (text) => text, 'It would bring an error: '],
    [
      [
        '--set',
        'ENABLE_PREFIX_DELEGATION=true',
        '--set',
        'WARM_PREFIX_TARGET=0',
        '--set',
        'WARM_IP_TARGET=0',
        '--set',
        'MINIMUM_IP_TARGET=0',
      ],
      (text) => text,
      'It would bring an error: ',
    ],
  ])('refuses %j with the reason, and writes nothing', async (args, edit, reason) => {
    const cwd = folderWith({ 'shop.yaml': edit(shop) });
    const { code, stderr } = await eniLens(['plan', ...args, '--set', 'IP_COOLDOWN_PERIOD=60', '--apply'], { cwd });
    expect(code).toBe(4);
    expect(stderr).toContain('eni-lens: nothing is written: ');
    expect(stderr).toContain(reason);
    expect(read(cwd)).toBe(edit(shop));
  });

  it('needs something to write, and files', async () => {
    const outcomes = await Promise.all(
      [
        ['--apply'],
        ['-', '--apply', '--set', 'MAX_ENI=2'],
        ['--nodes', '3', '--instance-type', 'm5.large', '--apply'],
      ].map((args) => eniLens(['plan', ...args], { cwd: folderWith({ 'shop.yaml': shop }), input: shop })),
    );
    expect(outcomes.map(({ code }) => code)).toEqual([2, 2, 2]);
  });
});
