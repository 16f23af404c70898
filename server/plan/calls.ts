import { simulateWarmPool } from '../ipam/warmPool.js';
import { memoized } from '../text/memo.js';
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
  const [idle, full] = simulateWarmPool(pool.config, [0, pool.fullPods]);
  return { untilReady: idle?.ec2Calls ?? 0, untilFull: full?.ec2Calls ?? 0 };
});
