import type { SettledForm } from '../ipam/closedForm.js';
import type { Cluster } from '../model/cluster.js';
import type { NodeGroup } from '../model/resource.js';
import { highest } from '../text/extremes.js';
import { groupBy } from '../text/groupBy.js';
import { memoized, memoizedPair } from '../text/memo.js';
import type { Demand, State } from './clusterPlan.js';
import { type FleetSize, fleetSize, type Update, updateOf } from './fleet.js';
import { type GroupKind, kindsOfGroup } from './nodes.js';
import { type Bounds, hullOf, nodePool, type Pool, poolWith } from './pool.js';
import { type SettingsInForce, settingsInForce } from './settings.js';
import { perState } from './states.js';
import { type Room, roomsOf, type ZoneRooms, zonesTaken } from './subnets.js';
import { type Surroundings, surroundingsOf } from './surroundings.js';

/** What a cluster's nodes run and take from subnets. Plain data: every number that rules, features, commands and the API show. */
export interface Plan {
  /** With what was to be otherwise than its files say. */
  readonly cluster: Cluster;
  /** `isSeen` of it says whether the plan holds, or whether something is assumed. */
  readonly settings: SettingsInForce;
  /** The groups whose pools are known; none where no node has a pool. */
  readonly groups: readonly GroupPlan[];
  /** The subnets whose size is known, in the order in which groups draw on them. */
  readonly subnets: readonly SubnetPlan[];
}

/** A kind of node with what it holds. */
export interface PlannedKind extends GroupKind {
  readonly pool: Pool;
  /** What it holds with one pod, and with the pods of a running node. */
  readonly onePod: SettledForm;
  readonly running: SettledForm;
}

export interface GroupPlan {
  readonly group: NodeGroup;
  readonly kinds: readonly [PlannedKind, ...PlannedKind[]];
  /** Undefined where nobody says how many. */
  readonly nodes: FleetSize | undefined;
  readonly update: Update | undefined;
  /** The zones its nodes take, each with the rooms there; none where they cannot be known. */
  readonly zones: readonly ZoneRooms[];
  /** The pods on a running node: as many as the config file expects, or one where it says nothing, but no more than it can run. */
  readonly runningPods: number;
  readonly isExpected: boolean;
  /** Addresses one node takes from all subnets, from the kind that takes least to the one that takes most. */
  readonly perNode: Readonly<Record<State, Bounds>>;
  /** How many of them come from the node's own subnet, which with custom networking is not that of its pods; 0 where it is the same. */
  readonly apart: 0 | 1;
}

/** The nodes a group has in one zone, and what each takes of one subnet: that of the kind which takes least is certain. */
export interface Draw {
  readonly group: NodeGroup;
  readonly kind: PlannedKind;
  readonly kinds: GroupPlan['kinds'];
  /** `nodes`: the address of the node itself, beside the subnet of its pods. */
  readonly part: 'all' | 'nodes' | 'pods';
  /** Nodes that are spread evenly: the most in one zone. */
  readonly sizes: FleetSize;
  /** Nodes more in the zone during an update of the group. */
  readonly surge: number;
  readonly zones: number;
  readonly pods: number;
  readonly perNode: Readonly<Record<Exclude<State, 'full'>, Demand>>;
  /** Undefined where max pods cannot be known. */
  readonly full: Demand | undefined;
  /** Addresses of all nodes of the group that are in the zone, when they are full and of the kind that takes most. Not rounded up. */
  readonly mostAddresses: number;
}

/** One subnet, and all that is drawn on it. */
export interface SubnetPlan {
  readonly room: Room;
  readonly draws: readonly [Draw, ...Draw[]];
  /** Of all groups at their most nodes; `full` counts a group whose max pods are not known as running. */
  readonly total: Readonly<Record<State, Demand>>;
  /** One group is updated at a time: the one whose additional nodes take most. */
  readonly updated: Draw | undefined;
  /** Running nodes, and those more that the update adds. */
  readonly duringUpdate: Demand;
  /** The first of the states that is more than the subnet has; undefined where all fit. */
  readonly exceededBy: 'idle' | 'onePod' | 'running' | 'duringUpdate' | 'full' | undefined;
}

/** The plan of a cluster with what its files say. */
export const planOf = memoized((cluster: Cluster): Plan => makePlan(cluster, settingsInForce(cluster)));

/** The plan of a cluster with these settings. */
export function makePlan(cluster: Cluster, settings: SettingsInForce): Plan {
  if (settings.refused) return { cluster, settings, groups: [], subnets: [] };
  const known = knownGroups(surroundingsOf(cluster), settings);
  const groups = cluster.nodeGroups.flatMap((group) => {
    const plan = known.has(group) ? known.get(group) : groupPlan(group, cluster, settings, nodePool);
    known.set(group, plan);
    return plan ?? [];
  });
  return { cluster, settings, groups, subnets: subnetPlans(groups) };
}

