import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { servablePods } from '../../server/ipam/maxPods.js';
import type { Arrange } from '../../server/ipam/pool.js';
import { type PoolRanges, poolRanges } from '../../server/ipam/poolRanges.js';
import {
  type PoolState,
  settledState,
  simulateInOrder,
  simulateWarmPool,
  warmPoolMoments,
} from '../../server/ipam/warmPool.js';
import { defaultDriver, type WarmPoolConfig, warmPoolConfig } from '../../server/ipam/warmPoolConfig.js';
import { instanceLimits } from '../../server/model/instanceTypes.js';
import { m5Large } from '../harness/pool.js';
import { podNumber, poolConfig, runs, slowDriver } from './arbitrary.js';

const someSteps = fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 4 });
const someDriver = fc.record({
  burst: fc.boolean(),
  remove: fc.constant('lifo' as const),
  ticksPerStep: fc.constantFrom(3, 30, 80, 140),
  settleTicksAtStart: fc.constantFrom(0, 12),
  tickSeconds: fc.constant(5),
});

describe('a node in any order of visits', () => {
  it('stays within the ranges', () => {
    fc.assert(
      fc.property(poolConfig, someSteps, someDriver, fc.integer(), (config, steps, driver, seed) => {
        const ranges = poolRanges(config, steps, driver);
        for (const arrange of [undefined, shuffling(seed), shuffling(seed + 1)]) {
          const states = simulateInOrder(config, steps, driver, arrange);
          states.forEach((state, step) => {
            expect(fieldsOutside(state, ranges[step])).toEqual([]);
          });
        }
      }),
      runs(1000),
    );
  });

  it('is never above the limits of its type, and counts what it holds rightly', () => {
    fc.assert(
      fc.property(poolConfig, someSteps, someDriver, (config, steps, driver) => {
        for (const { state } of warmPoolMoments(config, steps, driver)) {
          const size = config.pd ? 16 : 1;
          expect(state.enis).toBeLessThanOrEqual(config.maxENI);
          expect(Math.max(0, ...state.cidrsPerENI)).toBeLessThanOrEqual(config.ipv4PerENI - 1);
          expect(state.totalIPs).toBe(state.cidrsPerENI.reduce((sum, cidrs) => sum + cidrs, 0) * size);
          expect(state.subnetIPs).toBe(state.enis + state.totalIPs);
          expect(state.idleIPs).toBe(state.totalIPs - state.running);
          expect(state.running).toBeLessThanOrEqual(Math.min(state.pods, state.totalIPs));
        }
      }),
      runs(500),
    );
  });

  it('is never below its targets at rest, unless max pods or the type stop it', () => {
    fc.assert(
      fc.property(poolConfig, someSteps, (config, steps) => {
        const states = simulateWarmPool(config, steps, slowDriver);
        for (const state of states) {
          const isFull = state.totalIPs >= config.maxPods || state.totalIPs === capacityOf(config);
          if (isFull || state.initError !== undefined || !hasWarmTarget(config)) continue;
          expect(state.idleIPs).toBeGreaterThanOrEqual(wantedIdle(config, state));
          expect(state.totalIPs).toBeGreaterThanOrEqual(config.minIP);
        }
      }),
      runs(500),
    );
  });
});

describe('the moments of a play', () => {
  it('end with the states of the play, in the order of time', () => {
    const steps = [5, 20, 3];
    const moments = [...warmPoolMoments(m5Large, steps)];
    const states = simulateWarmPool(m5Large, steps);
    for (const [step, state] of states.entries()) {
      expect(moments.filter((moment) => moment.step === step).at(-1)?.state).toEqual(state);
    }
    const times = moments.map(({ seconds }) => seconds);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    // 12 ticks before the first step and 80 in each, of 5 s.
    expect(times.at(-1)).toBe((12 + 3 * 80) * 5);
  });

  it('show how the pool of an m5.large grows for 20 pods', () => {
    const growth = [...warmPoolMoments(m5Large, [20])].map(({ seconds, state }) => [
      seconds,
      state.running,
      state.totalIPs,
    ]);
    // Started with one ENI of 9; each tick the pods that have an address come and one ENI follows.
    expect(growth).toEqual([
      [0, 0, 9],
      [60, 0, 9],
      [65, 9, 18],
      [70, 18, 27],
      [75, 20, 27],
      [460, 20, 27],
    ]);
  });
});

describe('the pool of an instance type', () => {
  const settings = {
    prefixDelegation: true,
    customNetworking: false,
    podEni: false,
    trunkSlotAlwaysReserved: false,
    maxEni: undefined,
    warmEniTarget: 1,
    warmIpTarget: 0,
    minimumIpTarget: 0,
    warmPrefixTarget: 1,
    cooldownSeconds: 30,
  };

  it.each(['m5.large', 'm5.metal', 'm4.large', 't3.large', 'p4d.24xlarge', 'hpc6id.32xlarge'])(
    'is filled by exactly the pods %s can serve, whatever the settings',
    (type) => {
      const limits = instanceLimits(type);
      if (!limits) throw new Error(`${type} is not in the table`);
      for (const trunkSlotAlwaysReserved of [false, true]) {
        for (const customNetworking of [false, true]) {
          for (const maxEni of [undefined, 1, 2, 3]) {
            for (const podEni of [false, true]) {
              const given = { ...settings, customNetworking, maxEni, podEni, trunkSlotAlwaysReserved };
              const config = warmPoolConfig(limits, given, 1_000_000);
              const { running } = settledState(config, 1_000_000, slowDriver);
              expect(running).toBe(servablePods(limits, given).pods - 2);
            }
          }
        }
      }
    },
  );
});

