import { emptyCounts, type PoolCounts } from './pool.js';
import { ENI_MIN_LIFE_SECONDS, isWarmTargetDefined, RELEASE_INTERVAL_SECONDS } from './poolDecisions.js';
import { filledEnis, type Placement, type PoolBounds, type Range, servingEnis } from './poolGrowth.js';
import type { WarmPoolConfig, WarmPoolDriver } from './warmPoolConfig.js';

/**
 * What a pool may hold at rest after pods were removed, at some time, from a pool that was in `before`. Which ENIs and
 * CIDRs the remaining pods are on is random; the bounds follow from what the pool loop leaves alone: nothing is missing to the
 * targets unless max pods or the type's limits are reached, and nothing above them is free. `placements` says what the
 * remaining pods could choose from, so how far they may be spread. Where a step is too short to come to rest, anything may be.
 * Source: the conditions in poolDecisions.ts, read from amazon-vpc-cni-k8s v1.23.1.
 */
export function boundsAtRest(
  config: WarmPoolConfig,
  driver: WarmPoolDriver,
  before: PoolBounds,
  pods: number,
  placements: readonly Placement[],
): PoolBounds {
  const counts = emptyCounts(config);
  if (!comesToRest(counts, driver, before, pods)) return anything(counts, pods);
  const spread = pods <= before.running[0] ? spreadOf(config, counts, pods, placements) : undefined;
  const step: Step = { counts, before, pods, spread, capacity: servingEnis(config) * counts.slots };
  if (isWarmTargetDefined(counts)) return withEnis(step, singleAddressTargets(step));
  return config.pd ? withEnis(step, warmPrefixTarget(step)) : warmEniTarget(step);
}

/** No bounds but those of the instance type. */
export function anything(counts: PoolCounts, pods: number): PoolBounds {
  const { config, size, slots } = counts;
  const enis = servingEnis(config);
  return {
    running: [0, Math.min(pods, enis * slots * size)],
    cidrs: [0, enis * slots],
    free: [0, enis * slots],
    enis: [filledEnis(config, slots, 0), enis],
  };
}

interface Step {
  readonly counts: PoolCounts;
  readonly before: PoolBounds;
  readonly pods: number;
  /** How far the remaining pods may be spread; undefined in a step that adds pods. */
  readonly spread: Placement | undefined;
  /** CIDRs the type can hold. */
  readonly capacity: number;
}

type CidrBounds = Omit<PoolBounds, 'enis'>;

/**
 * What is too much is released once the interval is over; ENIs go, one a tick, when they are old and none of their addresses
 * cools; and each tick in which something is missing brings a pod, a CIDR or an ENI.
 */
function comesToRest(
  { config, size, slots }: PoolCounts,
  { ticksPerStep, tickSeconds, burst }: WarmPoolDriver,
  before: PoolBounds,
  pods: number,
): boolean {
  const waits = ENI_MIN_LIFE_SECONDS + 2 * RELEASE_INTERVAL_SECONDS + 2 * config.cooldown;
  const capacity = servingEnis(config) * slots * size;
  const coming = Math.min(Math.max(pods - before.running[0], 0), capacity);
  const targets = Math.min(Math.max(config.warmIP, config.minIP, config.warmPrefix * size), capacity);
  const growthTicks = Math.ceil((coming + targets) / size) + (burst ? coming : 2 * coming);
  return Math.ceil(waits / tickSeconds) + servingEnis(config) + 4 + growthTicks <= ticksPerStep;
}

function spreadOf(
  config: WarmPoolConfig,
  { size, slots }: PoolCounts,
  pods: number,
  placements: readonly Placement[],
): Placement {
  let cidrs = 0;
  let enis = 0;
  let placed = 0;
  for (const placement of placements) {
    if (placed >= pods) break;
    if (placement.pods <= placed) continue;
    cidrs = Math.max(cidrs, placement.cidrs);
    enis = Math.max(enis, placement.enis);
    placed = placement.pods;
  }
  return {
    pods,
    cidrs: size === 1 ? pods : Math.min(pods, cidrs),
    enis: Math.max(enis, filledEnis(config, slots, 0)),
  };
}

