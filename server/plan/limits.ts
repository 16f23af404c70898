import { highest } from '../text/extremes.js';
import { memoized } from '../text/memo.js';
import { atMost, atMostWith } from './atMost.js';
import type { State } from './clusterPlan.js';
import { type NodeKind, servedPods } from './nodes.js';
import { type Draw, isTooMuch, mostNodes, type SubnetPlan, sumOf } from './plan.js';
import { perState } from './states.js';

/** What keeps a node from running more pods: its max pods, or the addresses its ENIs can have or its targets let it hold. */
export function nodeLimit(kind: Pick<NodeKind, 'pods' | 'servable' | 'held'>): 'maxPods' | 'addresses' {
  return servedPods(kind) < kind.pods ? 'addresses' : 'maxPods';
}

/**
 * The most pods on each node with which all groups at their most nodes fit into a subnet, whichever instance types these are; undefined where
 * not even nodes without pods do. Where the subnet is no limit, as many as a full node of any of them runs.
 */
export function podsThatFit({ room, draws }: SubnetPlan): number | undefined {
  const fits = (pods: number): boolean =>
    !isTooMuch(
      sumOf(draws, (draw) => atMostWith(draw, pods), mostNodes),
      room,
    );
  if (!fits(0)) return undefined;
  let [low, high] = [0, highest(draws.flatMap(({ kinds }) => kinds.map(({ pool }) => pool.fullPods)))];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

/**
 * The nodes of one group that fit into a subnet beside all nodes of the other groups, whichever instance types these are; 0 where the others
 * leave nothing.
 */
export function nodesThatFit(subnet: SubnetPlan, draw: Draw, state: State): number {
  const { room } = subnet;
  const nodes = mostNodes(draw);
  const taken = takenAtMost(subnet)[state];
  const each = atMost(draw, state);
  const left = (all: number | undefined, used: number, own: number): number =>
    all === undefined || own === 0 ? Number.POSITIVE_INFINITY : Math.floor((all - used + nodes * own) / own);
  const fitting = Math.min(
    left(room.addresses, taken.addresses, each.addresses),
    left(room.prefixes, taken.prefixes, each.prefixes),
  );
  return Math.max(fitting, 0);
}

/** A memo, because every group that draws on a subnet asks. */
const takenAtMost = memoized(({ draws }: SubnetPlan) =>
  perState((state) => sumOf(draws, (draw) => atMost(draw, state), mostNodes)),
);
