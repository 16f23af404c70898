import { describe, expect, it } from 'vitest';
import { addonPart } from '../harness/carriers.js';
import { check, checkClean, checkFix, findings } from '../harness/check.js';
import { parseFixture } from '../harness/fixture.js';

const head = 'apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: { name: shop, region: us-west-2 }\n';
const zones = 'availabilityZones: [us-west-2a, us-west-2b]\n';
const plain = 'addons: [{ name: vpc-cni }]\n';
const addon = (...lines: readonly string[]) => addonPart(lines.join('\n'));
const group = (maxSize: number | string, more = '', kind = 'managedNodeGroups') =>
  `${kind}: [{ name: web, instanceType: m5.large, privateNetworking: true, maxSize: ${maxSize}${more && `, ${more}`} }]\n`;
const vpc = (a: string, b: string) => `vpc:
  id: vpc-0123456789abcdef0
  subnets:
    private:
      us-west-2a: { id: subnet-0123456789abcdef0, ${a} }
      us-west-2b: { id: subnet-0123456789abcdef1, ${b} }
`;

const all = (fixture: string) => findings(parseFixture(fixture).files);
const of = (rule: string, fixture: string) =>
  all(fixture).flatMap((each) => (each.rule === rule ? [`${each.severity}: ${each.message}`] : []));

