import { describe, expect, it } from 'vitest';
import type { ClusterPlan } from '../../server/index.js';
import { eniLens, eniLensProgram, folderWith, json } from './program.js';

/*
 * Whole clusters calculated by hand: ENIs × IPv4 addresses of the instance types, and the formulas beside each figure. One of the addresses
 * of each ENI is its own. A subnet of /n has 2^(32 − n) − 5 addresses, and 2^(28 − n) − 2 /28 prefixes.
 */

type Files = Readonly<Record<string, string>>;
type Subnet = ClusterPlan['subnets'][number];

async function planned(files: Files): Promise<ClusterPlan> {
  const outcome = await eniLens(['plan', '--format', 'json'], { cwd: folderWith(files) });
  const [cluster, ...others] = json<{ readonly clusters: readonly ClusterPlan[] }>('plan', outcome).clusters;
  expect(others).toEqual([]);
  if (cluster === undefined) throw new Error(outcome.stderr);
  return cluster;
}

/** For each use of a subnet the addresses that are taken at least and at most, as `idle 36–36`. */
function taken({ needed }: Subnet, size: keyof Subnet['needed']): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(needed[size]).map(([use, { addresses }]) => [use, addresses.join('–')]));
}

function prefixes({ needed }: Subnet): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(needed.most).map(([use, need]) => [use, need.prefixes[1]]));
}

const head = (more = ''): string => `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: mill, region: eu-central-1, version: "1.33" }
${more}vpc:
  id: vpc-0aaaaaaaaaaaaaaaa
  subnets:
    private:
`;

const subnets = (...ranges: readonly string[]): string =>
  ranges
    .map((cidr, at) => `      eu-central-1${'abc'[at]}: { id: subnet-0aaaaaaaaaaaaaaa${at}, cidr: ${cidr} }\n`)
    .join('');

const addon = (env: string): string =>
  `addons: [{ name: vpc-cni, version: v1.21.1, configurationValues: '{"env":{${env}}}' }]\n`;

