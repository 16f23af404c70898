import { allowedEnis, type InstanceLimits, type IpamSettings, isPrefixCapable, trunkSlot } from './settings.js';

/** What the pool of one node is given. Field names are those of the measured figures in `test/oracle`. */
export interface WarmPoolConfig {
  /** ENIs of the default network card after `MAX_ENI`. */
  readonly maxENI: number;
  /** IPv4 addresses per ENI, the primary one included. */
  readonly ipv4PerENI: number;
  /** Prefix delegation is on and the type can do it. */
  readonly pd: boolean;
  readonly warmENI: number;
  /** 0 means not defined. */
  readonly warmIP: number;
  /** 0 means not defined. */
  readonly minIP: number;
  readonly warmPrefix: number;
  /** The node's max pods; the pool stops growing once it holds so many addresses. A CNI that grows past it has no such number. */
  readonly maxPods: number;
  /** Seconds an address rests after its pod is gone. */
  readonly cooldown: number;
  readonly customNet: boolean;
  /** Security groups for pods on a type that carries a trunk ENI. */
  readonly podENI: boolean;
}

/** How a scenario is played. */
export interface WarmPoolDriver {
  /** True: every tick adds as many pods as have an address; false: at most one pod per tick. */
  readonly burst: boolean;
  /** Which pods go first when the number falls: the newest. */
  readonly remove: 'lifo';
  readonly ticksPerStep: number;
  /** Ticks that pass after the node has started and before the first step. */
  readonly settleTicksAtStart: number;
  readonly tickSeconds: number;
}

/** The play most of the measured figures were made with. A tick of 5 s is the pool loop's shortest round. */
export const defaultDriver: WarmPoolDriver = {
  burst: true,
  remove: 'lifo',
  ticksPerStep: 80,
  settleTicksAtStart: 12,
  tickSeconds: 5,
};

const MOST = Number.MAX_SAFE_INTEGER;

/** The pool's view of a node: limits of the type, settings of the CNI and the max pods the kubelet reports. */
export function warmPoolConfig(limits: InstanceLimits, settings: IpamSettings, maxPods: number): WarmPoolConfig {
  const trunk = trunkSlot(limits, settings);
  const enis = allowedEnis(limits, settings.maxEni);
  return {
    maxENI: trunk === 'reserved' ? enis - 1 : enis,
    ipv4PerENI: limits.ipv4PerEni,
    pd: settings.prefixDelegation && isPrefixCapable(limits),
    warmENI: settings.warmEniTarget,
    warmIP: settings.warmIpTarget,
    minIP: settings.minimumIpTarget,
    warmPrefix: settings.warmPrefixTarget,
    maxPods: settings.growsPastMaxPods ? MOST : maxPods,
    cooldown: settings.cooldownSeconds,
    customNet: settings.customNetworking,
    podENI: trunk === 'attached',
  };
}

/** Far above any EC2 type (24 ENIs of 64 addresses), so that absurd numbers cost little time. */
const MOST_ENIS = 128;
const MOST_ADDRESSES_PER_ENI = 128;
/** One day of 5 s ticks. */
const MOST_TICKS = 17_280;

function count(value: number, most = MOST): number {
  return value > 0 ? Math.floor(Math.min(value, most)) : 0;
}

/** Whole numbers within bounds: what is negative or not a number counts as 0. */
export function boundedConfig(config: WarmPoolConfig): WarmPoolConfig {
  return {
    maxENI: count(config.maxENI, MOST_ENIS),
    ipv4PerENI: count(config.ipv4PerENI, MOST_ADDRESSES_PER_ENI),
    pd: config.pd,
    warmENI: count(config.warmENI),
    warmIP: count(config.warmIP),
    minIP: count(config.minIP),
    warmPrefix: count(config.warmPrefix),
    maxPods: count(config.maxPods),
    cooldown: count(config.cooldown),
    customNet: config.customNet,
    podENI: config.podENI,
  };
}

/** Whole ticks, at most one day of them; a tick that does not last gets the default length. */
export function boundedDriver(driver: WarmPoolDriver): WarmPoolDriver {
  return {
    burst: driver.burst,
    remove: driver.remove,
    ticksPerStep: count(driver.ticksPerStep, MOST_TICKS),
    settleTicksAtStart: count(driver.settleTicksAtStart, MOST_TICKS),
    tickSeconds: driver.tickSeconds > 0 && driver.tickSeconds < 86_400 ? driver.tickSeconds : defaultDriver.tickSeconds,
  };
}

/** A number of pods as a whole number; what is negative or not a number counts as 0. */
export function boundedPods(pods: number): number {
  return count(pods);
}
