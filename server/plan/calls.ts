import { ADDRESSES_PER_PREFIX } from '../ipam/settings.js';
import { type PoolState, simulateWarmPool } from '../ipam/warmPool.js';
import { memoized, memoizedWithin } from '../text/memo.js';
import type { Pool } from './pool.js';

/** EC2 calls of a fresh node. */
export interface FreshNodeCalls {
  /** Until it is ready and rests without pods. */
  readonly untilReady: number;
  /** Until it is full, when all its pods come at once. */
  readonly untilFull: number;
}

/** The EC2 calls of a fresh node of a pool. They are played, so that a plan does not hold them. */
export const freshNodeCalls = memoized((pool: Pool): FreshNodeCalls => {
  const { untilReady, calls } = rollout(pool.fullPods, pool);
  return { untilReady, untilFull: untilReady + calls };
});

/** What pods cost that all start at once on a fresh node that is ready. */
export interface Rollout {
  readonly untilReady: number;
  /** EC2 calls since then. */
  readonly calls: number;
  /** Pods for which no address is there. */
  readonly waiting: number;
  /** Of them those for which the ENIs have no place: another one must be attached first. */
  readonly waitingForEni: number;
}

/** Played, like the calls of a fresh node. More pods than the node can run are as many as it can. */
export const rollout = memoizedWithin((pods: number, pool: Pool): Rollout => {
  const { config, fullPods, podsIn } = pool;
  if (podsIn === 'IPv6') return inIpv6;
  const started = Math.min(pods, fullPods);
  const [idle, after] = simulateWarmPool(config, [0, started]);
  const untilReady = idle?.ec2Calls ?? 0;
  const held = idle?.totalIPs ?? 0;
  return {
    untilReady,
    calls: (after?.ec2Calls ?? 0) - untilReady,
    waiting: Math.max(0, started - held),
    waitingForEni: Math.max(0, started - Math.max(held, idle ? placesOf(idle, config) : 0)),
  };
});

/** One call for the prefix of all pods, at the node's start; none of them waits. */
const inIpv6: Rollout = { untilReady: 1, calls: 0, waiting: 0, waitingForEni: 0 };

/** The addresses that the attached ENIs could hold. */
function placesOf({ cidrsPerENI }: PoolState, { ipv4PerENI, pd }: Pool['config']): number {
  return cidrsPerENI.length * (ipv4PerENI - 1) * (pd ? ADDRESSES_PER_PREFIX : 1);
}