// An m5.large has 3 ENIs of 10 addresses: 20 of them are taken for one pod (a spare ENI), all 30 when it is full.
describe('subnet-too-small', () => {
  const rule = 'subnet-too-small';

  it('carves eight subnets as eksctl does, and says it once for all zones', () => {
    // /24 → /27, 32 − 5 = 27 addresses; 2 nodes per zone × 20 = 40.
    check(`${head}${zones}${plain}vpc:
  cidr: 10.0.0.0/24
#       ^^^^^^^^^^^ warning subnet-too-small: Each /27 that eksctl makes has 27 addresses: 2 nodes with one pod each take 40
${group(4)}`);
  });

  it('knows the sizes eksctl takes where none is written', () => {
    const text = `${head}${zones}${plain}vpc: { cidr: 10.0.0.0/24 }\n`;
    const unsized = (more: string) => `managedNodeGroups: [{ name: web, instanceType: m5.large, ${more} }]\n`;
    expect(of(rule, text + unsized('desiredCapacity: 4'))[0]).toContain('2 nodes with one pod each take 40');
    // Two nodes, one per zone, and max(2 × 2, 1) = 4 more during an update, two per zone: 3 × 20 = 60.
    expect(of(rule, text + unsized('spot: true'))[0]).toContain('2 more during an update of web, take 60');
  });

  it('divides the default VPC among its zones, at the boundary', () => {
    // 192.168.0.0/16 → /19, 8192 − 5 = 8187 addresses; 272 × 30 = 8160 fit, 273 × 30 = 8190 do not.
    expect(of(rule, head + plain + group(816, '', 'nodeGroups'))).toEqual([]);
    expect(of(rule, head + plain + group(819, '', 'nodeGroups'))).toEqual([
      'info: Each /19 that eksctl makes has 8187 addresses: 273 nodes full of pods take 8190',
    ]);
  });

  it('shows the calculation of the eight groups that take the most, and counts the others', () => {
    // Ten groups of 10, 20 … 100 nodes in the two zones: 10 and 20 nodes are left over, (5 + 10) × 20 addresses with one pod each.
    const sizes = Array.from({ length: 10 }, (_, index) => 10 * (index + 1));
    const groups = sizes.map(
      (size) => `  - { name: g${size}, instanceType: m5.large, privateNetworking: true, maxSize: ${size} }\n`,
    );
    const text = `${head}${zones}${plain}vpc: { cidr: 10.0.0.0/20 }\nnodeGroups:\n${groups.join('')}`;
    const [found] = all(text).filter(({ rule: id }) => id === rule);
    const places = found?.related?.map(({ message }) => message) ?? [];
    expect(places[0]).toBe('g100 in 2 zones: up to 50 m5.large in one, with one pod 50 × 20 = 1000');
    expect(places.at(-1)).toBe('2 other groups: up to 15 nodes, running their pods 300');
  });

  it('counts the two zones eksctl chooses in us-east-1', () => {
    // /20 → /23, 512 − 5 = 507; 60 nodes in 2 zones: 30 × 20 = 600. In 3 zones 20 × 20 = 400, 20 × 30 = 600 full.
    const text = (region: string) => head.replace('us-west-2', region) + plain + small + group(60, '', 'nodeGroups');
    const small = 'vpc: { cidr: 10.0.0.0/20 }\n';
    expect(of(rule, text('us-east-1'))).toEqual([
      'warning: Each /23 that eksctl makes has 507 addresses: 30 nodes with one pod each take 600',
    ]);
    expect(of(rule, text('us-west-2'))).toEqual([
      'info: Each /23 that eksctl makes has 507 addresses: 20 nodes full of pods take 600',
    ]);
  });

  it('goes by what eksctl installs where nobody configures the CNI, as info that says so', () => {
    // /24 for 2 zones: /27 = 27 addresses each; 4 nodes: 2 × 10 = 20 idle and with one pod 2 × 20 = 40.
    expect(of(rule, `${head}${zones}vpc: { cidr: 10.0.0.0/24 }\n${group(4, '', 'nodeGroups')}`)).toEqual([
      'info: Each /27 that eksctl makes has 27 addresses: 2 nodes with one pod each take 40, with the VPC CNI as eksctl installs it',
    ]);
  });

  it('carves subnets for local zones too, in which only the groups that name them lie', () => {
    // (2 + 3) × 2 = 10 subnets of a /20: /24, 256 − 5 = 251. 26 nodes in 2 zones: 13 × 20 = 260; in 3 local zones 9 × 20 = 180.
    const text = `${head}${zones}localZones: [us-west-2-lax-1a, us-west-2-lax-1b, us-west-2-las-1a]\n${plain}vpc: { cidr: 10.0.0.0/20 }\n`;
    expect(of(rule, text + group(26, '', 'nodeGroups'))).toEqual([
      'warning: Each /24 that eksctl makes has 251 addresses: 13 nodes with one pod each take 260',
    ]);
    const local = 'localZones: [us-west-2-lax-1a, us-west-2-lax-1b, us-west-2-las-1a]';
    // 9 × 30 = 270 full.
    expect(of(rule, text + group(26, local, 'nodeGroups'))).toEqual([
      'info: Each /24 that eksctl makes has 251 addresses: 9 nodes full of pods take 270',
    ]);
  });

  it('holds the nodes of a group with EFA in one subnet', () => {
    // /23: 507. 26 × 20 = 520 in one; spread over two 13 × 20 = 260, and 13 × 30 = 390 full.
    const text = `${head}${zones}${plain}vpc: { cidr: 10.0.0.0/20 }\n`;
    expect(of(rule, text + group(26, '', 'nodeGroups'))).toEqual([]);
    for (const more of ['efaEnabled: true', 'efaEnabled: true, availabilityZones: [us-west-2b]']) {
      expect(of(rule, text + group(26, more, 'nodeGroups'))).toEqual([
        'warning: Each /23 that eksctl makes has 507 addresses: 26 nodes with one pod each take 520',
      ]);
    }
    // Which zone it will be nobody knows: the larger subnet counts, and the smaller one is left alone.
    const written = head + vpc('cidr: 10.0.0.0/26', 'cidr: 10.0.2.0/23') + plain;
    expect(of(rule, written + group(26, 'efaEnabled: true', 'nodeGroups'))).toEqual([
      'warning: 10.0.2.0/23 has 507 addresses: 26 nodes with one pod each take 520',
    ]);
    expect(of(rule, written + group(16, 'efaEnabled: true', 'nodeGroups'))).toEqual([]);
  });

  it('adds the nodes of an update, for managed groups only', () => {
    // /26: 59. 2 nodes × 20 = 40; max(2 × 2 zones, 1) = 4 more, 2 per zone: 4 × 20 = 80.
    const text = (kind: string) => head + vpc('cidr: 10.0.0.0/26', 'cidr: 10.0.1.0/26') + plain + group(4, '', kind);
    expect(of(rule, text('managedNodeGroups'))[0]).toBe(
      'warning: 10.0.0.0/26 has 59 addresses: 2 nodes with one pod each, and 2 more during an update of web, take 80',
    );
    // 2 × 30 = 60 full.
    expect(of(rule, text('nodeGroups'))[0]).toBe('info: 10.0.0.0/26 has 59 addresses: 2 nodes full of pods take 60');
  });

  it('takes maxUnavailable for the update where it is more', () => {
    // /24: 251. 6 nodes per zone × 20 = 120, max(4, 100 % of 12) = 12 more, 6 per zone: 240 fit. With 14 nodes 7 + 7: 280.
    const text = (size: number) =>
      head +
      vpc('cidr: 10.0.0.0/24', 'cidr: 10.0.1.0/24') +
      plain +
      group(size, 'maxPodsPerNode: 11, updateConfig: { maxUnavailablePercentage: 100 }');
    expect(of(rule, text(12))).toEqual([]);
    expect(of(rule, text(14))[0]).toContain('7 nodes with one pod each, and 7 more during an update of web, take 280');
  });

  it('adds up the groups of a zone, with the cheapest type of each', () => {
    // 4 nodes of t3.small (3 ENIs of 4: 8 with one pod) and 1 node of m5.large: 4 × 8 + 20 = 52 of 59; 5 × 8 + 20 = 60.
    const text = (small: number) =>
      `${head}${vpc('cidr: 10.0.0.0/26', 'cidr: 10.0.1.0/26')}${plain}nodeGroups:
  - { name: a, instanceType: m5.large, privateNetworking: true, maxSize: 1, availabilityZones: [us-west-2a], maxPodsPerNode: 11 }
  - { name: b, instancesDistribution: { instanceTypes: [m5.large, t3.small] }, privateNetworking: true, maxSize: ${small}, availabilityZones: [us-west-2a], maxPodsPerNode: 5 }
`;
    expect(of(rule, text(4))).toEqual([]);
    expect(of(rule, text(5))).toEqual(['warning: 10.0.0.0/26 has 59 addresses: 6 nodes with one pod each take 60']);
  });

  it('takes free addresses from the config file', () => {
    const config = (free: number) =>
      `# file: eni-lens.yaml\nclusters: [{ name: shop, files: [cluster.yaml], subnets: [{ id: subnet-0123456789abcdef0, freeAddresses: ${free} }] }]\n# file: cluster.yaml\n`;
    const text = head + vpc('az: us-west-2a', 'az: us-west-2b') + plain + group(4, 'maxPodsPerNode: 11', 'nodeGroups');
    expect(of(rule, config(40) + text)).toEqual([]);
    expect(of(rule, config(39) + text)).toEqual([
      'warning: subnet-0123456789abcdef0 has 39 free addresses: 2 nodes with one pod each take 40',
    ]);
  });

  it('gives the pods of custom networking the subnet of their ENIConfig', () => {
    // With one pod: the primary ENI and two of 10, of which the node's subnet pays one address: 20 for pods.
    const custom = addon(
      'AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: "true"',
      'ENI_CONFIG_LABEL_DEF: topology.kubernetes.io/zone',
    );
    const text = (pods: string) => `${head}vpc:
  id: vpc-0123456789abcdef0
  subnets:
    private:
      us-west-2a: { id: subnet-0123456789abcdef0, cidr: 10.0.0.0/28 }
      pods: { id: subnet-0123456789abcdef1, az: us-west-2a, cidr: ${pods} }
${custom}nodeGroups: [{ name: web, instanceType: m5.large, maxPodsPerNode: 20, subnets: [us-west-2a], maxSize: 2 }]
---
apiVersion: crd.k8s.amazonaws.com/v1alpha1
kind: ENIConfig
metadata: { name: us-west-2a }
spec: { subnet: subnet-0123456789abcdef1 }
`;
    expect(of(rule, text('10.0.1.0/27'))).toEqual([
      'warning: 10.0.1.0/27 has 27 addresses: 2 nodes with one pod each take 40',
    ]);
    expect(of(rule, text('10.0.1.0/26'))).toEqual([]);
  });

  it('counts prefixes, which need whole blocks', () => {
    // One prefix per node: 7 × (1 + 16) = 119 of 123 addresses, but a /25 has 8 − 2 = 6 whole blocks.
    const text = (size: number) =>
      head +
      vpc('cidr: 10.0.0.0/25', 'cidr: 10.0.1.0/25') +
      addon('ENABLE_PREFIX_DELEGATION: "true"', 'WARM_IP_TARGET: "1"', 'MINIMUM_IP_TARGET: "1"') +
      group(size, 'maxPodsPerNode: 12', 'nodeGroups');
    expect(of(rule, text(12))).toEqual([]);
    expect(of(rule, text(14))[0]).toBe(
      'warning: 10.0.0.0/25 holds 6 /28 prefixes: 7 nodes with one pod each take 7 prefixes',
    );
  });

  it.each([
    ['the size is a template', `${head}${zones}${plain}vpc: { cidr: 10.0.0.0/24 }\n${group('"${MAX}"')}`],
    ['the subnets have ids only', head + vpc('az: us-west-2a', 'az: us-west-2b') + plain + group(100)],
    ['an add-on cannot be seen', `${head}${zones}addons: [{ name: $CNI }]\nvpc: { cidr: 10.0.0.0/24 }\n${group(4)}`],
    [
      'a target is a template',
      `${head}${zones}${addon('WARM_IP_TARGET: "${N}"')}vpc: { cidr: 10.0.0.0/24 }\n${group(4)}`,
    ],
    [
      'pods have IPv6',
      `${head}${zones}${plain}kubernetesNetworkConfig: { ipFamily: IPv6 }\nvpc: { cidr: 10.0.0.0/24 }\n${group(4)}`,
    ],
    [
      'the VPC is there already',
      `${head}${zones}${plain}vpc: { id: vpc-0123456789abcdef0, cidr: 10.0.0.0/24 }\n${group(4)}`,
    ],
  ])('says nothing where %s', (_, text) => {
    expect(of(rule, text)).toEqual([]);
  });
});

