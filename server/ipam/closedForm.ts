import { emptyCounts, type PoolCounts } from './pool.js';
import { isWarmTargetDefined } from './poolDecisions.js';
import { filledEnis, type Range, servingEnis } from './poolGrowth.js';
import { boundedConfig, boundedPods, type WarmPoolConfig } from './warmPoolConfig.js';

/** What a fresh node holds once its pods have come, one by one or at once, and the pool is at rest. */
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
 * The settled pool of a fresh node without playing it. A range stays open where the result depends on how the pods came
 * (growth that passes max pods, a warm prefix target above 1) or never rests (no warm ENI and all ENIs exactly full).
 * Undefined where the node does not start, and for prefix delegation without any target, which the CNI refuses.
 * Source: derived from the conditions in poolDecisions.ts (amazon-vpc-cni-k8s v1.23.1) and tested against them.
 */
export function settledForm(writtenConfig: WarmPoolConfig, writtenPods: number): SettledForm | undefined {
  const config = boundedConfig(writtenConfig);
  const pods = boundedPods(writtenPods);
  const counts = emptyCounts(config);
  const cidrs = settledCidrs(counts, pods, servingEnis(config));
  if (!cidrs || (config.customNet && cidrs[1] === 0)) return undefined;
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

function settledCidrs(counts: PoolCounts, pods: number, enis: number): Range | undefined {
  const { config, slots } = counts;
  if (config.maxPods === 0 || slots === 0) return [0, 0];
  if (isWarmTargetDefined(counts)) return forSingleAddresses(counts, pods, enis * slots);
  if (config.pd) return forWarmPrefixes(counts, pods, enis * slots);
  return times(forWarmEnis(counts, pods, enis), slots);
}

/** Growth asks for what is missing and stops once max pods is reached, so it may pass it by less than one growth. */
function forSingleAddresses({ config, size, slots }: PoolCounts, pods: number, capacity: number): Range {
  const minimum = Math.ceil(config.minIP / size);
  const enough = Math.ceil(config.maxPods / size);
  if (config.warmIP === 0) return once(Math.min(capacity, minimum, Math.ceil(enough / slots) * slots));
  const needed = Math.max(Math.ceil((pods + config.warmIP) / size), minimum);
  const oneGrowth = Math.ceil(Math.max(config.warmIP, config.minIP) / size);
  return [Math.min(capacity, needed, enough), Math.min(capacity, needed, enough - 1 + oneGrowth)];
}

/** Growth is due by free addresses but asks by free prefixes: above a target of 1 it depends on where pods are. */
function forWarmPrefixes({ config, size }: PoolCounts, pods: number, capacity: number): Range | undefined {
  const target = config.warmPrefix;
  if (target === 0) return undefined;
  const filled = Math.ceil(pods / size);
  const enough = Math.ceil(config.maxPods / size);
  const most = Math.min(filled + 2 * target - 1, target + pods, enough - 1 + target);
  return [Math.min(capacity, enough, target + filled), Math.min(capacity, most)];
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