/** A memo: what somebody tries with one group leaves the others as they are. */
const knownGroups = memoizedPair(
  (_: Surroundings, __: SettingsInForce) => new WeakMap<NodeGroup, GroupPlan | undefined>(),
);

/** The plan of one group; undefined where its pools cannot be known. */
export function planOfGroup(group: NodeGroup, cluster: Cluster): GroupPlan | undefined {
  return groupsByNode(cluster).get(group);
}

const groupsByNode = memoized(
  (cluster: Cluster): ReadonlyMap<NodeGroup, GroupPlan> =>
    new Map(planOf(cluster).groups.map((each) => [each.group, each])),
);

/** The plan of a group with these settings, whose nodes have the pools that a function gives; undefined where these cannot be known. */
export function groupPlan(
  group: NodeGroup,
  cluster: Cluster,
  settings: SettingsInForce,
  poolFor: typeof nodePool,
): GroupPlan | undefined {
  const found = kindsOfGroup(group, cluster, settings);
  const expected = cluster.facts.expectedPodsPerNode?.value;
  const wanted = expected ?? 1;
  const kinds = found.flatMap((kind): readonly PlannedKind[] => {
    const pool = poolFor(kind.type.limits, settings, kind.pods);
    if (pool.kind === 'refused') return [];
    const onePod = poolWith(pool, 1);
    return [{ pool, onePod, running: wanted === 1 ? onePod : poolWith(pool, wanted), ...kind }];
  });
  const [first, ...others] = kinds;
  if (first === undefined || kinds.length < found.length) return undefined;
  const zones = roomsOf(group, cluster, settings.ipam.customNetworking);
  const nodes = fleetSize(group);
  return {
    group,
    kinds: [first, ...others],
    nodes,
    update: nodes && updateOf(group, nodes.most, zones.length),
    zones: zonesTaken(group, zones),
    runningPods: Math.min(wanted, highest(kinds.map(({ pool }) => pool.fullPods))),
    isExpected: expected !== undefined,
    perNode: perState((state) => hullOf(kinds, (kind) => formIn(kind, state).subnetIPs)),
    apart: settings.ipam.customNetworking ? 1 : 0,
  };
}

/** What a node of a kind holds with the pods of a state. */
export function formIn({ pool, onePod, running }: PlannedKind, state: State): SettledForm {
  switch (state) {
    case 'idle':
      return pool.idle;
    case 'onePod':
      return onePod;
    case 'running':
      return running;
    case 'full':
      return pool.full;
    default:
      return state satisfies never;
  }
}

/** The subnets on which groups draw, in the order in which they do. */
export function subnetPlans(groups: readonly GroupPlan[]): readonly SubnetPlan[] {
  const found = new Map<string, { readonly room: Room; readonly draws: Draw[] }>();
  const add = (room: Room | undefined, draw: Draw): void => {
    if (room === undefined) return;
    const before = found.get(room.key);
    if (before) before.draws.push(draw);
    else found.set(room.key, { room, draws: [draw] });
  };
  for (const plan of groups) {
    // In each of its zones a group draws the same.
    const draw = drawsOf(plan);
    if (draw === undefined) continue;
    const all = draw('all');
    const apart = plan.apart === 0 ? undefined : { nodes: draw('nodes'), pods: draw('pods') };
    for (const { nodes, pods } of plan.zones) {
      // An ENIConfig may name the nodes' own subnet.
      if (apart === undefined || (nodes && nodes.key === pods?.key)) {
        add(nodes, all);
      } else {
        add(nodes, apart.nodes);
        add(pods, apart.pods);
      }
    }
  }
  const written = [...found.values()].map((each, place) => ({ ...each, place }));
  const byRarestPart = groupBy(written, rarestPart(written));
  return written.flatMap((each) => {
    const [first, ...others] = [...each.draws, ...drawsWithin(each.room, byRarestPart)];
    return first ? [subnetPlan(each.room, [first, ...others])] : [];
  });
}

/** A room with what is drawn on it, and its place among all of them. */
interface DrawnRoom {
  readonly room: Room;
  readonly draws: readonly Draw[];
  readonly place: number;
}

/** The subnet of a room that the fewest rooms have: groups often share one beside their own. */
function rarestPart(rooms: readonly DrawnRoom[]): (drawn: DrawnRoom) => string {
  const byPart = groupBy(
    rooms.flatMap(({ room }) => room.parts),
    (part) => part,
  );
  const countOf = (part: string): number => byPart.get(part)?.length ?? 0;
  return ({ room }) => room.parts.reduce((rarest, part) => (countOf(part) < countOf(rarest) ? part : rarest));
}