describe('subnet-too-small in IPv6', () => {
  const rule = 'subnet-too-small';
  const others =
    '  - name: coredns\n  - name: kube-proxy\niam: { withOIDC: true }\nkubernetesNetworkConfig: { ipFamily: IPv6 }\n';
  // A /28 has 2^4 − 5 = 11 addresses. An update of a managed group in two zones adds max(2 × 2, 1) / 2 = 2 nodes in each.
  const text = (groups: string, env = addon('WARM_ENI_TARGET: "1"')) =>
    head + vpc('cidr: 10.0.0.0/28', 'cidr: 10.0.1.0/24') + env + others + groups;

  it('counts one address for each node, at the boundary', () => {
    // 11 in each of two zones, and 12; of a managed group 9 + 2 = 11, and 10 + 2 = 12.
    expect(of(rule, text(group(22, '', 'nodeGroups')))).toEqual([]);
    expect(of(rule, text(group(23, '', 'nodeGroups')))).toEqual([
      'warning: 10.0.0.0/28 has 11 addresses: 12 nodes take 12 in IPv4, one for each ENI',
    ]);
    expect(of(rule, text(group(18)))).toEqual([]);
    expect(of(rule, text(group(19)))).toEqual([
      'warning: 10.0.0.0/28 has 11 addresses: 10 nodes, and 2 more during an update of web, take 12 in IPv4, one for each ENI',
    ]);
  });

  it('counts the same whatever pods are expected, and whatever max pods is', () => {
    const pods = `# file: eni-lens.yaml\nexpectedPodsPerNode: 100\n# file: cluster.yaml\n`;
    expect(of(rule, pods + text(group(18)))).toEqual([]);
    expect(of(rule, pods + text(group(18, 'maxPodsPerNode: 200')))).toEqual([]);
  });

  it('counts a trunk ENI where the type carries one, shows the calculation and says what to do', () => {
    const trunks = addon('ENABLE_POD_ENI: "true"');
    const groups = (type: string) =>
      group(8, '', 'nodeGroups').replace('m5.large', type).replace('maxSize: 8', 'maxSize: 12');
    // t3.large has no trunk ENI: 6. m5.xlarge: 6 × 2 = 12.
    expect(of(rule, text(groups('t3.large'), trunks))).toEqual([]);
    const [found] = all(text(groups('m5.xlarge'), trunks)).filter((each) => each.rule === rule);
    expect(found?.message).toBe('10.0.0.0/28 has 11 addresses: 6 nodes take 12 in IPv4, one for each ENI');
    expect(found?.related?.map(({ message }) => message)).toEqual([
      'web in 2 zones: up to 6 m5.xlarge in one, 6 × 2 = 12',
    ]);
    expect(found?.advice).toBe(
      'Take larger subnets or fewer nodes: in IPv6 each node takes one IPv4 address, and one more for a trunk ENI',
    );
  });

  it('shows the calculation of the groups that take the most, and counts the others', () => {
    // 9 groups of 2, 4 … 18 nodes in two zones: the smallest has one in each.
    const groups = Array.from(
      { length: 9 },
      (_, at) => `  - { name: g${at}, instanceType: m5.large, privateNetworking: true, maxSize: ${2 * (at + 1)} }\n`,
    );
    const [found] = all(text(`nodeGroups:\n${groups.join('')}`)).filter((each) => each.rule === rule);
    expect(found?.message).toContain('45 nodes take 45 in IPv4');
    expect(found?.related?.at(-1)?.message).toBe('1 other groups: up to 1 nodes, together 1');
  });

  it.each([
    ['the CNI does not start', addon('ENABLE_PREFIX_DELEGATION: "false"')],
    ['a target is a template', addon('WARM_IP_TARGET: "${N}"')],
  ])('says nothing where %s', (_, env) => {
    expect(of(rule, text(group(100), env))).toEqual([]);
  });
});

