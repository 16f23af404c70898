import { subnetLengthFor } from '../ipam/subnet.js';
import type { NodeGroup } from '../model/resource.js';
import { highest } from '../text/extremes.js';
import type { PerSize, PerState, PlannedTotals } from './clusterPlan.js';
import type { FleetSize } from './fleet.js';
import { formsOf, type GroupPlan, type Plan } from './plan.js';
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
    return group.nodes && taken ? [{ group: group.group, kinds: group.kinds, nodes: group.nodes, taken }] : [];
  });
  const most = sized.map(({ taken }) => taken.most).reduce(addStates, nothing);
  const prefixes = sized.map(prefixesOf).reduce(
    addEach,
    perState(() => 0),
  );
  const counted = new Set(sized.map(({ group }) => group));
  return {
    nodes: perSize((size) => sized.reduce((sum, { nodes }) => sum + nodes[size], 0)),
    addresses: perSize((size) => sized.map(({ taken }) => taken[size]).reduce(addStates, nothing)),
    smallestLength: perState((state) => subnetLengthFor(most[state][1], prefixes[state])),
    leftOut: cluster.nodeGroups.filter((group) => !counted.has(group)),
  };
}

const nothing = perState<Bounds>(() => [0, 0]);

function addStates(one: PerState<Bounds>, other: PerState<Bounds>): PerState<Bounds> {
  return perState((state) => [one[state][0] + other[state][0], one[state][1] + other[state][1]]);
}

/** /28 prefixes of the most nodes, of the type that takes most. */
function prefixesOf({
  kinds,
  nodes,
}: {
  readonly kinds: GroupPlan['kinds'];
  readonly nodes: FleetSize;
}): PerState<number> {
  return perState((state) => nodes.most * highest(kinds.map((kind) => formsOf(kind)[state].prefixes[1])));
}

function addEach(one: PerState<number>, other: PerState<number>): PerState<number> {
  return perState((state) => one[state] + other[state]);
}