describe('a spot group of mixed types beside Bottlerocket nodes', () => {
  const files = {
    'eni-lens.yaml': 'expectedPodsPerNode: 24\n',
    'mill.yaml': `${head()}${subnets('10.0.0.0/23', '10.0.2.0/24')}${addon('"WARM_IP_TARGET":"4","MINIMUM_IP_TARGET":"16"')}managedNodeGroups:
  - name: spot
    instanceTypes: [m5.large, c5.xlarge, r5.2xlarge]
    spot: true
    privateNetworking: true
    minSize: 2
    desiredCapacity: 3
    maxSize: 9
nodeGroups:
  - name: bottle
    amiFamily: Bottlerocket
    instanceType: m5.xlarge
    privateNetworking: true
    minSize: 1
    desiredCapacity: 2
    maxSize: 5
    maxPodsPerNode: 40
`,
  };

  it('has these max pods, ENIs and addresses on each node', async () => {
    const { nodeGroups } = await planned(files);
    const [bottle, spot] = nodeGroups.toSorted((a, b) => (a.name ?? '').localeCompare(b.name ?? ''));
    // m5.large: 3 × 10. c5.xlarge, r5.2xlarge and m5.xlarge: 4 × 15.
    // EKS gives all the least of min(3 × 9 + 2, 110) = 29 and min(4 × 14 + 2, 110) = 58; the CNI serves 29 and 58.
    // Idle max(0 + 4, 16) = 16: ⌈16 / 9⌉ = ⌈16 / 14⌉ = 2 ENIs, 16 + 2 = 18.
    // 24 pods: 24 + 4 = 28. An m5.large has 3 × 9 = 27 of them, 27 + 3 = 30; the others ⌈28 / 14⌉ = 2 ENIs, 28 + 2 = 30.
    // Full 29 − 2 = 27 pods. m5.large: 27 + 3 = 30. The others want 27 + 4 = 31, but no more is asked for from 29 on, which is max pods:
    // 29 where pods came one by one, 31 where they came at once, on ⌈29 / 14⌉ = ⌈31 / 14⌉ = 3 ENIs: 32 to 34.
    const larger = {
      maxPods: 29,
      servablePods: 58,
      podsPerNode: 29,
      limitedBy: 'maxPods',
      enisIdle: [2, 2],
      enisFull: [3, 3],
      addressesPerNode: { idle: [18, 18], onePod: [18, 18], running: [30, 30], full: [32, 34] },
    };
    expect(spot).toMatchObject({
      instanceTypes: [
        {
          instanceType: 'm5.large',
          maxPods: 29,
          maxPodsBy: 'EKS computes it for a managed node group',
          maxPodsFormula: '3 ENIs × (10 − 1) + 2 = 29; min(29, 110) = 29',
          servablePods: 29,
          enisIdle: [2, 2],
          enisFull: [3, 3],
          addressesPerNode: { idle: [18, 18], onePod: [18, 18], running: [30, 30], full: [30, 30] },
        },
        { instanceType: 'c5.xlarge', vcpus: 4, podsPerVcpu: 29 / 4, ...larger },
        { instanceType: 'r5.2xlarge', vcpus: 8, podsPerVcpu: 29 / 8, ...larger },
      ],
      addressesPerNode: { idle: [18, 18], running: [30, 30], full: [30, 34] },
      // max(2 × 2 zones, 1).
      nodesAddedByUpdate: 4,
    });
    // 40 − 2 = 38 pods want 42, and from 40 on no more is asked for: 40 to 42 on 3 ENIs, 43 to 45. Nobody updates a self-managed group.
    expect(bottle).toMatchObject({
      instanceTypes: [{ maxPods: 40, maxPodsFrom: 'written', servablePods: 58, podsPerNode: 40, enisFull: [3, 3] }],
      addressesPerNode: { idle: [18, 18], onePod: [18, 18], running: [30, 30], full: [43, 45] },
    });
    expect(bottle?.nodesAddedByUpdate).toBeUndefined();
  });

  it('takes so much of each subnet', async () => {
    const { subnets: rooms, totals, nodeGroups } = await planned(files);
    const [wide, narrow] = rooms;
    if (wide === undefined || narrow === undefined) throw new Error('no subnets');
    // In each of two zones: ⌈2 / 2⌉ + ⌈1 / 2⌉ = 2, ⌈3 / 2⌉ + ⌈2 / 2⌉ = 3 and ⌈9 / 2⌉ + ⌈5 / 2⌉ = 5 + 3 = 8 nodes; an update adds 4 / 2 = 2.
    for (const room of rooms) {
      expect(room.nodes).toEqual({ least: 2, desired: 3, desiredAtLeast: 3, most: 8 });
      expect(taken(room, 'least')).toEqual({
        idle: '36–36', // 2 × 18
        onePod: '36–36',
        running: '60–60', // 2 × 30
        duringUpdate: '120–120', // 60 + 2 × 30
        full: '73–79', // 30 + 43, 34 + 45
        fullDuringUpdate: '133–147', // + 2 × 30, + 2 × 34
      });
      expect(taken(room, 'desired')).toEqual({
        idle: '54–54', // 3 × 18
        onePod: '54–54',
        running: '90–90', // 3 × 30
        duringUpdate: '150–150', // 90 + 60
        full: '103–113', // 2 × 30 + 43, 2 × 34 + 45
        fullDuringUpdate: '163–181', // + 60, + 68
      });
      expect(taken(room, 'most')).toEqual({
        idle: '144–144', // 8 × 18
        onePod: '144–144',
        running: '240–240', // 8 × 30
        duringUpdate: '300–300', // 240 + 60
        full: '279–305', // 5 × 30 + 3 × 43, 5 × 34 + 3 × 45
        fullDuringUpdate: '339–373', // + 60, + 68
      });
      // A /25 has 123, a /24 251 and a /23 507.
      const lengths = { idle: 24, onePod: 24, running: 24, duringUpdate: 23, full: 23, fullDuringUpdate: 23 };
      expect(room.smallestLength).toEqual(lengths);
      expect([room.endsBy, room.holds]).toEqual(['addresses', 'nodesAndPods']);
    }
    expect([wide.availableAddresses, narrow.availableAddresses]).toEqual([507, 251]);
    expect(wide.needed.most.full.share).toEqual([279 / 507, 305 / 507]);
    expect(narrow.needed.most.full.share).toEqual([279 / 251, 305 / 251]);
    // 300 of 251: the update is first, for 240 fit.
    expect([wide.exceededBy, narrow.exceededBy]).toEqual([undefined, 'duringUpdate']);
    // With 25 pods a node of either group takes up to 29 + 3 = 32, and 8 × 32 = 256 are too many; in the /23 all of 38 fit.
    expect([wide.podsPerNodeThatFit, narrow.podsPerNodeThatFit]).toEqual([38, 24]);
    // ⌊8 × 507 / 305⌋ = 13, ⌊8 × 507 / 279⌋ = 14, ⌊8 × 507 / 240⌋ = 16; ⌊8 × 251 / 305⌋ = 6, ⌊8 × 251 / 279⌋ = 7, ⌊8 × 251 / 240⌋ = 8.
    expect(wide.nodesThatFit).toMatchObject({ full: [13, 14], running: [16, 16] });
    expect(narrow.nodesThatFit).toMatchObject({ full: [6, 7], running: [8, 8] });
    // Beside the other group: ⌊(251 − 3 × 45) / 34⌋ = 3 and ⌊(251 − 5 × 34) / 45⌋ = 1 in the narrower of two zones.
    expect(new Map(nodeGroups.map((each) => [each.name, each.nodesThatFit?.full]))).toEqual(
      new Map([
        ['spot', 6],
        ['bottle', 2],
      ]),
    );
    // 3, 5 and 14 nodes: 3 × 18, 14 × 18, 14 × 30, 9 × 30 + 5 × 43, 9 × 34 + 5 × 45.
    expect(totals.nodes).toEqual({ least: 3, desired: 5, desiredAtLeast: 5, most: 14 });
    expect(totals.addresses.least.idle).toEqual([54, 54]);
    expect(totals.addresses.most).toMatchObject({ idle: [252, 252], running: [420, 420], full: [485, 531] });
  });

  it.each(['table', 'html'])('says the same as %s', async (format) => {
    const { stdout } = await eniLensProgram(['plan', '--no-color', '--format', format], { cwd: folderWith(files) });
    const text = stdout.replace(/<(style|script)[\s\S]*?<\/\1>/g, '').replace(/<[^>]*>/g, ' ');
    const squeezed = text.replace(/\s+/g, ' ');
    for (const row of [
      // Nodes, idle, with one pod and with 24, full, full during an update, prefixes, and 279–305 of 507 and of 251.
      '8 144 144 240 279–305 339–373 0 55–60 %',
      '8 144 144 240 279–305 339–373 0 111–122 %',
      '10.0.2.0/24 eu-central-1b IP addresses 24 13 6–7 /24 /23',
      '3–14 nodes take 54–531 addresses',
    ]) {
      expect(squeezed).toContain(row);
    }
  });
});