describe('absurd numbers', () => {
  it.each<[string, Partial<WarmPoolConfig>, number]>([
    ['no ENI', { maxENI: 0 }, 5],
    ['no addresses', { ipv4PerENI: 0 }, 5],
    ['numbers that are none', { maxENI: Number.NaN, ipv4PerENI: Number.NaN, warmIP: Number.NaN }, Number.NaN],
    ['negative numbers', { maxENI: -3, warmENI: -1, warmPrefix: -5, maxPods: -1, cooldown: -1 }, -7],
    [
      'infinite numbers',
      { maxENI: Number.POSITIVE_INFINITY, warmIP: Number.POSITIVE_INFINITY },
      Number.POSITIVE_INFINITY,
    ],
    ['a million pods', { maxPods: 1e6 }, 1e6],
    ['a warm target of 10⁹', { warmIP: 1e9, maxPods: 1e9 }, 10],
    [
      'a warm prefix target of 10⁹ and ENIs without end',
      { pd: true, warmPrefix: 1e9, maxENI: 1e9, ipv4PerENI: 1e9, maxPods: 1e9 },
      1e9,
    ],
  ])('%s: give a state that holds together, soon', (_, changes, pods) => {
    const started = performance.now();
    const config = { ...m5Large, ...changes };
    const [state] = simulateWarmPool(config, [pods]);
    const [range] = poolRanges(config, [pods]);
    expect(performance.now() - started).toBeLessThan(2000);
    if (!state) throw new Error('no state');
    expect(fieldsOutside(state, range)).toEqual([]);
    expect(state.enis).toBeGreaterThanOrEqual(1);
    expect(state.running).toBeLessThanOrEqual(state.totalIPs);
  });

  it('plays no more than a day of ticks, and none of no length', () => {
    const driver = { ...defaultDriver, ticksPerStep: 1e12, tickSeconds: 0 };
    const [state] = simulateWarmPool({ ...m5Large, warmENI: 0 }, [9], driver);
    // An ENI every 65 s of the 17,280 × 5 s played.
    expect(state?.ec2CallsByKind.createEni).toBeLessThanOrEqual((17_280 * 5) / 60);
  });
});

const rangeFields = [
  'running',
  'enis',
  'totalIPs',
  'idleIPs',
  'prefixes',
  'freePrefixes',
  'subnetIPs',
] as const satisfies readonly (keyof PoolState & keyof PoolRanges)[];

function fieldsOutside(state: PoolState, ranges: PoolRanges | undefined): readonly string[] {
  if (!ranges) return ['no ranges'];
  const outside = rangeFields.filter(
    (field) => !(ranges[field][0] <= state[field] && state[field] <= ranges[field][1]),
  );
  const isSpreadRight = !ranges.cidrsPerENI || JSON.stringify(ranges.cidrsPerENI) === JSON.stringify(state.cidrsPerENI);
  return isSpreadRight ? outside : [...outside, 'cidrsPerENI'];
}

function hasWarmTarget(config: WarmPoolConfig): boolean {
  if (config.warmIP > 0) return true;
  if (config.minIP > 0) return false;
  return config.pd ? config.warmPrefix > 0 : config.warmENI > 0;
}

function wantedIdle(config: WarmPoolConfig, { running, pods }: PoolState): number {
  expect(running).toBe(pods);
  if (config.warmIP > 0) return config.warmIP;
  return config.pd ? 16 * config.warmPrefix : (config.ipv4PerENI - 1) * config.warmENI;
}

function capacityOf(config: WarmPoolConfig): number {
  return settledState({ ...config, maxPods: 1e6 }, 1e6, slowDriver).totalIPs;
}

/** A seeded shuffle of every visit: one of the orders Go may take. */
function shuffling(seed: number): Arrange {
  let state = seed >>> 0;
  const below = (limit: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
  return (items) => {
    const shuffled = [...items];
    for (let last = shuffled.length - 1; last > 0; last--) {
      const other = below(last + 1);
      const [a, b] = [shuffled[last], shuffled[other]];
      if (a === undefined || b === undefined) continue;
      shuffled[last] = b;
      shuffled[other] = a;
    }
    return shuffled;
  };
}

it('plays as many pods as there are numbers for', () => {
  fc.assert(
    fc.property(poolConfig, podNumber, (config, pods) => {
      expect(settledState(config, pods).pods).toBe(pods);
    }),
    runs(50),
  );
});
