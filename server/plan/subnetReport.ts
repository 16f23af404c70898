import { subnetLengthFor } from '../ipam/subnet.js';
import { knownValue } from '../model/fact.js';
import { memoized } from '../text/memo.js';
import { atMost } from './atMost.js';
import type { Demand, PerSize, PerUse, PlannedNeed, PlannedSubnet, State } from './clusterPlan.js';
import { nodesAt } from './fleet.js';
import { nodesThatFit, podsThatFit } from './limits.js';
import { add, type Draw, leastIn, mostNodes, type Plan, type SubnetPlan, sumOf, times } from './plan.js';
import type { Bounds } from './pool.js';
import { perSize, perState, perUse } from './states.js';
import type { Room } from './subnets.js';
import { sourceOf, type Telling } from './telling.js';
import { nodeCounts } from './totals.js';

/** What is taken at least, whichever instance types the nodes are of, and at most. */
interface Need {
  readonly low: Demand;
  readonly high: Demand;
}

/** A subnet of a plan as it is told. */
export function subnetReport(plan: Plan, subnet: SubnetPlan, telling: Telling): PlannedSubnet {
  const { room, draws, exceededBy } = subnet;
  const needs = perSize((size) => needOf(subnet, size));
  const { most } = needs;
  const [addresses, prefixes] = sharesOf(most.full.high, room);
  return {
    ...sourceOf(room.source, telling),
    name: room.name,
    label: room.label,
    zone: zonesOf(plan).get(room.key),
    holds: holdsOf(draws),
    availableAddresses: room.addresses,
    availablePrefixes: room.prefixes,
    nodeGroups: draws.map((draw) => ({
      name: knownValue(draw.group.name),
      part: draw.part,
      mostNodes: mostNodes(draw),
      nodesAddedByUpdate: draw.surge,
      fullNodesThatFit: nodesThatFit(subnet, draw, 'full'),
    })),
    nodes: nodeCounts(draws.map(({ sizes }) => sizes)),
    needed: perSize((size) => perUse((use) => plannedNeed(needs[size][use], room))),
    exceededBy,
    endsBy: prefixes > addresses ? 'prefixes' : 'addresses',
    podsPerNodeThatFit: podsThatFit(subnet),
    nodesThatFit: perState((state) => nodesOfAllThatFit(subnet, most[state])),
    smallestLength: perUse((use) => subnetLengthFor(most[use].high.addresses, most[use].high.prefixes)),
  };
}

/** The largest share that is taken of a subnet with running pods and an update, at the most nodes. */
export function shareInUse({ draws, room }: SubnetPlan): number {
  const ofNode = (draw: Draw): Demand => atMost(draw, 'running');
  return Math.max(...sharesOf(add(sumOf(draws, ofNode, mostNodes), updateOf(draws, ofNode)), room));
}

function needOf({ draws }: SubnetPlan, size: keyof PerSize<unknown>): PerUse<Need> {
  const fewest = ({ sizes }: Draw): number => nodesAt(sizes, size)[0];
  const most = ({ sizes }: Draw): number => nodesAt(sizes, size)[1];
  const states = perState((state) => ({
    low: sumOf(draws, (draw) => leastIn(draw, state), fewest),
    high: sumOf(draws, (draw) => atMost(draw, state), most),
  }));
  return {
    ...states,
    duringUpdate: withUpdate(states.running, draws, 'running'),
    fullDuringUpdate: withUpdate(states.full, draws, 'full'),
  };
}

function withUpdate({ low, high }: Need, draws: SubnetPlan['draws'], state: State): Need {
  return {
    low: add(
      low,
      updateOf(draws, (draw) => leastIn(draw, state)),
    ),
    high: add(
      high,
      updateOf(draws, (draw) => atMost(draw, state)),
    ),
  };
}

/** One group is updated at a time: the one whose additional nodes take most. */
function updateOf(draws: SubnetPlan['draws'], each: (draw: Draw) => Demand): Demand {
  let most: Demand = { addresses: 0, prefixes: 0 };
  for (const draw of draws) {
    if (draw.surge === 0) continue;
    const demand = times(each(draw), draw.surge);
    if (demand.addresses > most.addresses) most = demand;
  }
  return most;
}

function plannedNeed({ low, high }: Need, room: Room): PlannedNeed {
  return {
    addresses: [low.addresses, high.addresses],
    prefixes: [low.prefixes, high.prefixes],
    share: [Math.max(...sharesOf(low, room)), Math.max(...sharesOf(high, room))],
  };
}

function sharesOf({ addresses, prefixes }: Demand, room: Room): readonly [addresses: number, prefixes: number] {
  const share = (part: number, all: number | undefined): number => (all === undefined ? 0 : part / Math.max(all, 1));
  return [share(addresses, room.addresses), share(prefixes, room.prefixes)];
}

/** For certain, and at best. In whole numbers: the product of nodes and addresses is exact. */
function nodesOfAllThatFit({ room, draws }: SubnetPlan, { low, high }: Need): Bounds {
  const { most: nodes } = nodeCounts(draws.map(({ sizes }) => sizes));
  const fitting = ({ addresses, prefixes }: Demand): number => {
    const byAddresses = Math.floor((nodes * room.addresses) / Math.max(addresses, 1));
    const isByPrefixes = room.prefixes !== undefined && prefixes > 0;
    return isByPrefixes ? Math.min(byAddresses, Math.floor((nodes * room.prefixes) / prefixes)) : byAddresses;
  };
  return [fitting(high), fitting(low)];
}

function holdsOf(draws: SubnetPlan['draws']): PlannedSubnet['holds'] {
  const parts = new Set(draws.map(({ part, kind }) => (kind.pool.podsIn === 'IPv6' ? 'nodes' : part)));
  const [only] = parts;
  return parts.size > 1 || only === undefined || only === 'all' ? 'nodesAndPods' : only;
}

/** The zones of the subnets of a plan by their keys. */
const zonesOf = memoized(
  ({ groups }: Plan): ReadonlyMap<string, string | undefined> =>
    new Map(
      groups.flatMap(({ zones }) =>
        zones.flatMap(({ zone, nodes, pods }) =>
          [nodes, pods].flatMap((room) => (room === undefined ? [] : [[room.key, zone] as const])),
        ),
      ),
    ),
);