describe('custom networking with prefixes in three zones', () => {
  const config = (zone: string, at: number): string => `---
apiVersion: crd.k8s.amazonaws.com/v1alpha1
kind: ENIConfig
metadata: { name: eu-central-1${zone} }
spec: { subnet: subnet-0bbbbbbbbbbbbbbb${at}, securityGroups: [sg-0aaaaaaaaaaaaaaaa] }
`;
  const env =
    '"AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG":"true","ENI_CONFIG_LABEL_DEF":"topology.kubernetes.io/zone","ENABLE_PREFIX_DELEGATION":"true"';
  const files = {
    'eni-lens.yaml': `expectedPodsPerNode: 30
clusters:
  - name: mill
    files: [mill.yaml]
    subnets:
      - { id: subnet-0bbbbbbbbbbbbbbb0, cidr: 100.64.0.0/23, zone: eu-central-1a }
      - { id: subnet-0bbbbbbbbbbbbbbb1, cidr: 100.64.2.0/23, zone: eu-central-1b }
      - { id: subnet-0bbbbbbbbbbbbbbb2, cidr: 100.64.4.0/24, zone: eu-central-1c }
`,
    'mill.yaml': `${head()}${subnets('10.0.0.0/26', '10.0.0.64/26', '10.0.0.128/26')}${addon(`${env},"WARM_PREFIX_TARGET":"1"`)}managedNodeGroups:
  - { name: wide, instanceType: m5.xlarge, privateNetworking: true, minSize: 3, desiredCapacity: 6, maxSize: 10 }
${['a', 'b', 'c'].map(config).join('')}`,
  };

  it('has these max pods, ENIs and prefixes on each node', async () => {
    const { nodeGroups, totals } = await planned(files);
    // 4 × 15, one ENI without pods: 3 × 14 × 16 + 2 = 674, and with 4 vCPUs no more than 110. 110 / 4 = 27.5.
    // Beside the two ENIs' own addresses: idle 1 warm prefix; one pod 1 + 1; 30 pods ⌈30 / 16⌉ + 1 = 3. Full, 108 pods: ⌈108 / 16⌉ = 7, which
    // are 112 addresses: as many as max pods, so no further one is asked for. 7 fit into the 14 slots of one ENI.
    expect(nodeGroups).toMatchObject([
      {
        instanceTypes: [
          {
            maxPods: 110,
            maxPodsFormula: '(4 ENIs − 1 primary) × (15 − 1) × 16 + 2 = 674; min(674, 110) = 110',
            servablePods: 674,
            podsPerNode: 110,
            podsPerVcpu: 27.5,
            enisIdle: [2, 2],
            enisFull: [2, 2],
          },
        ],
        prefixesPerNode: { idle: [1, 1], onePod: [2, 2], running: [3, 3], full: [7, 7] },
        // 2 + 16, 2 + 32, 2 + 48, 2 + 112.
        addressesPerNode: { idle: [18, 18], onePod: [34, 34], running: [50, 50], full: [114, 114] },
        // max(2 × 3 zones, 1).
        nodesAddedByUpdate: 6,
        nodeSubnets: ['10.0.0.0/26', '10.0.0.64/26', '10.0.0.128/26'],
        podSubnets: { names: ['100.64.0.0/23', '100.64.2.0/23', '100.64.4.0/24'] },
        // In the /24, which has least: ⌊14 / 7⌋ = 2 and, with 30 pods, min(⌊14 / 3⌋, ⌊251 / 49⌋) = 4; in three zones.
        nodesThatFit: { full: 6, running: 12 },
      },
    ]);
    // 3 × 18, 10 × 18, 10 × 50, 10 × 114.
    expect(totals.addresses.least.idle).toEqual([54, 54]);
    expect(totals.addresses.most).toMatchObject({ idle: [180, 180], running: [500, 500], full: [1140, 1140] });
  });

  it('takes so much of each subnet', async () => {
    const { subnets: rooms } = await planned(files);
    const ofNodes = rooms.filter(({ holds }) => holds === 'nodes');
    const ofPods = rooms.filter(({ holds }) => holds === 'pods');
    expect([ofNodes.length, ofPods.length]).toEqual([3, 3]);
    for (const room of rooms) expect(room.nodes).toEqual({ least: 1, desired: 2, desiredAtLeast: 2, most: 4 }); // 3, 6 and ⌈10 / 3⌉
    for (const room of ofNodes) {
      // One address each, of 2^6 − 5 = 59; an update adds 6 / 3 = 2. A /28 has 11.
      expect(Object.values(taken(room, 'most')).sort()).toEqual(['4–4', '4–4', '4–4', '4–4', '6–6', '6–6']);
      expect(room).toMatchObject({ availableAddresses: 59, nodesThatFit: { full: [59, 59] }, endsBy: 'addresses' });
      expect(room.smallestLength.fullDuringUpdate).toBe(28);
    }
    for (const room of ofPods) {
      expect(taken(room, 'least')).toEqual({
        idle: '17–17', // 1 + 16
        onePod: '33–33', // 1 + 32
        running: '49–49', // 1 + 48
        duringUpdate: '147–147', // 3 × 49
        full: '113–113', // 1 + 112
        fullDuringUpdate: '339–339', // 3 × 113
      });
      expect(taken(room, 'desired')).toMatchObject({ idle: '34–34', running: '98–98', full: '226–226' }); // 2 × …
      expect(taken(room, 'most')).toEqual({
        idle: '68–68', // 4 × 17
        onePod: '132–132', // 4 × 33
        running: '196–196', // 4 × 49
        duringUpdate: '294–294', // 6 × 49
        full: '452–452', // 4 × 113
        fullDuringUpdate: '678–678', // 6 × 113
      });
      // 4 × 1, 4 × 2, 4 × 3, 6 × 3, 4 × 7, 6 × 7.
      const own = { idle: 4, onePod: 8, running: 12, duringUpdate: 18, full: 28, fullDuringUpdate: 42 };
      expect(prefixes(room)).toEqual(own);
      // A /25 has 123 and 6 prefixes, a /24 251 and 14, a /23 507 and 30, a /22 1,019 and 62.
      const lengths = { idle: 25, onePod: 24, running: 24, duringUpdate: 23, full: 23, fullDuringUpdate: 22 };
      expect(room.smallestLength).toEqual(lengths);
      // 28 prefixes are a larger share of 30 or 14 than 452 addresses of 507 or 251.
      expect(room.endsBy).toBe('prefixes');
    }
    // The /23: 28 of 30 prefixes, ⌊4 × 30 / 28⌋ = 4 nodes, and all of 108 pods on each of them.
    const wider = { availableAddresses: 507, availablePrefixes: 30, nodesThatFit: { full: [4, 4] } };
    for (const room of ofPods.slice(0, 2)) {
      expect(room).toMatchObject({ ...wider, needed: { most: { full: { share: [28 / 30, 28 / 30] } } } });
      expect([room.exceededBy, room.podsPerNodeThatFit]).toEqual([undefined, 108]);
    }
    // The /24: 28 of 14 prefixes, ⌊4 × 14 / 28⌋ = 2; 196 fit and 294 do not. ⌊14 / 4⌋ = 3 prefixes a node are pods in two, so 32.
    expect(ofPods[2]).toMatchObject({
      availableAddresses: 251,
      availablePrefixes: 14,
      nodesThatFit: { full: [2, 2] },
      needed: { most: { full: { share: [2, 2] } } },
      exceededBy: 'duringUpdate',
      podsPerNodeThatFit: 32,
    });
  });
});

