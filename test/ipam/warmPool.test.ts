import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { servablePods } from '../../server/ipam/maxPods.js';
import type { Arrange } from '../../server/ipam/pool.js';
import { type PoolRanges, poolRanges } from '../../server/ipam/poolRanges.js';
import { type PoolState, simulateInOrder, simulateWarmPool } from '../../server/ipam/warmPool.js';
import { defaultDriver, type WarmPoolConfig, warmPoolConfig } from '../../server/ipam/warmPoolConfig.js';
import { instanceLimits } from '../../server/model/instanceTypes.js';
import { m5Large } from '../harness/pool.js';
import { podNumber, poolConfig, runs } from './arbitrary.js';
import { settledState, slowDriver, tickByTick } from './plays.js';

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

  it('holds nothing where max pods is 0, also once pods are wanted no more', () => {
    const config = { ...m5Large, maxPods: 0 };
    expect(poolRanges(config, [3, 0]).map(({ totalIPs }) => totalIPs)).toEqual([
      [0, 0],
      [0, 0],
    ]);
  });

  it('is never above the limits of its type, and counts what it holds rightly', () => {
    fc.assert(
      fc.property(poolConfig, someSteps, someDriver, (config, steps, driver) => {
        for (const state of tickByTick(config, steps, driver)) {
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

describe('a play tick by tick', () => {
  it('comes to the states of the play as a whole, which passes over ticks without a change', () => {
    fc.assert(
      fc.property(poolConfig, someSteps, someDriver, (config, steps, driver) => {
        const states = tickByTick(config, steps, driver);
        const ends = steps.map((_, step) => states[(step + 1) * driver.ticksPerStep - 1]);
        expect(ends).toEqual(simulateWarmPool(config, steps, driver));
      }),
      runs(500),
    );
  });

  it('shows how the pool of an m5.large grows for 20 pods', () => {
    const growth = tickByTick(m5Large, [0, 20], { ...defaultDriver, ticksPerStep: 4 });
    // Started with one ENI of 9; each tick the pods that have an address come and one ENI follows.
    expect(growth.map(({ running, totalIPs }) => [running, totalIPs])).toEqual([
      ...[0, 0, 0, 0].map((running) => [running, 9]),
      [9, 18],
      [18, 27],
      [20, 27],
      [20, 27],
    ]);
  });
});

describe('a node with custom networking that may have no pod', () => {
  it('starts, as its pool is not too low', () => {
    expect(settledState({ ...m5Large, customNet: true, maxENI: 1, maxPods: 0 }, 0).initError).toBeUndefined();
    expect(settledState({ ...m5Large, customNet: true, maxENI: 1, maxPods: 1 }, 0).initError).toBeDefined();
  });
});

describe('the pool of an instance type', () => {
  const settings = {
    prefixDelegation: true,
    customNetworking: false,
    podEni: false,
    trunkSlotAlwaysReserved: false,
    growsPastMaxPods: false,
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
              const given = {
                ...settings,
                growsPastMaxPods: false,
                customNetworking,
                maxEni,
                podEni,
                trunkSlotAlwaysReserved,
              };
              const config = warmPoolConfig(limits, given, 1_000_000);
              const { running } = settledState(config, 1_000_000);
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
  ])('%s: give a state that holds together, by few changes', (_, changes, pods) => {
    const config = { ...m5Large, ...changes };
    const [state] = simulateWarmPool(config, [pods]);
    const [range] = poolRanges(config, [pods]);
    if (!state) throw new Error('no state');
    // One growth at the start and one in each tick.
    expect(state.ec2Calls).toBeLessThanOrEqual(1 + defaultDriver.settleTicksAtStart + defaultDriver.ticksPerStep);
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
  return settledState({ ...config, maxPods: 1e6 }, 1e6).totalIPs;
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
      expect(simulateWarmPool(config, [pods])[0]?.pods).toBe(pods);
    }),
    runs(50),
  );
});
