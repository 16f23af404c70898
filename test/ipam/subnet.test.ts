import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cidrSize, containsCidr, formatCidr, type Ipv4Cidr, overlaps, parseCidr } from '../../server/ipam/cidr.js';
import { prefixCapacity, unavailableNodes, updateSurge, usableAddresses } from '../../server/ipam/subnet.js';
import { runs } from './arbitrary.js';

function cidr(text: string): Ipv4Cidr {
  const reading = parseCidr(text);
  if (reading.kind === 'invalid') throw new Error(`${text}: ${reading.because}`);
  return reading.cidr;
}

const anyCidr = fc
  .tuple(fc.nat(2 ** 32 - 1), fc.integer({ min: 0, max: 32 }))
  .map(([address, prefixLength]) => ({ address: address - (address % 2 ** (32 - prefixLength)), prefixLength }));

describe('an IPv4 block', () => {
  it('is read and written', () => {
    expect(parseCidr('10.0.0.0/16')).toEqual({
      kind: 'cidr',
      cidr: { address: 10 * 2 ** 24, prefixLength: 16 },
      hasHostBits: false,
    });
    expect(formatCidr(cidr('255.255.255.255/32'))).toBe('255.255.255.255/32');
    expect(formatCidr(cidr('0.0.0.0/0'))).toBe('0.0.0.0/0');
    fc.assert(
      fc.property(anyCidr, (block) => {
        expect(cidr(formatCidr(block))).toEqual(block);
      }),
      runs(200),
    );
  });

  it('is known by its first address where the text names another, as AWS stores it', () => {
    const reading = parseCidr('100.68.0.18/18');
    expect(reading).toMatchObject({ kind: 'cidr', hasHostBits: true });
    expect(formatCidr(cidr('100.68.0.18/18'))).toBe('100.68.0.0/18');
  });

  it.each([
    ['', 'shape'],
    ['10.0.0.0', 'shape'],
    ['10.0.0/16', 'shape'],
    [' 10.0.0.0/16', 'shape'],
    ['10.0.0.0/-1', 'shape'],
    ['fd00::/8', 'shape'],
    ['10.0.0.256/24', 'octet'],
    ['10.0.0.99999999999999999999/24', 'octet'],
    ['10.0.010.0/24', 'leadingZero'],
    ['10.0.0.0/016', 'leadingZero'],
    ['10.0.0.0/33', 'prefixLength'],
  ] as const)('%j is none: %s', (text, because) => {
    expect(parseCidr(text)).toEqual({ kind: 'invalid', because });
  });

  it('contains and overlaps as its addresses do', () => {
    expect(containsCidr(cidr('10.0.0.0/16'), cidr('10.0.255.0/24'))).toBe(true);
    expect(containsCidr(cidr('10.0.0.0/16'), cidr('10.1.0.0/24'))).toBe(false);
    expect(containsCidr(cidr('10.0.0.0/24'), cidr('10.0.0.0/16'))).toBe(false);
    expect(overlaps(cidr('10.0.0.0/24'), cidr('10.0.0.0/16'))).toBe(true);
    expect(overlaps(cidr('10.0.0.0/24'), cidr('10.0.1.0/24'))).toBe(false);
    fc.assert(
      fc.property(anyCidr, anyCidr, (one, other) => {
        const share =
          Math.max(one.address, other.address) < Math.min(one.address + cidrSize(one), other.address + cidrSize(other));
        expect(overlaps(one, other)).toBe(share);
      }),
      runs(300),
    );
  });
});

describe('a subnet', () => {
  // 2^(32 − n) − 5; VPC user guide, subnet sizing.
  it.each([
    [16, 65_531],
    [19, 8187],
    [24, 251],
    [25, 123],
    [26, 59],
    [27, 27],
    [28, 11],
    [30, 0],
  ])('/%i has %i usable addresses', (prefixLength, addresses) => {
    expect(usableAddresses(prefixLength)).toBe(addresses);
  });

  // All aligned /28 blocks but the first and the last: 2^(28 − n) − 2.
  it.each([
    [19, 510],
    [20, 254],
    [22, 62],
    [24, 14],
    [25, 6],
    [26, 2],
    [27, 0],
    [28, 0],
    [32, 0],
  ])('/%i has room for %i prefixes', (prefixLength, prefixes) => {
    expect(prefixCapacity(prefixLength)).toBe(prefixes);
  });
});

describe('a managed node group during an update', () => {
  // EKS user guide: 5 zones and one unavailable node are up to 10 nodes more; 20 unavailable ones are 20.
  it.each([
    [5, 1, 10],
    [5, 20, 20],
    [3, 1, 6],
  ])('%i zones, maxUnavailable %i: %i nodes more', (zones, maxUnavailable, surge) => {
    expect(updateSurge({ zones, maxUnavailable })).toBe(surge);
  });

  it('counts a percentage of its nodes as a whole number, rounded up', () => {
    expect(unavailableNodes(6, 50)).toBe(3);
    expect(unavailableNodes(7, 50)).toBe(4);
  });
});
