import {
  type Arrange,
  addPods,
  availableIps,
  createPool,
  type Ec2Calls,
  nextCooled,
  type Pool,
  removeNewestPods,
  servesPods,
  totalIps,
} from './pool.js';
import { adjustPool, ENI_MIN_LIFE_SECONDS, RELEASE_INTERVAL_SECONDS, startNode } from './poolDecisions.js';
import {
  boundedConfig,
  boundedDriver,
  boundedPods,
  defaultDriver,
  type WarmPoolConfig,
  type WarmPoolDriver,
} from './warmPoolConfig.js';

/** What a node holds at one moment. Field names are those of the measured figures in `test/oracle`. */
export interface PoolState {
  /** Pods wanted. */
  readonly pods: number;
  /** Pods that got an address. */
  readonly running: number;
  /** ENIs attached: primary, trunk and all others. */
  readonly enis: number;
  /** Trunk ENIs among them, 0 or 1. */
  readonly trunk: number;
  /** Addresses, or /28 prefixes, of each ENI that serves pods, most first; without trunk and custom networking's primary ENI. */
  readonly cidrsPerENI: readonly number[];
  /** Pod addresses held, 16 per prefix. */
  readonly totalIPs: number;
  /** Pod addresses held that no pod uses. */
  readonly idleIPs: number;
  /** Prefixes held; 0 without prefix delegation. */
  readonly prefixes: number;
  /** Prefixes no pod uses; 0 without prefix delegation. */
  readonly freePrefixes: number;
  /** Addresses taken from subnets: one per ENI and `totalIPs`. */
  readonly subnetIPs: number;
  /** EC2 calls since the node's start. */
  readonly ec2Calls: number;
  /** The same calls by what they do. */
  readonly ec2CallsByKind: Ec2Calls;
  /** Why the node never becomes Ready, in the CNI's own words; undefined where it does. */
  readonly initError: string | undefined;
}

/** Source: pkg/ipamd/ipamd.go:684-689 of amazon-vpc-cni-k8s v1.23.1. */
const NO_CUSTOM_ENI = 'Failed to attach any ENIs for custom networking';

/**
 * Plays the CNI's warm pool on a fresh node through `steps`, the numbers of pods wanted one after the other, and gives the
 * state at the end of each step. ENIs and addresses are visited in the order they were attached; the real program's order is
 * random, `poolRanges` says which numbers that leaves open. A node that does not start has the same `initError` in every state.
 *
 * Numbers below 0 and numbers that are none count as 0; at most 128 ENIs of 128 addresses and 17,280 ticks a step are played.
 * Source: amazon-vpc-cni-k8s v1.23.1, pkg/ipamd/ipamd.go and pkg/ipamd/datastore/data_store.go.
 */
export function simulateWarmPool(
  config: WarmPoolConfig,
  steps: readonly number[],
  driver: WarmPoolDriver = defaultDriver,
): readonly PoolState[] {
  return simulateInOrder(config, steps, driver, undefined);
}

/** As `simulateWarmPool`, with the order of every visit chosen by the caller: any order is one the real program may take. */
export function simulateInOrder(
  config: WarmPoolConfig,
  steps: readonly number[],
  writtenDriver: WarmPoolDriver,
  arrange: Arrange | undefined,
): readonly PoolState[] {
  const driver = boundedDriver(writtenDriver);
  const pool = createPool(boundedConfig(config), arrange);
  const starts = startNode(pool);
  if (starts) playTicks(pool, 0, driver.settleTicksAtStart, driver);
  return steps.map((written) => {
    const wanted = boundedPods(written);
    if (starts) {
      removeNewestPods(pool, wanted);
      playTicks(pool, wanted, driver.ticksPerStep, driver);
    }
    return snapshot(pool, wanted, starts);
  });
}

/** Ticks in which nothing can change are passed over: nothing does until an address has cooled or an ENI is old enough. */
function playTicks(pool: Pool, wanted: number, ticks: number, { burst, tickSeconds }: WarmPoolDriver): void {
  const start = pool.now;
  let tick = 0;
  while (tick < ticks) {
    tick++;
    pool.now = start + tick * tickSeconds;
    const missing = wanted - pool.running;
    const added = missing > 0 ? addPods(pool, burst ? missing : 1) : 0;
    const changed = adjustPool(pool) || added > 0;
    if (!changed) tick = Math.min(ticks, Math.max(tick, Math.ceil((nextChange(pool) - start) / tickSeconds) - 1));
  }
  pool.now = start + ticks * tickSeconds;
}

/** The first moment at which a limit in time ends: before it, the same tick would change nothing again. */
function nextChange(pool: Pool): number {
  let next = nextCooled(pool);
  const nextRelease = pool.lastRelease + RELEASE_INTERVAL_SECONDS;
  if (nextRelease >= pool.now) next = Math.min(next, nextRelease);
  for (const { attachedAt, primary } of pool.enis) {
    const old = attachedAt + ENI_MIN_LIFE_SECONDS;
    if (!primary && old > pool.now) next = Math.min(next, old);
  }
  return next;
}

function snapshot(pool: Pool, pods: number, starts: boolean): PoolState {
  const { config, enis } = pool;
  const serving = enis.filter((eni) => servesPods(pool, eni));
  const prefixes = config.pd ? pool.cidrs : 0;
  return {
    pods,
    running: pool.running,
    enis: enis.length,
    trunk: pool.hasTrunk ? 1 : 0,
    cidrsPerENI: serving.map((eni) => eni.cidrs.length).sort((a, b) => b - a),
    totalIPs: totalIps(pool),
    idleIPs: availableIps(pool),
    prefixes,
    freePrefixes: config.pd ? pool.freeCidrs : 0,
    subnetIPs: enis.length + totalIps(pool),
    ec2Calls: Object.values(pool.calls).reduce((sum, calls) => sum + calls, 0),
    ec2CallsByKind: { ...pool.calls },
    initError: starts ? undefined : NO_CUSTOM_ENI,
  };
}
