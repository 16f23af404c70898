import { subnetLengthFor } from '../ipam/subnet.js';
import type { NodeGroup } from '../model/resource.js';
import { highest } from '../text/extremes.js';
import type { PerSize, PerState, PlannedTotals, State } from './clusterPlan.js';
import type { FleetSize } from './fleet.js';
import { formIn, type GroupPlan, type Plan } from './plan.js';
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
  const sized = groups.flatMap((plan) => (plan.nodes ? [{ plan, nodes: plan.nodes }] : []));
  const addresses = perSize((size) => perState((state) => addressesOf(sized, size, state)));
  const counted = new Set(sized.map(({ plan }) => plan.group));
  return {
    nodes: perSize((size) => sized.reduce((sum, { nodes }) => sum + nodes[size], 0)),
    addresses,
    smallestLength: perState((state) => subnetLengthFor(addresses.most[state][1], prefixesOf(sized, state))),
    leftOut: cluster.nodeGroups.filter((group) => !counted.has(group)),
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
    least += nodes[size] * low;
    most += nodes[size] * high;
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
