import type { Arrange, Cidr, Eni } from '../../server/ipam/pool.js';
import { type PoolState, simulateInOrder, simulateWarmPool } from '../../server/ipam/warmPool.js';
import { defaultDriver, type WarmPoolConfig, type WarmPoolDriver } from '../../server/ipam/warmPoolConfig.js';

/** Long enough for every pod of the tests to come one by one and for the pool to come to rest. */
export const slowDriver: WarmPoolDriver = { ...defaultDriver, ticksPerStep: 2000 };

/** What a fresh node holds once its pods have come and its pool has come to rest. */
export function settledState(config: WarmPoolConfig, pods: number, driver: WarmPoolDriver = slowDriver): PoolState {
  return last(simulateWarmPool(config, [pods], driver));
}

/** The states after each of so many ticks of each step. */
export function tickByTick(
  config: WarmPoolConfig,
  steps: readonly number[],
  { ticksPerStep, ...driver }: WarmPoolDriver,
): readonly PoolState[] {
  const ticks = steps.flatMap((pods) => Array.from({ length: ticksPerStep }, () => pods));
  return simulateWarmPool(config, ticks, { ...driver, ticksPerStep: 1 });
}

/** The settled states of all plays in which some pods come one by one, each onto the first free address, and then the rest at once. */
export function inTwoParts(config: WarmPoolConfig, pods: number): readonly PoolState[] {
  const rest = Array.from({ length: pods + 40 }, () => pods);
  return Array.from({ length: pods + 1 }, (_, first) => first).flatMap((first) => {
    const oneByOne = Array.from({ length: first }, (_, pod) => pod + 1);
    return [0, defaultDriver.settleTicksAtStart].map((settleTicksAtStart) => {
      const driver = { ...defaultDriver, ticksPerStep: 1, settleTicksAtStart };
      return last(simulateInOrder(config, [...oneByOne, ...rest], driver, spreadAfter(first)));
    });
  });
}

/** The order of attaching for the first pods; each of the others goes to a CIDR with the fewest. */
function spreadAfter(first: number): Arrange {
  let spreads = false;
  return (items) => {
    const visited = items as unknown as readonly (Eni | Cidr)[];
    const [one] = visited;
    // A visit begins with the ENIs.
    if (one && 'cidrs' in one) spreads = visited.reduce((sum, { pods }) => sum + pods, 0) >= first;
    return spreads ? [...items].sort((a, b) => fewestPods(a as Eni | Cidr) - fewestPods(b as Eni | Cidr)) : items;
  };
}

function fewestPods(visited: Eni | Cidr): number {
  return 'cidrs' in visited
    ? Math.min(Number.POSITIVE_INFINITY, ...visited.cidrs.map(({ pods }) => pods))
    : visited.pods;
}

function last(states: readonly PoolState[]): PoolState {
  const state = states.at(-1);
  if (!state) throw new Error('there is no step');
  return state;
}
