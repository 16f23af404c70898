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

/** A state and when it was reached, in seconds after the node's start. */
export interface PoolMoment {
  readonly seconds: number;
  /** Which of the steps is being played; undefined before the first. */
  readonly step: number | undefined;
  readonly state: PoolState;
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
  driver: WarmPoolDriver,
  arrange: Arrange | undefined,
): readonly PoolState[] {
  const states: PoolState[] = [];
  for (const { pool, starts, wanted, isLast, step } of play(config, steps, driver, arrange)) {
    if (isLast && step !== undefined) states.push(snapshot(pool, wanted, starts));
  }
  return states;
}

/** The state a fresh node settles in with `pods` pods. */
export function settledState(config: WarmPoolConfig, pods: number, driver: WarmPoolDriver = defaultDriver): PoolState {
  const [state] = simulateWarmPool(config, [pods], driver);
  return state ?? snapshot(createPool(boundedConfig(config), undefined), boundedPods(pods), true);
}

/** Every moment of the play at which something changed, and the end of each step, for drawing. */
export function* warmPoolMoments(
  config: WarmPoolConfig,
  steps: readonly number[],
  driver: WarmPoolDriver = defaultDriver,
): Generator<PoolMoment, void, undefined> {
  for (const { pool, starts, wanted, step } of play(config, steps, driver, undefined)) {
    yield { seconds: pool.now, step, state: snapshot(pool, wanted, starts) };
  }
}

interface Moment {
  readonly pool: Pool;
  readonly starts: boolean;
  readonly wanted: number;
  readonly step: number | undefined;
  readonly isLast: boolean;
}

function* play(
  writtenConfig: WarmPoolConfig,
  steps: readonly number[],
  writtenDriver: WarmPoolDriver,
  arrange: Arrange | undefined,
): Generator<Moment, void, undefined> {
  const driver = boundedDriver(writtenDriver);
  const pool = createPool(boundedConfig(writtenConfig), arrange);
  const starts = startNode(pool);
  yield { pool, starts, wanted: 0, step: undefined, isLast: false };
  if (starts) yield* playTicks(pool, 0, undefined, driver.settleTicksAtStart, driver);
  for (const [step, written] of steps.entries()) {
    const wanted = boundedPods(written);
    if (!starts) yield { pool, starts, wanted, step, isLast: true };
    else {
      removeNewestPods(pool, wanted);
      yield* playTicks(pool, wanted, step, driver.ticksPerStep, driver);
    }
  }
}

/** Ticks in which nothing can change are passed over: nothing does until an address has cooled or an ENI is old enough. */
function* playTicks(
  pool: Pool,
  wanted: number,
  step: number | undefined,
  ticks: number,
  { burst, tickSeconds }: WarmPoolDriver,
): Generator<Moment, void, undefined> {
  const start = pool.now;
  let tick = 0;
  while (tick < ticks) {
    tick++;
    pool.now = start + tick * tickSeconds;
    const missing = wanted - pool.running;
    const added = missing > 0 ? addPods(pool, burst ? missing : 1) : 0;
    const changed = adjustPool(pool) || added > 0;
    if (changed) yield { pool, starts: true, wanted, step, isLast: false };
    else tick = Math.min(ticks, Math.max(tick, Math.ceil((nextChange(pool) - start) / tickSeconds) - 1));
  }
  pool.now = start + ticks * tickSeconds;
  yield { pool, starts: true, wanted, step, isLast: true };
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
