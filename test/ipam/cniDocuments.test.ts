import { describe, expect, it } from 'vitest';
import { poolRanges } from '../../server/ipam/poolRanges.js';
import type { WarmPoolConfig } from '../../server/ipam/warmPoolConfig.js';
import { m5Large } from '../harness/pool.js';
import { settledState, slowDriver } from './plays.js';

/* The worked tables of the CNI's own documents, with max pods raised so that it never limits. */

const t3Small: WarmPoolConfig = { ...m5Large, maxENI: 3, ipv4PerENI: 4, maxPods: 110 };
const p3dn: WarmPoolConfig = { ...m5Large, maxENI: 15, ipv4PerENI: 50, maxPods: 737 };

// https://github.com/aws/amazon-vpc-cni-k8s/blob/v1.23.1/docs/eni-and-ip-target.md lines 22 to 41; all rows agree with the code.
describe('docs/eni-and-ip-target.md', () => {
  it.each([
    [22, t3Small, { warmENI: 1 }, 0, [1, 3, 3, [3]]],
    [23, t3Small, { warmENI: 1 }, 5, [3, 9, 4, [3, 3, 3]]],
    [24, t3Small, { warmENI: 1 }, 9, [3, 9, 0, [3, 3, 3]]],
    [26, t3Small, { warmIP: 1, minIP: 1 }, 0, [1, 1, 1, [1]]],
    [27, t3Small, { warmIP: 1, minIP: 1 }, 5, [2, 6, 1, [3, 3]]],
    [28, t3Small, { warmIP: 1, minIP: 1 }, 9, [3, 9, 0, [3, 3, 3]]],
    [30, t3Small, { warmIP: 2, minIP: 5 }, 0, [2, 5, 5, [3, 2]]],
    [31, t3Small, { warmIP: 2, minIP: 5 }, 5, [3, 7, 2, [3, 3, 1]]],
    [32, t3Small, { warmIP: 2, minIP: 5 }, 9, [3, 9, 0, [3, 3, 3]]],
    [34, p3dn, { warmENI: 1 }, 0, [1, 49, 49, [49]]],
    [35, p3dn, { warmENI: 1 }, 3, [2, 98, 95, [49, 49]]],
    [36, p3dn, { warmENI: 1 }, 95, [3, 147, 52, [49, 49, 49]]],
    [38, p3dn, { warmIP: 5, minIP: 10 }, 0, [1, 10, 10, [10]]],
    [39, p3dn, { warmIP: 5, minIP: 10 }, 7, [1, 12, 5, [12]]],
    [40, p3dn, { warmIP: 5, minIP: 10 }, 15, [1, 20, 5, [20]]],
    [41, p3dn, { warmIP: 5, minIP: 10 }, 45, [2, 50, 5, [49, 1]]],
  ] as const)('line %i', (_, size, targets, pods, expected) => {
    const state = settledState({ ...size, ...targets }, pods);
    expect([state.enis, state.totalIPs, state.idleIPs, state.cidrsPerENI]).toEqual(expected);
  });
});

// https://github.com/aws/amazon-vpc-cni-k8s/blob/v1.23.1/docs/prefix-and-ip-target.md lines 21 to 44: ENIs, prefixes, unused IPs.
describe('docs/prefix-and-ip-target.md', () => {
  it.each([
    [21, t3Small, { warmPrefix: 1 }, 0, [1, 1, 16]],
    [22, t3Small, { warmPrefix: 1 }, 5, [1, 2, 27]],
    [23, t3Small, { warmPrefix: 1 }, 16, [1, 2, 16]],
    [24, t3Small, { warmPrefix: 1 }, 17, [1, 3, 31]],
    [25, t3Small, { warmPrefix: 1 }, 58, [2, 5, 22]],
    [27, t3Small, { warmIP: 1, minIP: 1 }, 0, [1, 1, 16]],
    [28, t3Small, { warmIP: 1, minIP: 1 }, 5, [1, 1, 11]],
    [29, t3Small, { warmIP: 1, minIP: 1 }, 17, [1, 2, 15]],
    [30, t3Small, { warmIP: 1, minIP: 1 }, 58, [2, 4, 6]],
    [33, t3Small, { warmIP: 7, minIP: 20 }, 5, [1, 2, 27]],
    [34, t3Small, { warmIP: 7, minIP: 20 }, 17, [1, 2, 15]],
    [35, t3Small, { warmIP: 7, minIP: 20 }, 58, [2, 5, 22]],
    [37, p3dn, { warmPrefix: 1 }, 0, [1, 1, 16]],
    [41, p3dn, { warmIP: 5, minIP: 10 }, 0, [1, 1, 16]],
    [42, p3dn, { warmIP: 5, minIP: 10 }, 7, [1, 1, 9]],
    [43, p3dn, { warmIP: 5, minIP: 10 }, 15, [1, 2, 17]],
  ] as const)('line %i', (_, size, targets, pods, expected) => {
    const state = settledState({ ...size, pd: true, ...targets }, pods);
    expect([state.enis, state.prefixes, state.idleIPs]).toEqual(expected);
  });

  // What the code does where the document is wrong; the document's own numbers are in docs/cni-documentation-errors.md.
  it.each([
    [32, t3Small, { warmIP: 7, minIP: 20 }, 0, [1, 2, 32], [2, 2]],
    [38, p3dn, { warmPrefix: 1 }, 3, [1, 2, 29], [0, 1]],
    [39, p3dn, { warmPrefix: 1 }, 95, [1, 7, 17], [0, 1]],
    [44, p3dn, { warmIP: 5, minIP: 10 }, 45, [1, 4, 19], [0, 1]],
  ] as const)('line %i, which is wrong', (_, size, targets, pods, expected, freePrefixes) => {
    const config = { ...size, pd: true, ...targets };
    const state = settledState(config, pods);
    expect([state.enis, state.prefixes, state.idleIPs]).toEqual(expected);
    const oneByOne = { ...slowDriver, burst: false };
    expect(poolRanges(config, [pods], oneByOne)[0]?.freePrefixes).toEqual(freePrefixes);
  });

  it('stops at one prefix where max pods was not raised: 16 addresses are more than 11 pods', () => {
    const state = settledState({ ...t3Small, maxPods: 11, pd: true }, 11);
    expect([state.prefixes, state.running]).toEqual([1, 11]);
  });
});

// README.md lines 89 and 90, m4.4xlarge (8 ENIs of 30): the README counts a warm ENI also for 0 pods.
describe('README.md on WARM_ENI_TARGET', () => {
  it.each([
    [0, 1],
    [1, 2],
    [29, 2],
    [30, 3],
    [58, 3],
  ])('%i pods: %i ENIs', (pods, enis) => {
    const config = { ...m5Large, maxENI: 8, ipv4PerENI: 30, maxPods: 234 };
    expect(settledState(config, pods).enis).toBe(enis);
  });
});
