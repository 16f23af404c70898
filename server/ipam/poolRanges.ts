import { emptyCounts } from './pool.js';
import { isWarmTargetDefined } from './poolDecisions.js';
import { growthBounds, type Placement, type PoolBounds, type Range } from './poolGrowth.js';
import { anything, boundsAtRest } from './poolRest.js';
import { type PoolState, simulateWarmPool } from './warmPool.js';
import {
  boundedConfig,
  boundedDriver,
  boundedPods,
  defaultDriver,
  type WarmPoolConfig,
  type WarmPoolDriver,
} from './warmPoolConfig.js';

/** What a node may hold, whatever order the real program's random visits take. Fields as in `PoolState`. */
export interface PoolRanges {
  readonly pods: number;
  readonly running: Range;
  readonly enis: Range;
  readonly trunk: number;
  /** Undefined where more than one distribution is possible. */
  readonly cidrsPerENI: readonly number[] | undefined;
  readonly totalIPs: Range;
  readonly idleIPs: Range;
  readonly prefixes: Range;
  readonly freePrefixes: Range;
  readonly subnetIPs: Range;
  readonly initError: string | undefined;
}

/**
 * The range of every number `simulateWarmPool` gives as one, over all orders in which the real program may visit its ENIs and
 * addresses. While pods only come, the ranges are those of a walk through all sizes the pool may take; from the first step
 * that removes pods on they follow from what must hold when the pool is at rest, and may be wider than what happens.
 * Takes the same arguments, with the same treatment of absurd ones.
 */
export function poolRanges(
  writtenConfig: WarmPoolConfig,
  writtenSteps: readonly number[],
  writtenDriver: WarmPoolDriver = defaultDriver,
): readonly PoolRanges[] {
  const config = boundedConfig(writtenConfig);
  const steps = writtenSteps.map(boundedPods);
  const states = simulateWarmPool(config, steps, writtenDriver);
  const fall = steps.findIndex((pods, step) => step > 0 && pods < (steps[step - 1] ?? 0));
  const rising = fall < 0 ? steps.length : fall;
  const bounds = allBounds(config, steps, rising, boundedDriver(writtenDriver));
  let isSpreadKnown = true;
  return states.map((state, step) => {
    const known = bounds[step];
    // With max pods 0 the pool never has an address.
    const isExact = state.initError !== undefined || config.maxPods === 0 || (!config.pd && step < rising);
    if (isExact || !known) return exactly(state);
    isSpreadKnown = hasOneSpread(config, known, step < rising, isSpreadKnown ? bounds[step - 1] : undefined);
    return asRanges(config, state, known, isSpreadKnown);
  });
}

/** Whether the CIDRs can lie on the ENIs in one way only. `before` is the step before, where the same was true of it. */
function hasOneSpread(
  config: WarmPoolConfig,
  { cidrs, enis }: PoolBounds,
  isRising: boolean,
  before: PoolBounds | undefined,
): boolean {
  if (cidrs[0] !== cidrs[1] || enis[0] !== enis[1]) return false;
  if (isRising || enis[0] <= 1 || cidrs[0] === enis[0] * emptyCounts(config).slots) return true;
  return (
    before !== undefined &&
    before.cidrs[0] === cidrs[0] &&
    before.cidrs[1] === cidrs[0] &&
    before.enis[0] === enis[0] &&
    before.enis[1] === enis[0]
  );
}

function allBounds(
  config: WarmPoolConfig,
  steps: readonly number[],
  rising: number,
  driver: WarmPoolDriver,
): readonly PoolBounds[] {
  const counts = emptyCounts(config);
  // A target of no warm prefix at all adds and releases a prefix for ever, which no bounds at rest describe.
  if (config.pd && config.warmPrefix === 0 && !isWarmTargetDefined(counts)) {
    return steps.map((pods) => anything(counts, pods));
  }
  const growth = growthBounds(config, steps.slice(0, rising), driver);
  const bounds = [...growth.steps];
  let placements: readonly Placement[] = growth.placements;
  for (const pods of steps.slice(rising)) {
    const before = bounds.at(-1) ?? anything(counts, 0);
    const after = boundsAtRest(config, driver, before, pods, placements);
    bounds.push(after);
    const kept = placements.filter((placement) => placement.pods <= pods);
    placements = [...kept, { pods: after.running[1], cidrs: after.cidrs[1], enis: after.enis[1] }];
  }
  return bounds;
}

function exactly(state: PoolState): PoolRanges {
  const one = (value: number): Range => [value, value];
  return {
    pods: state.pods,
    running: one(state.running),
    enis: one(state.enis),
    trunk: state.trunk,
    cidrsPerENI: state.cidrsPerENI,
    totalIPs: one(state.totalIPs),
    idleIPs: one(state.idleIPs),
    prefixes: one(state.prefixes),
    freePrefixes: one(state.freePrefixes),
    subnetIPs: one(state.subnetIPs),
    initError: state.initError,
  };
}

function asRanges(
  config: WarmPoolConfig,
  state: PoolState,
  { running, cidrs, free, enis }: PoolBounds,
  isSpreadKnown: boolean,
): PoolRanges {
  const { size } = emptyCounts(config);
  const others = state.trunk + (config.customNet ? 1 : 0);
  const totalIPs: Range = [cidrs[0] * size, cidrs[1] * size];
  const attached: Range = [enis[0] + others, enis[1] + others];
  return {
    pods: state.pods,
    running,
    enis: attached,
    trunk: state.trunk,
    cidrsPerENI: isSpreadKnown ? state.cidrsPerENI : undefined,
    totalIPs,
    idleIPs: [Math.max(0, totalIPs[0] - running[1]), totalIPs[1] - running[0]],
    prefixes: config.pd ? cidrs : [0, 0],
    freePrefixes: config.pd ? free : [0, 0],
    subnetIPs: [attached[0] + totalIPs[0], attached[1] + totalIPs[1]],
    initError: undefined,
  };
}
