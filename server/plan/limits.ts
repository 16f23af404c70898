import { highest } from '../text/extremes.js';
import { type NodeKind, servedPods } from './nodes.js';
import type { Draw, SubnetPlan } from './plan.js';
import { demandOf, isTooMuch } from './plan.js';
import { poolWith } from './pool.js';

/** What keeps a node from running more pods: its max pods, or the addresses its ENIs can have or its targets let it hold. */
export function nodeLimit(kind: Pick<NodeKind, 'pods' | 'servable' | 'held'>): 'maxPods' | 'addresses' {
  return servedPods(kind) < kind.pods ? 'addresses' : 'maxPods';
}

/**
 * The most pods on each node with which all groups at their most nodes still fit into a subnet; undefined where not even nodes without
 * pods do. Where the subnet is no limit, as many as a full node of any of them runs.
 */
export function podsThatFit({ room, draws, exceededBy }: SubnetPlan): number | undefined {
  const most = highest(draws.map(({ kind }) => kind.pool.fullPods));
  if (exceededBy === undefined) return most;
  if (exceededBy === 'idle') return undefined;
  const fits = (pods: number): boolean => !isTooMuch(sumWith(draws, pods), room);
  let [low, high] = [0, most];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

function sumWith(draws: SubnetPlan['draws'], pods: number) {
  return draws.reduce(
    (sum, { kind, part, nodes }) => {
      const { addresses, prefixes } = demandOf(poolWith(kind.pool, pods), part);
      return { addresses: sum.addresses + nodes * addresses, prefixes: sum.prefixes + nodes * prefixes };
    },
    { addresses: 0, prefixes: 0 },
  );
}

/** The nodes of one group, full of pods, that fit into a subnet beside all nodes of the other groups; 0 where these leave nothing. */
export function fullNodesThatFit({ room, total }: SubnetPlan, { full, perNode, nodes }: Draw): number {
  const each = full ?? perNode.running;
  const left = (all: number | undefined, taken: number, own: number): number =>
    all === undefined || own === 0 ? Number.POSITIVE_INFINITY : Math.floor((all - taken + nodes * own) / own);
  const fitting = Math.min(
    left(room.addresses, total.full.addresses, each.addresses),
    left(room.prefixes, total.full.prefixes, each.prefixes),
  );
  return Math.max(fitting, 0);
}
