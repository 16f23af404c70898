import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import instanceTypes from '../../schemas/instance-types.json' with { type: 'json' };
import { type SettledForm, settledForm } from '../../server/ipam/closedForm.js';
import type { PoolState } from '../../server/ipam/warmPool.js';
import type { WarmPoolConfig } from '../../server/ipam/warmPoolConfig.js';
import { m5Large } from '../harness/pool.js';
import { podNumber, poolConfig, runs } from './arbitrary.js';
import { everyRest } from './everyWay.js';
import { inTwoParts, settledState, slowDriver, tickByTick } from './plays.js';

const m5TwoXlarge: WarmPoolConfig = { ...m5Large, maxENI: 4, ipv4PerENI: 15, maxPods: 58 };
const t3Small: WarmPoolConfig = { ...m5Large, maxENI: 3, ipv4PerENI: 4, maxPods: 110 };

const fields = ['running', 'enis', 'totalIPs', 'prefixes', 'subnetIPs'] as const;
const oneByOne = { ...slowDriver, burst: false };

describe('the closed form where growth passes max pods', () => {
  it.each([
    // The first growth asks for all 110 prefixes and gets the 14 an ENI holds: 14 × 16 = 224 ≥ 58 ends growth.
    ['m5.2xlarge, WARM_PREFIX_TARGET 110, max pods 58', { pd: true, warmPrefix: 110 }, 0, [224, 224]],
    ['m5.2xlarge, WARM_PREFIX_TARGET 110, max pods 110', { pd: true, warmPrefix: 110, maxPods: 110 }, 0, [224, 224]],
    // 224 < 230, so a second ENI is filled: 2 × 224.
    ['m5.2xlarge, WARM_PREFIX_TARGET 110, max pods 230', { pd: true, warmPrefix: 110, maxPods: 230 }, 0, [448, 448]],
    // The first growth asks for 5 prefixes where max pods needs ceil(58 / 16) = 4.
    ['m5.2xlarge, WARM_PREFIX_TARGET 5, max pods 58', { pd: true, warmPrefix: 5 }, 0, [80, 80]],
    // 14, 28, 42 are below 58, so the fourth ENI is filled too: 56.
    ['m5.2xlarge, WARM_IP_TARGET 100, max pods 58', { warmIP: 100 }, 0, [56, 56]],
    // 14 < 20; the second growth asks for 25 − 14 = 11: 25.
    ['m5.2xlarge, MINIMUM_IP_TARGET 25, max pods 20', { warmIP: 1, minIP: 25, maxPods: 20 }, 0, [25, 25]],
    // One by one, 10 pods and 10 warm addresses are the 20 of max pods. Where 9 pods have led to 9 + 10 = 19 and 10 more come at
    // once, the last growth wants 19 + 10 = 29 and stops at the end of the second ENI: 28.
    ['m5.2xlarge, WARM_IP_TARGET 10, max pods 20, 30 pods', { warmIP: 10, maxPods: 20 }, 30, [20, 28]],
    // Without a warm target nothing is missing beyond ceil(40 / 16) = 3 prefixes, whatever the pods.
    ['m5.2xlarge, MINIMUM_IP_TARGET 40, prefixes', { pd: true, minIP: 40 }, 50, [48, 48]],
  ] as const)('%s', (_, changes, pods, addresses) => {
    expect(settledForm({ ...m5TwoXlarge, ...changes }, pods)?.totalIPs).toEqual(addresses);
  });
});

