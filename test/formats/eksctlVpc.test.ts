import { describe, expect, it } from 'vitest';
import { formatCidr } from '../../server/ipam/cidr.js';
import type { MadeSubnet, MadeVpc } from '../../server/model/madeVpc.js';
import { sizesOf } from '../../server/model/nodeGroup.js';
import { resource, resources } from '../harness/read.js';

const clusterText = (rest: string, region = 'us-west-2'): string =>
  `apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: { name: shop, region: ${region} }\n${rest}\n`;
const made = (rest: string, region?: string): MadeVpc | undefined =>
  resource(clusterText(rest, region), 'cluster').madeVpc;

const zoneList = (count: number) => `[${'abcdefghi'.slice(0, count).split('').join(', ')}]`;

/** The zones that subnets of a kind are made in, and their size: `a b c /19`. */
function carving(vpc: MadeVpc | undefined, access: MadeSubnet['access'] = 'private'): string {
  const subnets = vpc?.subnets.filter((each) => each.access === access) ?? [];
  const sizes = [...new Set(subnets.map(({ prefixLength }) => ` /${prefixLength}`))];
  return `${subnets.map(({ zone, isLocal }) => `${zone ?? '?'}${isLocal ? ' (local)' : ''}`).join(' ')}${sizes.join('')}`;
}

describe('the subnets that eksctl carves', () => {
  // A public and a private one for each zone: up to 8 are eighths (3 bits more), up to 16 sixteenths (4 bits more).
  it.each([
    ['2 zones: 4 subnets, eighths: 16 + 3', 2, '10.0.0.0/16', 'a b /19'],
    ['3 zones: 6', 3, '10.0.0.0/16', 'a b c /19'],
    ['4 zones: 8', 4, '10.0.0.0/16', 'a b c d /19'],
    ['5 zones: 10, sixteenths: 16 + 4', 5, '10.0.0.0/16', 'a b c d e /20'],
    ['8 zones: 16', 8, '10.0.0.0/16', 'a b c d e f g h /20'],
    ['17 + 3', 3, '10.0.0.0/17', 'a b c /20'],
    ['20 + 3', 3, '10.0.0.0/20', 'a b c /23'],
    ['23 + 3', 3, '10.0.0.0/23', 'a b c /26'],
    ['24 + 3', 3, '10.0.0.0/24', 'a b c /27'],
    ['24 + 4', 5, '10.0.0.0/24', 'a b c d e /28'],
  ])('%s', (_, zones, cidr, expected) => {
    const vpc = made(`availabilityZones: ${zoneList(zones)}\nvpc: { cidr: ${cidr} }`);
    expect([carving(vpc), carving(vpc, 'public'), vpc?.zonesAreChosen]).toEqual([expected, expected, false]);
  });

  it('count local zones, which only some groups use', () => {
    // (3 + 2) × 2 = 10 subnets, sixteenths of a /20: 20 + 4.
    const vpc = made('availabilityZones: [a, b, c]\nlocalZones: [x, y]\nvpc: { cidr: 10.0.0.0/20 }');
    expect(carving(vpc)).toBe('a b c x (local) y (local) /24');
    // (2 + 2) × 2 = 8.
    expect(carving(made('availabilityZones: [a, b]\nlocalZones: [x, y]\nvpc: { cidr: 10.0.0.0/20 }'))).toContain('/23');
  });

  it('are those of the zones eksctl chooses where none are written', () => {
    for (const [region, expected] of [
      ['us-west-2', '? ? ? /19'],
      ['us-east-1', '? ? /19'],
      ['us-west-1', '? ? /19'],
      ['ca-central-1', '? ? ? /19'],
      ['"${REGION}"', '? ? ? /19'],
    ] as const) {
      expect([carving(made('', region)), made('', region)?.zonesAreChosen]).toEqual([expected, true]);
    }
    expect(carving(made('availabilityZones: []'))).toBe('? ? ? /19');
    expect(carving(made('outpost: { controlPlaneOutpostARN: arn:aws:outposts:us-west-2:1:outpost/op-1 }'))).toBe(
      '? /19',
    );
    expect(carving(made('outpost: { controlPlaneOutpostARN: "" }'))).toBe('? ? ? /19');
  });

  it('are divided in another way in IPv6: by two more than there are, rounded up to a power of two', () => {
    const ipv6 = (zones: number) =>
      carving(made(`availabilityZones: ${zoneList(zones)}\nkubernetesNetworkConfig: { ipFamily: ipv6 }`));
    // 3 × 2 + 2 = 8, 3 bits; 4 × 2 + 2 = 10, 4 bits; 8 × 2 + 2 = 18, 5 bits.
    expect([ipv6(3), ipv6(4), ipv6(8)]).toEqual(['a b c /19', 'a b c d /20', 'a b c d e f g h /21']);
  });

  it('of one zone written twice are made once, although both count for the size', () => {
    // 5 zones written, 10 subnets.
    expect(carving(made('availabilityZones: [a, b, c, c, c]'))).toBe('a b c /20');
  });

  it('are private only in a fully private cluster', () => {
    const vpc = made('privateCluster: { enabled: true }\navailabilityZones: [a, b]');
    expect([carving(vpc), carving(vpc, 'public')]).toEqual(['a b /19', '']);
  });

  it.each([
    ['a /15', 'vpc: { cidr: 10.0.0.0/15 }', 'vpcSize'],
    ['a /25', 'vpc: { cidr: 10.0.0.0/25 }', 'vpcSize'],
    ['one zone', 'availabilityZones: [a]', 'tooFewZones'],
    // 9 × 2 = 18.
    ['nine zones', `availabilityZones: ${zoneList(9)}`, 'tooManySubnets'],
    ['eight zones and a local one', `availabilityZones: ${zoneList(8)}\nlocalZones: [x]`, 'tooManySubnets'],
  ])('are refused of %s', (_, rest, expected) => {
    expect([made(rest)?.refused, made(rest)?.subnets]).toEqual([expected, []]);
  });

  it('are not known where a template decides', () => {
    expect(made('vpc: { cidr: "${CIDR}" }')).toMatchObject({ cidr: undefined, subnets: [], refused: undefined });
    expect(made('availabilityZones: "${ZONES}"')?.subnets).toEqual([]);
    expect(made('localZones: "${ZONES}"')?.subnets).toEqual([]);
  });
});