describe('subnet-cannot-hold-prefix', () => {
  const rule = 'subnet-cannot-hold-prefix';
  const on = addon('ENABLE_PREFIX_DELEGATION: "true"');
  const text = (cidr: string, env = on, more = '') =>
    head + vpc(`cidr: ${cidr}`, 'cidr: 10.1.0.0/22') + env + group(2, more);

  it.each([
    ['10.0.0.0/28', 'error'],
    ['10.0.0.0/27', 'warning'],
  ])('judges %s', (cidr, severity) => {
    expect(of(rule, text(cidr))).toHaveLength(1);
    expect(of(rule, text(cidr))[0]).toMatch(severity);
  });

  it('says nothing about larger ones, other types, or without prefixes', () => {
    expect(of(rule, text('10.0.0.0/26'))).toEqual([]);
    expect(of(rule, text('10.0.0.0/28', plain))).toEqual([]);
    expect(of(rule, text('10.0.0.0/28').replace('m5.large', 'm4.large'))).toEqual([]);
    expect(of(rule, text('"${CIDR}"'))).toEqual([]);
  });

  it('silences subnet-too-small', () => {
    expect(of('subnet-too-small', text('10.0.0.0/27'))).toEqual([]);
  });
});

describe('ranges', () => {
  it.each([
    ['10.0.0.0/15', 1, 1],
    ['10.0.0.0/16', 0, 0],
    ['10.0.0.0/24', 0, 0],
    ['10.0.0.0/25', 1, 0],
    ['"${CIDR}"', 0, 0],
  ])('eksctl makes a VPC of %s', (cidr, count, besideSubnets) => {
    expect(of('vpc-cidr-size', `${head}vpc: { cidr: ${cidr} }\n`)).toHaveLength(count);
    // It looks at the size beside an id too; beside subnets it looks for the range in their VPC, which can have no such.
    expect(of('vpc-cidr-size', `${head}vpc: { id: vpc-0123456789abcdef0, cidr: ${cidr} }\n`)).toHaveLength(count);
    const subnets = 'subnets: { private: { us-west-2a: { id: subnet-0123456789abcdef0 } } }';
    expect(of('vpc-cidr-size', `${head}vpc: { cidr: ${cidr}, ${subnets} }\n`)).toHaveLength(besideSubnets);
  });

  it('are written from their first address', () => {
    const rule = 'cidr-host-bits';
    const text = (cidr: string) => `${head}vpc: { cidr: '${cidr}' } # ours\n`;
    checkFix(text('10.0.5.0/20'), { rule, expected: text('10.0.0.0/20') });
    const subnets = head + vpc('cidr: 10.0.0.1/24', 'cidr: 10.0.1.0/24');
    expect(of(rule, subnets)).toEqual([
      'warning: 10.0.0.1/24 names an address within its range: AWS takes it for 10.0.0.0/24',
    ]);
    checkClean(text('10.0.16.0/20'));
  });

  it.each([
    ['10.0.0.0/16', '192.168.1.0/24', 'error'],
    ['10.0.0.0/16', '172.20.1.0/24', 'error'],
    ['10.0.0.0/16', '198.19.0.0/20', 'warning'],
    ['10.0.0.0/16', '100.64.0.0/20', undefined],
    ['10.0.0.0/16', '10.1.0.0/20', undefined],
    ['172.16.0.0/16', '172.31.0.0/20', 'warning'],
    ['172.16.0.0/16', '172.20.0.0/20', undefined],
    ['192.168.0.0/16', '10.0.0.0/20', 'error'],
    ['100.64.0.0/16', '10.0.0.0/20', 'error'],
    ['10.0.0.0/16', '169.254.0.0/20', 'error'],
  ])('of one VPC: %s and %s', (first, second, severity) => {
    const text = head + vpc(`cidr: ${second}`, 'az: us-west-2b').replace('  subnets', `  cidr: ${first}\n  subnets`);
    expect(all(text).flatMap((each) => (each.rule === 'cidr-not-associable' ? [each.severity] : []))).toEqual(
      severity === undefined ? [] : [severity],
    );
  });

  it.each([
    ['10.100.0.0/16', '10.0.0.0/16', undefined],
    ['10.0.128.0/20', '10.0.0.0/16', 'it overlaps with 10.0.0.0/16'],
    ['10.0.0.0/12', '10.15.0.0/16', 'it overlaps with 10.15.0.0/16'],
    ['100.64.0.0/16', '10.0.0.0/16', 'it has to lie in 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16'],
    ['172.20.0.0/25', '10.0.0.0/16', 'it takes /12 to /24'],
    ['10.0.0.0/11', '192.168.0.0/16', 'it takes /12 to /24'],
  ])('of services: %s beside a VPC of %s', (service, range, expected) => {
    const rule = 'service-cidr-conflict';
    const text = (cidr: string) =>
      `${head}kubernetesNetworkConfig: { serviceIPv4CIDR: ${cidr} }\nvpc: { cidr: ${range} }\n`;
    const found = of(rule, text(service));
    expect(found).toHaveLength(expected === undefined ? 0 : 1);
    if (expected !== undefined) {
      expect(found[0]).toContain(expected);
      checkFix(text(service), { rule, expected: text('10.100.0.0/16') });
    }
  });

  it('of services are compared with the VPC eksctl makes of its own', () => {
    const text = (more: string) => `${head}kubernetesNetworkConfig: { serviceIPv4CIDR: 192.168.128.0/20 }\n${more}`;
    expect(of('service-cidr-conflict', text(''))[0]).toContain('192.168.0.0/16, the VPC that eksctl makes');
    // Where subnets are written the VPC is there already, and its range unknown.
    expect(
      of(
        'service-cidr-conflict',
        text('vpc: { subnets: { private: { us-west-2a: { id: subnet-0a1b2c3d4e5f60711 } } } }\n'),
      ),
    ).toEqual([]);
    expect(of('service-cidr-conflict', text('vpc: { id: vpc-0123456789abcdef0 }\n'))).toEqual([]);
  });

  it('beside the VPC are no part of it', () => {
    const rule = 'extra-cidrs-misused';
    const custom = addon(
      'AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: "true"',
      'ENI_CONFIG_LABEL_DEF: topology.kubernetes.io/zone',
    );
    const text = (inside: string, env = custom) => `${head}vpc: { ${inside} }\n${env}`;
    expect(of(rule, text('extraCIDRs: [100.64.0.0/16]'))).toHaveLength(1);
    expect(of(rule, text('extraCIDRs: [10.20.0.0/16]'))).toEqual([]);
    expect(of(rule, text('id: vpc-0123456789abcdef0, extraCIDRs: [100.64.0.0/16]'))).toEqual([]);
    // Subnets are those of an existing VPC, also without its id.
    const subnets = 'subnets: { private: { us-west-2a: { id: subnet-0123456789abcdef0 } } }';
    expect(of(rule, text(`${subnets}, extraCIDRs: [100.64.0.0/16]`))).toEqual([]);
    expect(of(rule, text('extraCIDRs: [100.64.0.0/16]', plain))).toEqual([]);
  });
});