/** `WARM_IP_TARGET` and `MINIMUM_IP_TARGET`: addresses are released one by one down to the targets, prefixes while unused. */
function singleAddressTargets({ counts, before, pods, spread, capacity }: Step): CidrBounds {
  const { config, size } = counts;
  const minimum = Math.ceil(config.minIP / size);
  const needed = Math.max(Math.ceil((pods + config.warmIP) / size), minimum);
  // Without a warm target nothing is missing once the minimum is there, however many pods wait.
  const asked = config.warmIP > 0 ? needed : minimum;
  const grown = Math.min(capacity, Math.ceil(config.maxPods / size), asked);
  const canGrow = !spread || before.cidrs[0] < grown;
  const most = canGrow ? Math.max(before.cidrs[1], Math.min(capacity, asked)) : before.cidrs[1];
  const touched = touchedRange(counts, pods, spread, most);
  const low = Math.max(grown, Math.min(before.cidrs[0], needed));
  const high = Math.max(low, Math.min(most, Math.max(needed, touched[1])));
  return {
    running: [Math.min(pods, low * size), Math.min(pods, high * size)],
    cidrs: [low, high],
    free: [Math.max(0, low - touched[1]), Math.max(0, Math.min(high, needed) - touched[0])],
  };
}

/** `WARM_PREFIX_TARGET`: prefixes above the target are released while unused. */
function warmPrefixTarget({ counts, before, pods, spread, capacity }: Step): CidrBounds {
  const { config, size } = counts;
  const target = config.warmPrefix;
  const filled = Math.ceil(pods / size);
  const grown = Math.min(capacity, Math.ceil(config.maxPods / size), target + filled);
  const canGrow = !spread || before.cidrs[0] < grown;
  const most = canGrow ? Math.max(before.cidrs[1], Math.min(capacity, filled + 2 * target - 1)) : before.cidrs[1];
  const touched = touchedRange(counts, pods, spread, most);
  const low = Math.max(grown, Math.min(before.cidrs[0], touched[0] + target));
  const high = Math.max(low, Math.min(most, touched[1] + target));
  const unused = (cidrs: number, used: number): number => Math.max(0, Math.min(target, cidrs - used));
  const least = Math.max(grown, spread ? before.cidrs[0] : 0);
  return {
    running: [Math.min(pods, low * size), Math.min(pods, high * size)],
    cidrs: [low, high],
    free: [unused(least, touched[1]), unused(most, touched[0])],
  };
}

/** `WARM_ENI_TARGET`: whole ENIs only. */
function warmEniTarget({ counts, before, pods, spread }: Step): PoolBounds {
  const { config, slots } = counts;
  const target = config.warmENI;
  const usable = servingEnis(config);
  const primary = filledEnis(config, slots, 0);
  const enough = Math.min(
    Math.ceil(config.maxPods / slots),
    target > 0 ? Math.ceil(pods / slots) + target : Math.floor(pods / slots) + 1,
  );
  const low = Math.max(primary, Math.min(usable, enough));
  // Without a warm ENI the last one comes and goes when the others are exactly full.
  const lowest = target > 0 ? low : Math.max(primary, Math.min(low, Math.ceil(pods / slots)));
  const surplus = Math.max(low, Math.min(usable, Math.ceil(pods / slots) + target), spread?.enis ?? usable);
  const enis: Range = [lowest, Math.max(low, Math.min(surplus, before.enis[1]))];
  const cidrs: Range = [enis[0] * slots, enis[1] * slots];
  return {
    running: [Math.min(pods, cidrs[0]), Math.min(pods, cidrs[1])],
    cidrs,
    free: [Math.max(0, cidrs[0] - pods), Math.max(0, cidrs[1] - pods)],
    enis,
  };
}

function touchedRange({ size }: PoolCounts, pods: number, spread: Placement | undefined, most: number): Range {
  const least = Math.ceil(pods / size);
  return [least, Math.max(least, Math.min(pods, most, spread?.cidrs ?? most))];
}

/**
 * ENIs that hold so many CIDRs. After a removal those stay that have pods, those that hold free CIDRs, and, where a target
 * needs more than the others have, those that hold none.
 */
function withEnis({ counts, before, spread }: Step, bounds: CidrBounds): PoolBounds {
  const { config, slots } = counts;
  const low = filledEnis(config, slots, bounds.cidrs[0]);
  const filled = filledEnis(config, slots, bounds.cidrs[1]);
  const kept =
    spread && emptyEnisGo(counts, bounds) ? Math.min(before.enis[1], spread.enis + bounds.free[1]) : before.enis[1];
  return { ...bounds, enis: [low, Math.max(filled, kept)] };
}

function emptyEnisGo({ config, size }: PoolCounts, { running, cidrs, free }: CidrBounds): boolean {
  const held = cidrs[0] * size;
  const warm = Math.ceil(config.warmIP / size) * size;
  const minimum = Math.ceil(config.minIP / size) * size;
  if (config.warmIP !== 0 && held - running[1] < warm) return false;
  if (held < minimum) return false;
  return !config.pd || free[0] >= config.warmPrefix;
}
