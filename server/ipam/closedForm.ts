import { emptyCounts, type PoolCounts } from './pool.js';
import { isTooLow, isWarmTargetDefined } from './poolDecisions.js';
import { filledEnis, type Range, servingEnis } from './poolGrowth.js';
import { boundedConfig, boundedPods, type WarmPoolConfig } from './warmPoolConfig.js';

/**
 * What a fresh node holds once its pods have come and the pool is at rest. Of each range both ends are reached, by some way in
 * which pods may come: one by one, all at once or in batches, at the node's start or later, on whichever addresses are free.
 */
export interface SettledForm {
  readonly running: Range;
  /** All ENIs: primary, trunk and those of pods. */
  readonly enis: Range;
  /** Pod addresses held, 16 per prefix. */
  readonly totalIPs: Range;
  readonly prefixes: Range;
  /** Addresses taken from subnets: one per ENI and `totalIPs`. */
  readonly subnetIPs: Range;
}

/**
 * The settled pool of a fresh node without playing it. The low end is what pods lead to that come one by one and take the first
 * free address. A range stays open where the result depends on how pods came: with a warm prefix target above 1, and where the
 * growth that reaches max pods asks for more than is missing to it. It is open too where the pool never rests: without a warm ENI
 * and with all ENIs exactly full. Undefined where the node does not start, and for prefix delegation without any target, which
 * the CNI refuses.
 * Source: derived from the conditions in poolDecisions.ts (amazon-vpc-cni-k8s v1.23.1) and tested against them.
 */
export function settledForm(writtenConfig: WarmPoolConfig, writtenPods: number): SettledForm | undefined {
  const config = boundedConfig(writtenConfig);
  const pods = boundedPods(writtenPods);
  const counts = emptyCounts(config);
  const cidrs = settledCidrs(counts, pods);
  if (!cidrs || !startsWith(counts, cidrs)) return undefined;
  const { size, slots } = counts;
  const others = (config.customNet ? 1 : 0) + (config.podENI && config.maxENI > 1 ? 1 : 0);
  const totalIPs = times(cidrs, size);
  const enis: Range = [filledEnis(config, slots, cidrs[0]) + others, filledEnis(config, slots, cidrs[1]) + others];
  return {
    running: [Math.min(pods, totalIPs[0]), Math.min(pods, totalIPs[1])],
    enis,
    totalIPs,
    prefixes: config.pd ? cidrs : [0, 0],
    subnetIPs: [enis[0] + totalIPs[0], enis[1] + totalIPs[1]],
  };
}

/** With custom networking the CNI gives up when its pool is too low at the start and nothing can be added. */
function startsWith(counts: PoolCounts, [, most]: Range): boolean {
  return !counts.config.customNet || most > 0 || !isTooLow(counts);
}

function settledCidrs(counts: PoolCounts, pods: number): Range | undefined {
  const { config, size, slots } = counts;
  const isByAddresses = isWarmTargetDefined(counts);
  if (!isByAddresses && config.pd && config.warmPrefix === 0) return undefined;
  const enis = servingEnis(config);
  if (config.maxPods === 0 || slots === 0 || enis === 0) return [0, 0];
  if (!isByAddresses && !config.pd) return times(forWarmEnis(counts, pods, enis), slots);
  const enough = Math.ceil(config.maxPods / size);
  const limits: Limits = { enough, most: Math.min(enis * slots, Math.ceil(enough / slots) * slots) };
  return isByAddresses ? forSingleAddresses(counts, pods, limits) : forWarmPrefixes(counts, pods, limits);
}

/** In CIDRs. No growth begins at `enough`, where max pods is reached, and none passes the end of the ENI it fills. */
interface Limits {
  readonly enough: number;
  /** The type's capacity, or the end of the ENI that reaches max pods. */
  readonly most: number;
}

/** A growth leads to what the targets need with the pods of that moment. With fewer pods than in the end it may reach max pods. */
function forSingleAddresses({ config, size, slots }: PoolCounts, pods: number, { enough, most }: Limits): Range {
  if (config.warmIP === 0) return once(Math.min(most, Math.ceil(config.minIP / size)));
  const needed = (running: number): number => Math.ceil(Math.max(running + config.warmIP, config.minIP) / size);
  const idle = needed(0);
  // Pods that come one by one lead through all sizes from the idle one on; before it each ENI is filled to its end.
  const lastGrowthFrom = idle < enough ? enough - 1 : lastFullSize(enough - 1, slots);
  return [
    Math.min(most, needed(pods), Math.max(enough, idle)),
    Math.min(most, needed(Math.min(pods, lastGrowthFrom * size))),
  ];
}

/**
 * Growth is due by free addresses but leads to the target and the prefixes that have pods, which may be one for 16 pods or one for
 * each pod. Least come of pods that fill one prefix after the other; most of pods that do so until the last growth is all but
 * due, and then touch every prefix.
 */
function forWarmPrefixes({ config, size, slots }: PoolCounts, pods: number, { enough, most }: Limits): Range {
  const target = config.warmPrefix;
  const filled = Math.ceil(pods / size);
  const last = Math.min(enough, most, filled + target) - 1;
  // As above: the idle pool holds the target, and all sizes from there on can be reached.
  const lastGrowthFrom = last >= target ? last : lastFullSize(last, slots);
  const touched = Math.min(pods, lastGrowthFrom);
  return [
    Math.min(most, filled + target, Math.max(enough, target)),
    Math.min(lastFullSize(lastGrowthFrom, slots) + slots, touched + target),
  ];
}

/** The CIDRs of as many full ENIs as so many CIDRs fill. */
function lastFullSize(cidrs: number, slots: number): number {
  return Math.floor(cidrs / slots) * slots;
}

function forWarmEnis({ config, slots }: PoolCounts, pods: number, enis: number): Range {
  const enough = Math.ceil(config.maxPods / slots);
  if (config.warmENI > 0) return once(Math.min(enis, enough, Math.ceil(pods / slots) + config.warmENI));
  const needed = Math.min(enis, enough, Math.floor(pods / slots) + 1);
  const lastIsEmpty = pods === (needed - 1) * slots;
  const lastIsPrimary = needed === 1 && !config.customNet;
  return lastIsEmpty && !lastIsPrimary ? [needed - 1, needed] : once(needed);
}

function once(value: number): Range {
  return [value, value];
}

function times([low, high]: Range, factor: number): Range {
  return [low * factor, high * factor];
}