describe('an IPv6 cluster with security groups for pods', () => {
  const files = {
    'mill.yaml': `${head('kubernetesNetworkConfig: { ipFamily: IPv6 }\niam: { withOIDC: true }\n')}${subnets('10.0.0.0/27', '10.0.0.32/28')}${addon('"ENABLE_POD_ENI":"true"')}managedNodeGroups:
  - { name: plain, instanceType: t3.xlarge, privateNetworking: true, minSize: 2, desiredCapacity: 4, maxSize: 7 }
  - { name: trunk, instanceType: m5.8xlarge, privateNetworking: true, minSize: 1, desiredCapacity: 2, maxSize: 5 }
`,
  };

  it('takes one address for each ENI of a node', async () => {
    const { nodeGroups, subnets: rooms, totals } = await planned(files);
    const [plain, trunk] = nodeGroups;
    // t3.xlarge: 4 × 15, 4 vCPUs, no trunk ENI. m5.8xlarge: 8 × 30, 32 vCPUs, so up to 250 pods, and a trunk ENI beside the primary one.
    expect(plain).toMatchObject({
      instanceTypes: [
        { maxPods: 110, maxPodsFormula: '4 ENIs × (15 − 1) × 16 + 2 = 898; min(898, 110) = 110', enisFull: [1, 1] },
      ],
      addressesPerNode: { idle: [1, 1], onePod: [1, 1], running: [1, 1], full: [1, 1] },
      // ⌊(11 − 3 × 2) / 1⌋ = 5 in the narrower of two zones.
      nodesThatFit: { full: 10 },
    });
    expect(trunk).toMatchObject({
      instanceTypes: [
        { maxPods: 250, maxPodsFormula: '8 ENIs × (30 − 1) × 16 + 2 = 3714; min(3714, 250) = 250', enisFull: [2, 2] },
      ],
      addressesPerNode: { idle: [2, 2], onePod: [2, 2], running: [2, 2], full: [2, 2] },
      // ⌊(11 − 4 × 1) / 2⌋ = 3 in each of two zones.
      nodesThatFit: { full: 6 },
    });
    for (const room of rooms) {
      // 1 + 1, 2 + 1 and ⌈7 / 2⌉ + ⌈5 / 2⌉ = 4 + 3 nodes; an update of trunk adds 4 / 2 = 2 with 2 each.
      expect(room.nodes).toEqual({ least: 2, desired: 3, desiredAtLeast: 3, most: 7 });
      for (const [size, always, updated] of [
        ['least', '3–3', '7–7'], // 1 + 2, + 4
        ['desired', '4–4', '8–8'], // 2 + 2, + 4
        ['most', '10–10', '14–14'], // 4 + 3 × 2, + 4
      ] as const) {
        const own = { idle: always, onePod: always, running: always, full: always };
        expect(taken(room, size)).toEqual({ ...own, duringUpdate: updated, fullDuringUpdate: updated });
      }
      expect(room.smallestLength).toMatchObject({ full: 28, duringUpdate: 27 }); // 11, 27
      expect(room.holds).toBe('nodes');
    }
    // ⌊7 × 27 / 10⌋ = 18, ⌊7 × 11 / 10⌋ = 7; 10 of 11 fit, and 14 do not.
    expect(
      rooms.map(({ availableAddresses, nodesThatFit, exceededBy }) => [
        availableAddresses,
        nodesThatFit.full,
        exceededBy,
      ]),
    ).toEqual([
      [27, [18, 18], undefined],
      [11, [7, 7], 'duringUpdate'],
    ]);
    expect(rooms.map(({ needed }) => needed.most.full.share[0])).toEqual([10 / 27, 10 / 11]);
    // 2 + 1 × 2 and 7 + 5 × 2.
    expect([totals.addresses.least.idle, totals.addresses.most.full]).toEqual([
      [4, 4],
      [17, 17],
    ]);
  });
});