describe('the closed form of a settled pool', () => {
  it('has the very ends that all ways in which pods may come lead to, on all small pools', () => {
    const wrong = smallPools().filter(([config, pods]) => {
      const form = settledForm(config, pods);
      return JSON.stringify(form?.totalIPs) !== JSON.stringify(everyRest(config, pods));
    });
    expect(wrong.slice(0, 5)).toEqual([]);
  });

  it('does so whatever the settings', () => {
    fc.assert(
      fc.property(smallConfig, fc.integer({ min: 0, max: 60 }), (config, pods) => {
        const form = settledForm(config, pods);
        if (!form || canBeRestless(config)) return;
        expect(form.totalIPs).toEqual(everyRest(config, pods));
      }),
      runs(3000),
    );
  });

  it('begins with what the simulator reaches by pods that come one by one, and holds what they reach at once', () => {
    fc.assert(
      fc.property(anyConfig, podNumber, (config, pods) => {
        expectAgreement(config, pods);
      }),
      runs(3000),
    );
  });

  it('does so for the sizes of all instance types', () => {
    const sizes = new Set(instanceTypes.limits.map(([enis, ipv4PerENI]) => `${enis} ${ipv4PerENI}`));
    for (const size of sizes) {
      const [maxENI = 0, ipv4PerENI = 0] = size.split(' ').map(Number);
      for (const config of realConfigs(maxENI, ipv4PerENI)) {
        for (const pods of [0, 1, config.maxPods - 2]) expectAgreement(config, pods);
      }
    }
  });

  it.each<[string, WarmPoolConfig, number]>([
    ['m5.2xlarge, warm prefixes', { ...m5TwoXlarge, pd: true, warmPrefix: 3 }, 56],
    ['m5.2xlarge, warm prefixes, many pods', { ...m5TwoXlarge, pd: true, warmPrefix: 3, maxPods: 110 }, 70],
    ['m5.2xlarge, warm prefixes beyond max pods', { ...m5TwoXlarge, pd: true, warmPrefix: 20, maxPods: 230 }, 30],
    ['m5.2xlarge, warm addresses', { ...m5TwoXlarge, warmIP: 8, maxPods: 20 }, 18],
    ['m5.2xlarge, warm addresses beyond max pods', { ...m5TwoXlarge, warmIP: 30, maxPods: 29 }, 27],
    ['t3.small, warm prefixes', { ...t3Small, pd: true, warmPrefix: 4 }, 58],
    ['t3.small, warm addresses', { ...t3Small, warmIP: 3, minIP: 5, maxPods: 8 }, 6],
  ])('has both ends from the simulator where pods come in two parts: %s', (_, config, pods) => {
    const addresses = inTwoParts(config, pods).map(({ totalIPs }) => totalIPs);
    expect(settledForm(config, pods)?.totalIPs).toEqual([Math.min(...addresses), Math.max(...addresses)]);
  });

  it('has both numbers of ENIs of a pool without a warm ENI, whose last comes and goes while the others are full', () => {
    // m5.large, 9 pods fill the 9 slots of the primary ENI.
    const config = { ...m5Large, warmENI: 0 };
    expect(settledForm(config, 9)?.enis).toEqual([1, 2]);
    expect(settledForm(config, 8)?.enis).toEqual([1, 1]);
    for (const changes of [{}, { customNet: true }, { podENI: true }, { maxPods: 9 }, { maxENI: 2 }]) {
      for (let pods = 0; pods <= 30; pods++) {
        const states = tickByTick({ ...config, ...changes }, [pods], { ...slowDriver, ticksPerStep: 60 }).slice(30);
        const enis = states.map((state) => state.enis);
        expect(settledForm({ ...config, ...changes }, pods)?.enis).toEqual([Math.min(...enis), Math.max(...enis)]);
      }
    }
  });

  it('says nothing of a node that does not start', () => {
    const config = { ...m5Large, maxENI: 1, customNet: true };
    expect(settledForm(config, 3)).toBeUndefined();
    expect(settledState(config, 3).initError).toBe('Failed to attach any ENIs for custom networking');
  });

  it('says nothing of prefixes without a target, which the CNI refuses', () => {
    for (const maxPods of [0, 110]) {
      expect(settledForm({ ...m5Large, pd: true, warmPrefix: 0, maxPods }, 3)).toBeUndefined();
    }
  });
});

function expectAgreement(config: WarmPoolConfig, pods: number): void {
  const form = settledForm(config, pods);
  const slow = settledState(config, pods, oneByOne);
  if (!form) {
    expect(slow.initError !== undefined || isRefused(config)).toBe(true);
    return;
  }
  expect(slow.initError).toBeUndefined();
  if (!canBeRestless(config)) expect(lowEnds(form)).toEqual(fields.map((field) => slow[field]));
  const fast = settledState(config, pods);
  const fastest = settledState(config, pods, { ...slowDriver, settleTicksAtStart: 0 });
  for (const state of [slow, fast, fastest]) expect(outside(form, state)).toEqual([]);
}

function lowEnds(form: SettledForm): readonly number[] {
  return fields.map((field) => form[field][0]);
}

function outside(form: SettledForm, state: PoolState): readonly string[] {
  return fields.filter((field) => state[field] < form[field][0] || form[field][1] < state[field]);
}

function isRefused({ pd, warmIP, minIP, warmPrefix }: WarmPoolConfig): boolean {
  return pd && warmIP === 0 && minIP === 0 && warmPrefix === 0;
}