/** What is drawn on some only of the subnets that are one room together: that is drawn on the room too. */
function drawsWithin({ key, parts }: Room, byRarestPart: ReadonlyMap<string, readonly DrawnRoom[]>): readonly Draw[] {
  if (parts.length === 1) return [];
  const own = new Set(parts);
  const within = parts
    .flatMap((part) => byRarestPart.get(part) ?? [])
    .filter(({ room }) => room.key !== key && room.parts.every((part) => own.has(part)));
  return within.sort((a, b) => a.place - b.place).flatMap(({ draws }) => draws);
}

/** What a group draws in each of its zones; undefined where nobody says how many nodes it has, or it has none. */
function drawsOf({
  group,
  kinds,
  nodes,
  update,
  zones: all,
  runningPods,
  perNode,
}: GroupPlan): ((part: Draw['part']) => Draw) | undefined {
  if (nodes === undefined || nodes.most === 0 || all.length === 0) return undefined;
  const zones = all.length;
  const kind = leastKind(kinds);
  const { pool } = kind;
  const { least, desired, most } = nodes;
  const sizes: FleetSize = {
    least: Math.ceil(least / zones),
    desired: desired === undefined ? undefined : Math.ceil(desired / zones),
    most: Math.ceil(most / zones),
  };
  return (part) => ({
    group,
    kind,
    kinds,
    part,
    sizes,
    // EKS counts all zones of the group for an update, although a placement group may hold the nodes in one of them.
    surge: Math.ceil((update?.nodes ?? 0) / zones),
    zones,
    pods: Math.min(runningPods, pool.fullPods),
    perNode: {
      idle: demandOf(pool.idle, part),
      onePod: demandOf(kind.onePod, part),
      running: demandOf(kind.running, part),
    },
    full: kind.maxPods && demandOf(pool.full, part),
    mostAddresses: (nodes.most / zones) * (part === 'nodes' ? 1 : perNode.full[1] - (part === 'pods' ? 1 : 0)),
  });
}

function leastKind([first, ...others]: GroupPlan['kinds']): PlannedKind {
  const addresses = ({ pool, running, maxPods }: PlannedKind): number => (maxPods ? pool.full : running).subnetIPs[0];
  return others.reduce((least, each) => (addresses(each) < addresses(least) ? each : least), first);
}

/** What a node takes of one subnet: with custom networking the node's own pays for the primary ENI's address only. */
export function demandOf({ subnetIPs: [least], prefixes: [prefixes] }: SettledForm, part: Draw['part']): Demand {
  if (part === 'nodes') return { addresses: 1, prefixes: 0 };
  return { addresses: part === 'pods' ? least - 1 : least, prefixes };
}

function subnetPlan(room: Room, draws: SubnetPlan['draws']): SubnetPlan {
  const total = perState((state) => sumOf(draws, (draw) => leastIn(draw, state), mostNodes));
  const updated = biggestUpdate(draws);
  const duringUpdate = updated ? add(total.running, times(updated.perNode.running, updated.surge)) : total.running;
  const exceededBy = (['idle', 'onePod', 'running', 'duringUpdate', 'full'] as const).find((state) =>
    isTooMuch(state === 'duringUpdate' ? duringUpdate : total[state], room),
  );
  return { room, draws, total, updated, duringUpdate, exceededBy };
}

/** The nodes of a draw when its group has most. */
export const mostNodes = ({ sizes }: Draw): number => sizes.most;

/** What each node of a draw takes at least. A group whose max pods are not known counts as running. */
export function leastIn({ full, perNode }: Draw, state: State): Demand {
  return state === 'full' ? (full ?? perNode.running) : perNode[state];
}

/** What all draws take together. Added up in place: plans of large clusters have very many. */
export function sumOf(draws: readonly Draw[], each: (draw: Draw) => Demand, nodesOf: (draw: Draw) => number): Demand {
  let [addresses, prefixes] = [0, 0];
  for (const draw of draws) {
    const demand = each(draw);
    const nodes = nodesOf(draw);
    addresses += demand.addresses * nodes;
    prefixes += demand.prefixes * nodes;
  }
  return { addresses, prefixes };
}

function biggestUpdate(draws: readonly Draw[]): Draw | undefined {
  const takes = ({ surge, perNode }: Draw): number => surge * perNode.running.addresses;
  return draws.reduce<Draw | undefined>(
    (most, draw) => (draw.surge > 0 && (most === undefined || takes(draw) > takes(most)) ? draw : most),
    undefined,
  );
}

/** True when a subnet does not have so many addresses or prefixes. */
export function isTooMuch({ addresses, prefixes }: Demand, room: Room): boolean {
  return addresses > room.addresses || (room.prefixes !== undefined && prefixes > room.prefixes);
}

/** What so many nodes take. */
export function times({ addresses, prefixes }: Demand, nodes: number): Demand {
  return { addresses: addresses * nodes, prefixes: prefixes * nodes };
}

/** What two take together. */
export function add(one: Demand, other: Demand): Demand {
  return { addresses: one.addresses + other.addresses, prefixes: one.prefixes + other.prefixes };
}
