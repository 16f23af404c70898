import type { NodeGroup } from '../model/resource.js';
import type { PerSize, PerState, PlannedTotals } from './clusterPlan.js';
import type { GroupPlan, Plan } from './plan.js';
import type { Bounds } from './pool.js';
import { perSize, perState } from './states.js';

/** What all nodes of a group take from all subnets; undefined where nobody says how many there are. */
export function takenBy({ nodes, perNode }: GroupPlan): PerSize<PerState<Bounds>> | undefined {
  const ofAll = (count: number, [low, high]: Bounds): Bounds => [count * low, count * high];
  return nodes && perSize((size) => perState((state) => ofAll(nodes[size], perNode[state])));
}

/** Sums, and the groups that are not in them. */
export interface Totals extends Omit<PlannedTotals, 'leftOut'> {
  readonly leftOut: readonly NodeGroup[];
}

/** The sums over all groups whose number of nodes is known. */
export function totalsOf({ groups, cluster }: Plan): Totals {
  const sized = groups.flatMap((group) => {
    const taken = takenBy(group);
    return group.nodes && taken ? [{ group: group.group, nodes: group.nodes, taken }] : [];
  });
  const counted = new Set(sized.map(({ group }) => group));
  return {
    nodes: perSize((size) => sized.reduce((sum, { nodes }) => sum + nodes[size], 0)),
    addresses: perSize((size) => sized.map(({ taken }) => taken[size]).reduce(addStates, nothing)),
    leftOut: cluster.nodeGroups.filter((group) => !counted.has(group)),
  };
}

const nothing = perState<Bounds>(() => [0, 0]);

function addStates(one: PerState<Bounds>, other: PerState<Bounds>): PerState<Bounds> {
  return perState((state) => [one[state][0] + other[state][0], one[state][1] + other[state][1]]);
}
