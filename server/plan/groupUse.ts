import { memoized } from '../text/memo.js';
import type { State } from './clusterPlan.js';
import type { GroupPlan, Plan, SubnetPlan } from './plan.js';
import type { Bounds } from './pool.js';
import type { Room } from './subnets.js';

/** What all nodes of a group take from the subnets that its pods have their addresses from. */
export interface GroupUse {
  /** Per node; with custom networking without the address in the node's own subnet. */
  readonly perNode: Readonly<Record<State, Bounds>>;
  /** From the fewest nodes without pods to the most nodes full of pods; undefined where nobody says how many nodes there are. */
  readonly all: Bounds | undefined;
  /** All full, and the nodes more that an update adds; undefined for a group that EKS does not update. */
  readonly duringUpdate: number | undefined;
  /** The subnets; undefined unless the size of every one is known. */
  readonly rooms: readonly Room[] | undefined;
  /** Addresses of these subnets together. */
  readonly available: number | undefined;
  /** What all groups that draw on these subnets take at most; undefined where it is this one alone. */
  readonly allGroups: number | undefined;
  /** The subnets of the nodes themselves, where they are other ones. */
  readonly nodeRooms: readonly Room[] | undefined;
}

/** What a group of a plan takes. */
export function groupUse(plan: Plan, group: GroupPlan): GroupUse {
  const { nodes, update, zones, apart } = group;
  const perNode = {
    idle: without(group.perNode.idle, apart),
    onePod: without(group.perNode.onePod, apart),
    running: without(group.perNode.running, apart),
    full: without(group.perNode.full, apart),
  };
  const rooms = distinctRooms(zones.map(({ pods }) => pods));
  return {
    perNode,
    all: nodes && [nodes.least * perNode.idle[0], nodes.most * perNode.full[1]],
    duringUpdate: nodes && update && (nodes.most + update.nodes) * perNode.full[1],
    rooms,
    available: rooms?.reduce((sum, { addresses }) => sum + addresses, 0),
    allGroups: rooms && ofAllGroups(plan, group, rooms),
    nodeRooms: apart === 0 ? undefined : distinctRooms(zones.map((zone) => zone.nodes)),
  };
}

function without([low, high]: Bounds, apart: number): Bounds {
  return [low - apart, high - apart];
}

function distinctRooms(rooms: readonly (Room | undefined)[]): readonly Room[] | undefined {
  if (rooms.length === 0) return undefined;
  const byKey = new Map<string, Room>();
  for (const room of rooms) {
    if (room === undefined) return undefined;
    byKey.set(room.key, room);
  }
  return [...byKey.values()];
}

function ofAllGroups(plan: Plan, { group }: GroupPlan, rooms: readonly Room[]): number | undefined {
  const subnets = rooms.flatMap(({ key }) => subnetOf(plan, key) ?? []);
  if (subnets.every(({ draws }) => draws.every((draw) => draw.group === group))) return undefined;
  const sum = subnets.reduce((all, subnet) => all + mostAddresses(subnet), 0);
  // Where several zones share the nodes, the sum of their parts misses a whole number by less than this.
  return Math.ceil(sum - 1e-6);
}

/** A memo, because every group that draws on a subnet asks. */
const mostAddresses = memoized(({ draws }: SubnetPlan): number =>
  draws.reduce((sum, draw) => sum + draw.mostAddresses, 0),
);

/** The subnet of a plan with this key; undefined where nothing draws on it. */
export function subnetOf(plan: Plan, key: string): SubnetPlan | undefined {
  return subnetsByKey(plan).get(key);
}

const subnetsByKey = memoized(
  ({ subnets }: Plan): ReadonlyMap<string, SubnetPlan> => new Map(subnets.map((each) => [each.room.key, each])),
);
