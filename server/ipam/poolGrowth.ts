import { availableIps, emptyCounts, type PoolCounts } from './pool.js';
import { isTooLow, isWarmTargetDefined, wantedCidrs } from './poolDecisions.js';
import type { WarmPoolConfig, WarmPoolDriver } from './warmPoolConfig.js';

/** From the lowest to the highest value, both possible; equal where only one is. */
export type Range = readonly [low: number, high: number];

/** What a pool may hold at the end of a step. */
export interface PoolBounds {
  readonly running: Range;
  readonly cidrs: Range;
  /** CIDRs no pod uses. */
  readonly free: Range;
  /** ENIs that may serve pods. */
  readonly enis: Range;
}

/** The most CIDRs and ENIs that were there to choose from when the pods up to number `pods` got their address. */
export interface Placement {
  readonly pods: number;
  readonly cidrs: number;
  readonly enis: number;
}

export interface Growth {
  readonly steps: readonly PoolBounds[];
  readonly placements: readonly Placement[];
}

/** ENIs that may serve pods once all are attached. */
export function servingEnis({ maxENI, customNet, podENI }: WarmPoolConfig): number {
  return Math.max(maxENI - 1 - (podENI ? 1 : 0), 0) + (customNet ? 0 : 1);
}

/** ENIs that serve pods in a pool which fills one before it attaches the next. */
export function filledEnis(config: WarmPoolConfig, slots: number, cidrs: number): number {
  return Math.max(slots > 0 ? Math.ceil(cidrs / slots) : 0, config.customNet ? 0 : 1);
}

/** A pool while it only grows: how many CIDRs its pods have touched lies in a range, everything else is one number. */
interface Reached extends PoolCounts {
  readonly touched: Range;
}

/**
 * All states a fresh node's pool may be in at the end of each step while pods only come. Of a growing pool only one thing is
 * random: which prefix a pod gets its address from, hence how many prefixes have pods. A growth asks for prefixes by that
 * number, so pools of different size may follow. The set of pools is followed tick by tick: few differ in size.
 * Needs a warm target above 0. Source: pkg/ipamd/ipamd.go and datastore/data_store.go of amazon-vpc-cni-k8s v1.23.1.
 */
export function growthBounds(config: WarmPoolConfig, steps: readonly number[], driver: WarmPoolDriver): Growth {
  const placements: Placement[] = [];
  const fresh: Reached = { ...emptyCounts(config), touched: [0, 0] };
  let states = adjust([fresh]);
  const play = (wanted: number, ticks: number): void => {
    for (let tick = 0; tick < ticks; tick++) {
      const next = adjust(states.map((state) => place(state, wanted, driver.burst)));
      placements.push(placementOf(config, states, next));
      const isSettled = isSame(states, next);
      states = next;
      if (isSettled) return;
    }
  };
  play(0, driver.settleTicksAtStart);
  const bounds = steps.map((wanted) => {
    play(wanted, driver.ticksPerStep);
    return hull(states);
  });
  return { steps: bounds, placements };
}

/** Pods go to any CIDR with an address left: they may fill the touched ones first, or touch a fresh one each. */
function place(state: Reached, wanted: number, burst: boolean): Reached {
  const { size, cidrs, touched } = state;
  const most = Math.min(wanted - state.running, availableIps(state));
  const added = burst ? most : Math.min(most, 1);
  if (added <= 0) return state;
  const running = state.running + added;
  return {
    ...state,
    running,
    touched: [Math.max(touched[0], Math.ceil(running / size)), Math.min(cidrs, touched[1] + added)],
  };
}

/** One growth of every pool; pools of the same size and pods become one. */
function adjust(states: readonly Reached[]): readonly Reached[] {
  const next = new Map<string, Reached>();
  for (const part of states.flatMap(partsThatGrowAlike)) {
    const grown = grow(part);
    const key = `${grown.cidrs} ${grown.running}`;
    const { touched } = next.get(key) ?? grown;
    next.set(key, {
      ...grown,
      touched: [Math.min(touched[0], grown.touched[0]), Math.max(touched[1], grown.touched[1])],
    });
  }
  return [...next.values()];
}

/** Only with a warm prefix target above 1 does the amount of a growth depend on the prefixes pods have touched. */
function partsThatGrowAlike(state: Reached): readonly Reached[] {
  const { config, slots, cidrs, touched } = state;
  const target = config.warmPrefix;
  const depends = config.pd && !isWarmTargetDefined(state) && target > 1 && isTooLow(state);
  if (!depends) return [state];
  const parts: Reached[] = [];
  let high = touched[1];
  while (high >= touched[0]) {
    const freeCidrs = cidrs - high;
    const sameAmountFrom = freeCidrs >= target - 1 ? touched[0] : Math.min(high, cidrs - target + slots);
    const low = Math.max(touched[0], sameAmountFrom);
    parts.push({ ...state, freeCidrs, touched: [low, high] });
    high = low - 1;
  }
  return parts;
}

function grow(state: Reached): Reached {
  if (!isTooLow(state)) return state;
  const { config, slots, cidrs } = state;
  const wanted = Math.min(wantedCidrs(state), slots);
  const enis = filledEnis(config, slots, cidrs);
  const room = enis * slots - cidrs;
  if (room === 0 && enis >= servingEnis(config)) return state;
  return { ...state, cidrs: cidrs + (room > 0 ? Math.min(wanted, room) : wanted) };
}

/** `before` is what the pods of one tick could choose from, `after` what came of it. */
function placementOf(config: WarmPoolConfig, before: readonly Reached[], after: readonly Reached[]): Placement {
  const cidrs = Math.max(...before.map((state) => state.cidrs));
  const pods = Math.max(...after.map((state) => state.running));
  return { pods, cidrs, enis: filledEnis(config, emptyCounts(config).slots, cidrs) };
}

function isSame(before: readonly Reached[], after: readonly Reached[]): boolean {
  return (
    before.length === after.length &&
    before.every((state, index) => {
      const other = after[index];
      return (
        other !== undefined &&
        state.cidrs === other.cidrs &&
        state.running === other.running &&
        state.touched[0] === other.touched[0] &&
        state.touched[1] === other.touched[1]
      );
    })
  );
}

function hull(states: readonly Reached[]): PoolBounds {
  const over = (low: (state: Reached) => number, high = low): Range => [
    Math.min(...states.map(low)),
    Math.max(...states.map(high)),
  ];
  return {
    running: over((state) => state.running),
    cidrs: over((state) => state.cidrs),
    free: over(
      (state) => state.cidrs - state.touched[1],
      (state) => state.cidrs - state.touched[0],
    ),
    enis: over(({ config, slots, cidrs }) => filledEnis(config, slots, cidrs)),
  };
}