describe('the VPC that eksctl makes', () => {
  const range = (rest: string): string | undefined => {
    const cidr = made(rest)?.cidr;
    return cidr && formatCidr(cidr);
  };

  it('has the written range, else 192.168.0.0/16', () => {
    expect([range(''), range('vpc: { cidr: 10.1.0.0/18 }'), range('vpc: { cidr: ten }')]).toEqual([
      '192.168.0.0/16',
      '10.1.0.0/18',
      undefined,
    ]);
    expect([range('vpc: { subnets: {} }'), range('vpc: { subnets: { private: {} } }')]).toEqual([
      '192.168.0.0/16',
      '192.168.0.0/16',
    ]);
  });

  it.each([
    ['an id is written', 'id: vpc-0123456789abcdef0', ['vpc-cidr-size']],
    ['subnets are', 'subnets: { private: { a: { id: subnet-0123456789abcdef0 } } }', []],
    ['a template may hold them', 'subnets: "${SUBNETS}"', []],
  ])('is none where %s, and is measured where eksctl carves', (_, fields, refused) => {
    const rest = `vpc: { cidr: 10.0.0.0/28, ${fields} }`;
    expect(made(rest)).toBeUndefined();
    const problems = resources(clusterText(rest), 'shapeProblem');
    expect(problems.flatMap((each) => (each.fault === 'refused' ? each.rule : []))).toEqual(refused);
  });

  it('is none where a template may hold all of it', () => {
    expect(made('vpc: "${VPC}"')).toBeUndefined();
  });
});

describe('a group of eksctl', () => {
  const read = (kind: string, fields: string) =>
    resource(
      `apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: { name: shop }\n${kind}: [{ name: g, ${fields} }]\n`,
      'nodeGroup',
    );
  const managed = (fields: string) => read('managedNodeGroups', fields);
  const selfManaged = (fields: string) => read('nodeGroups', fields);

  // min, desired and max: the minimum is the desired number or 2, the maximum the desired number or the minimum.
  it.each([
    ['nothing', 'spot: true', [2, 2, 2]],
    ['minSize: 3', 'minSize: 3', [3, 3, 3]],
    ['desiredCapacity: 4', 'desiredCapacity: 4', [4, 4, 4]],
    ['maxSize: 5', 'maxSize: 5', [2, 2, 5]],
    ['minSize: 1, desiredCapacity: 4', 'minSize: 1, desiredCapacity: 4', [1, 4, 4]],
    ['minSize: 1, maxSize: 9', 'minSize: 1, maxSize: 9', [1, 1, 9]],
    ['all', 'minSize: 1, desiredCapacity: 2, maxSize: 9', [1, 2, 9]],
  ])('of %s has the sizes eksctl gives it', (_, fields, expected) => {
    for (const group of [managed(fields), selfManaged(fields)]) {
      const sizes = sizesOf(group);
      expect([sizes?.min, sizes?.desired, sizes?.max]).toEqual(expected);
    }
  });

  it('of no nodes may have one, where it is managed', () => {
    expect([sizesOf(managed('minSize: 0'))?.max, sizesOf(selfManaged('minSize: 0'))?.max]).toEqual([1, 0]);
    expect(sizesOf(managed('minSize: 0, maxSize: 0'))?.max).toBe(0);
  });

  it('has no sizes anybody knows where a template decides', () => {
    expect(sizesOf(managed('minSize: "${MIN}"'))).toBeUndefined();
  });

  it.each([
    ['in one subnet with a zone', managed('efaEnabled: true, availabilityZones: [a]'), 'subnet'],
    ['in one subnet with a subnet', managed('efaEnabled: true, subnets: [a]'), 'subnet'],
    ['in one subnet with local zones', selfManaged('efaEnabled: true, localZones: [x, y]'), 'subnet'],
    ['in one zone with nothing', managed('efaEnabled: true, availabilityZones: []'), 'zone'],
    ['nowhere with its own placement group', managed('efaEnabled: true, placement: { groupName: p }'), undefined],
    ['nowhere with a capacity reservation', managed('efaEnabled: true, capacityReservation: {}'), undefined],
    ['in one zone, self-managed, with one', selfManaged('efaEnabled: true, capacityReservation: {}'), 'zone'],
    ['nowhere without EFA', managed('efaEnabled: false, availabilityZones: [a]'), undefined],
  ] as const)('holds its nodes together %s', (_, group, expected) => {
    expect(group.nodesTogether).toBe(expected);
  });
});
