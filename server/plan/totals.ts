import { subnetLengthFor } from '../ipam/subnet.js';
import type { NodeGroup } from '../model/resource.js';
import { highest } from '../text/extremes.js';
import type { NodeCounts, PerSize, PerState, PlannedTotals, State } from './clusterPlan.js';
import { type FleetSize, nodesAt } from './fleet.js';
import { formIn, type GroupPlan, type Plan } from './plan.js';
import type { Bounds } from './pool.js';
import { perSize, perState } from './states.js';

/** What all nodes of a group take from all subnets; undefined where nobody says how many there are. */
export function takenBy({ nodes, perNode }: GroupPlan): PerSize<PerState<Bounds>> | undefined {
  const ofAll = ([fewest, most]: Bounds, [low, high]: Bounds): Bounds => [fewest * low, most * high];
  return nodes && perSize((size) => perState((state) => ofAll(nodesAt(nodes, size), perNode[state])));
}

/** Sums, and the groups that are not in them. */
export interface Totals extends Omit<PlannedTotals, 'leftOut'> {
  readonly leftOut: readonly NodeGroup[];
}

/** The sums over all groups whose number of nodes is known. */
export function totalsOf({ groups, cluster }: Plan): Totals {
  const sized = groups.flatMap((plan) => (plan.nodes ? [{ plan, nodes: plan.nodes }] : []));
  const addresses = perSize((size) => perState((state) => addressesOf(sized, size, state)));
  const counted = new Set(sized.map(({ plan }) => plan.group));
  return {
    nodes: nodeCounts(sized.map(({ nodes }) => nodes)),
    addresses,
    smallestLength: perState((state) => subnetLengthFor(addresses.most[state][1], prefixesOf(sized, state))),
    leftOut: cluster.nodeGroups.filter((group) => !counted.has(group)),
  };
}

/** The nodes of several groups together. */
export function nodeCounts(groups: readonly FleetSize[]): NodeCounts {
  const sum = (of: (nodes: FleetSize) => number): number => groups.reduce((all, nodes) => all + of(nodes), 0);
  const desiredAtLeast = sum((nodes) => nodesAt(nodes, 'desired')[0]);
  return {
    least: sum(({ least }) => least),
    desired: groups.every(({ desired }) => desired !== undefined) ? desiredAtLeast : undefined,
    desiredAtLeast,
    most: sum(({ most }) => most),
  };
}

/** A group of a plan whose number of nodes is known. */
interface SizedPlan {
  readonly plan: GroupPlan;
  readonly nodes: FleetSize;
}

/** Added up in place, as what is drawn on a subnet. */
function addressesOf(sized: readonly SizedPlan[], size: keyof FleetSize, state: State): Bounds {
  let [least, most] = [0, 0];
  for (const { plan, nodes } of sized) {
    const [low, high] = plan.perNode[state];
    const [fewestNodes, mostNodes] = nodesAt(nodes, size);
    least += fewestNodes * low;
    most += mostNodes * high;
  }
  return [least, most];
}

/** /28 prefixes of the most nodes, of the type that takes most. */
function prefixesOf(sized: readonly SizedPlan[], state: State): number {
  return sized.reduce(
    (sum, { plan, nodes }) => sum + nodes.most * highest(plan.kinds.map((kind) => formIn(kind, state).prefixes[1])),
    0,
  );
}