describe('the cluster', () => {
  it('has a CNI, or a sign of one to come', () => {
    const rule = 'cni-addon-missing';
    const off = 'addonsConfig: { disableDefaultAddons: true }\n';
    expect(of(rule, head + off + group(2))).toHaveLength(1);
    for (const rest of [
      group(2, 'taints: [{ key: node.cilium.io/agent-not-ready, effect: NoExecute }]'),
      plain + group(2),
      `addons: [{ name: isovalent_cilium }]\n${group(2)}`,
      `addons: [{ name: tigera-operator }]\n${group(2)}`,
      group(2, 'taints: [{ key: node.antrea.io/agent-not-ready, effect: NoSchedule }]'),
      `${group(2)}---\napiVersion: operator.tigera.io/v1\nkind: Installation\nmetadata: { name: default }\nspec: { cni: { type: Calico } }\n`,
      `addons: "\${ADDONS}"\n${group(2)}`,
      `autoModeConfig: { enabled: true }\n${group(2)}`,
      '',
    ]) {
      expect(of(rule, head + off + rest)).toEqual([]);
    }
  });

  it.each(['amazon-vpc-cni', 'aws-vpc-cni', 'AWS-Node', 'amazon-vpc-cni-k8s', 'VPC-CNI', 'vpc_cni'])(
    'has no add-on %s',
    (name) => {
      const text = (as: string) => `${head}addons: [{ name: ${as} }, { name: coredns }]\n`;
      checkFix(text(name), { rule: 'addon-wrong-name', expected: text('vpc-cni') });
    },
  );

  it.each([
    ['VPC-CNI', 'warning'],
    ['aws-vpc-cni', 'error'],
  ])('may know %s, or not at all: %s', (name, severity) => {
    expect(
      all(`${head}addons: [{ name: ${name} }]\n`).flatMap((each) =>
        each.rule === 'addon-wrong-name' ? [each.severity] : [],
      ),
    ).toEqual([severity]);
  });

  it('has other add-ons of other names', () => {
    checkClean(`${head}addons: [{ name: vpc-cni }, { name: coredns }, { name: aws-ebs-csi-driver }]\n`);
    expect(
      of('addon-wrong-name', `${head}addons: [{ name: aws-network-flow-monitoring-agent }, { name: "\${CNI}" }]\n`),
    ).toEqual([]);
  });

  it.each(['1.30', '1.33', '1.3'])('has a version %s that is a string', (version) => {
    const text = (written: string) => `${head.replace('us-west-2 }', `us-west-2, version: ${written} }`)}`;
    checkFix(text(version), { rule: 'version-not-a-string', expected: text(`"${version}"`) });
    checkClean(text("'1.30'"));
    checkClean(text('${VERSION}'.replace('$', '"$').replace('}', '}"')));
  });

  it('of Auto Mode only has no use for settings', () => {
    const rule = 'auto-mode-ignores-settings';
    const fargate = 'fargateProfiles: [{ name: web, selectors: [{ namespace: web }] }]\n';
    const auto = `${head}autoModeConfig: { enabled: true }\n${fargate}`;
    const env = addon('WARM_ENI_TARGET: "2"');
    expect(of(rule, auto + env)).toHaveLength(1);
    expect(of(rule, auto + env + group(2))).toEqual([]);
    expect(of(rule, auto + plain)).toEqual([]);
    // eksctl refuses the add-on there, which is what has to be said.
    expect(of(rule, auto.replace(fargate, '') + env)).toEqual([]);
    expect(of('addon-rejected-by-eksctl', auto.replace(fargate, '') + env)).toHaveLength(1);
    expect(of(rule, auto.replace('true', 'false') + env)).toEqual([]);
    // What it refuses of the add-on for another reason is one finding, and settings without effect are another.
    const role = 'serviceAccountRoleARN: arn:aws:iam::111122223333:role/cni, useDefaultPodIdentityAssociations: true';
    const refused = env.replace('name: vpc-cni', `{ name: aws-ebs-csi-driver, ${role} }\n  - name: vpc-cni`);
    expect(of('addon-rejected-by-eksctl', auto + refused)).not.toEqual([]);
    expect(of(rule, auto + refused)).toHaveLength(1);
  });
});