/** Without any target but a warm ENI target of 0. */
function canBeRestless({ pd, warmIP, minIP, warmENI }: WarmPoolConfig): boolean {
  return !pd && warmIP === 0 && minIP === 0 && warmENI === 0;
}

const target = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 9 }), fc.integer({ min: 10, max: 120 }));
const switches = { pd: fc.boolean(), customNet: fc.boolean(), podENI: fc.boolean() };

/** Pools small enough to try everything. */
const smallConfig: fc.Arbitrary<WarmPoolConfig> = fc.record({
  ...switches,
  maxENI: fc.integer({ min: 0, max: 4 }),
  ipv4PerENI: fc.integer({ min: 0, max: 5 }),
  warmENI: fc.integer({ min: 0, max: 5 }),
  warmIP: target,
  minIP: target,
  warmPrefix: fc.integer({ min: 0, max: 20 }),
  maxPods: fc.oneof(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 300 })),
  cooldown: fc.constantFrom(0, 30),
});

/** Any settings on any size, with targets from none to far above max pods. */
const anyConfig: fc.Arbitrary<WarmPoolConfig> = fc
  .record({
    config: poolConfig,
    maxENI: fc.integer({ min: 0, max: 16 }),
    ipv4PerENI: fc.integer({ min: 1, max: 64 }),
    warmIP: fc.oneof(target, fc.integer({ min: 0, max: 2000 })),
    minIP: fc.oneof(target, fc.integer({ min: 0, max: 2000 })),
    warmPrefix: fc.oneof(target, fc.integer({ min: 0, max: 2000 })),
    maxPods: fc.integer({ min: 0, max: 300 }),
  })
  .map(({ config, ...rest }) => ({ ...config, ...rest }));

/** On each small size every target from none to above all max pods. */
function smallPools(): readonly (readonly [WarmPoolConfig, number])[] {
  const sizes = [1, 2, 3].flatMap((maxENI) => [2, 3, 5].map((ipv4PerENI) => ({ maxENI, ipv4PerENI })));
  const addresses = [0, 1, 2, 4, 7, 13, 30].flatMap((warmIP) => [0, 3, 8, 13].map((minIP) => ({ warmIP, minIP })));
  const single = addresses
    .filter(({ warmIP, minIP }) => warmIP + minIP > 0)
    .flatMap((targets) => [1, 2, 3, 4, 5, 7, 8, 9, 40].map((maxPods) => ({ ...targets, maxPods, pd: false })));
  const prefixes = [1, 2, 3, 4, 5, 8, 20].flatMap((warmPrefix) =>
    [1, 16, 17, 33, 64, 65, 96, 900].map((maxPods) => ({ warmPrefix, maxPods, pd: true })),
  );
  const byAddresses = [1, 17, 40, 90].flatMap((warmIP) =>
    [0, 40].flatMap((minIP) => [1, 17, 33, 64, 900].map((maxPods) => ({ warmIP, minIP, maxPods, pd: true }))),
  );
  return sizes.flatMap((size) =>
    [...single, ...prefixes, ...byAddresses].flatMap((targets) =>
      (targets.pd ? [0, 1, 3, 5, 16, 17, 33, 60] : [0, 1, 2, 3, 5, 8, 11]).map(
        (pods) => [{ ...m5Large, ...size, ...targets }, pods] as const,
      ),
    ),
  );
}

/** Targets people write, and some above max pods. */
function realConfigs(maxENI: number, ipv4PerENI: number): readonly WarmPoolConfig[] {
  const targets = [
    { warmENI: 1 },
    { warmENI: 3 },
    { warmIP: 1 },
    { warmIP: 5, minIP: 10 },
    { warmIP: 2, minIP: 60 },
    { warmIP: 150 },
    { minIP: 20 },
  ];
  const ofPrefixes = [{ warmPrefix: 1 }, { warmPrefix: 2 }, { warmPrefix: 110 }, { warmIP: 5, minIP: 40 }];
  return [...targets.map((set) => ({ ...set, pd: false })), ...ofPrefixes.map((set) => ({ ...set, pd: true }))].flatMap(
    (set) =>
      [29, 58, 110, maxENI * (ipv4PerENI - 1) + 2].flatMap((maxPods) =>
        [false, true].map((customNet) => ({ ...m5Large, maxENI, ipv4PerENI, ...set, maxPods, customNet })),
      ),
  );
}
