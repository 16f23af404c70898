import { parseCidr } from '../ipam/cidr.js';
import { isSubnetLength, prefixCapacity, SMALLEST_SUBNET, usableAddresses } from '../ipam/subnet.js';
import type { Cluster } from '../model/cluster.js';
import { eniConfigOfZone } from '../model/eniConfigChoice.js';
import { absent, knownValue } from '../model/fact.js';
import type { MadeSubnet } from '../model/madeVpc.js';
import type { ClusterDeclaration, EniConfig, NodeGroup, Subnet } from '../model/resource.js';
import { madeSubnets, nodeSubnets, subnetOfEniConfig, subnetsById } from '../model/subnets.js';
import { highest } from '../text/extremes.js';
import { groupBy } from '../text/groupBy.js';
import { memoized, memoizedPair, memoizedWithin } from '../text/memo.js';
import { type Location, placeKey } from '../text/span.js';
import { assumed, eksctlDefault, type Source, written } from './source.js';

/** The subnets of a zone that nodes or pods of a group draw on: mostly one. */
export interface Room {
  /** The same for the same subnets, whoever draws on them. */
  readonly key: string;
  /** The keys of its subnets, in order. */
  readonly parts: readonly [string, ...string[]];
  /** Where its size is written; undefined where no file says it. */
  readonly at: Location | undefined;
  /** What a message calls it: a range, or the size of what eksctl makes. */
  readonly name: string;
  /** What files call it: a key, an id or a zone; of what eksctl makes, its number. */
  readonly label: string;
  /** `written`: ranges or free addresses in a file. `carved`: eksctl makes it, one alike per zone. */
  readonly origin: 'written' | 'carved';
  /** Who says how large it is. */
  readonly source: Source;
  /** Addresses EC2 can give out to the nodes of the cluster: the free ones where somebody says so, and what running nodes hold of the others. */
  readonly addresses: number;
  /** Those of them that running nodes may hold; undefined where no running node is seen. */
  readonly held?: number;
  /** Nobody asked for the nodes, and `held` may be nothing. */
  readonly heldUnseen?: true;
  /** /28 prefixes that fit in when nothing else lies there; undefined where only a number of free addresses is known. */
  readonly prefixes: number | undefined;
  /** /28 blocks of the largest of the subnets, free or not; 1 where only a number of free addresses is known. */
  readonly blocks: number;
}

/** The rooms of a group in one of its zones. */
export interface ZoneRooms {
  readonly zone: string | undefined;
  /** Where its nodes lie; undefined where the size of a subnet is not known: its nodes count, its addresses do not. */
  readonly nodes: Room | undefined;
  /** Where its pods have their addresses from: with custom networking the subnet of the zone's ENIConfig. Undefined as above. */
  readonly pods: Room | undefined;
}

/**
 * The zones a group's nodes lie in, with the rooms in each; none where a template or a subnet out of sight decides. With custom networking
 * the pods' room is another one than the nodes'.
 */
export function roomsOf(group: NodeGroup, cluster: Cluster, customNetworking: boolean): readonly ZoneRooms[] {
  const rooms = nodeRooms(group, landOf(cluster));
  return customNetworking ? rooms.map((each) => ({ ...each, pods: podRoom(group, each.zone, cluster) })) : rooms;
}

/** What decides which subnets there are, and how large. */
type Land = Pick<Cluster, 'subnets' | 'declaration'>;

/** The same for all clusters that have these subnets. */
function landOf({ subnets, declaration }: Cluster): Land {
  return landWith(subnets, declaration ?? undeclared);
}

const undeclared = {};
const landWith = memoizedPair(
  (subnets: Cluster['subnets'], declaration: ClusterDeclaration | typeof undeclared): Land => ({
    subnets,
    declaration: declaration === undeclared ? undefined : (declaration as ClusterDeclaration),
  }),
);

/** The rooms of a group's nodes, and of its pods where they have their addresses from the nodes' subnets. */
function nodeRooms(group: NodeGroup, land: Land): readonly ZoneRooms[] {
  const known = roomsByPlacement(land);
  const placement = placementOf(group);
  const rooms = known.get(placement) ?? readRooms(group, land);
  known.set(placement, rooms);
  return rooms;
}

/** A memo: most groups of a cluster are placed alike, and plans with other settings share what is found. */
const roomsByPlacement = memoized((_: Land) => new Map<string, readonly ZoneRooms[]>());

/** All of a group that decides where its nodes lie. */
function placementOf(group: NodeGroup): string {
  const { nodesTogether, privateNetworking, subnetRefs, availabilityZones, localZones, nodeClass } = group;
  const lists = [subnetRefs, availabilityZones, localZones];
  if (privateNetworking.kind === 'absent' && lists.every(({ kind }) => kind === 'absent')) return nodesTogether ?? '';
  const values = lists.map((list) => (list.kind === 'known' ? list.value.map(knownValue) : list.kind));
  return JSON.stringify([
    nodesTogether,
    privateNetworking.kind,
    knownValue(privateNetworking),
    values,
    nodeClass !== undefined,
  ]);
}

function readRooms(group: NodeGroup, land: Land): readonly ZoneRooms[] {
  const subnets = nodeSubnets(group, land);
  if (subnets === undefined) return [];
  if (subnets.length === 0) return namesSubnets(land) ? [] : carvedRooms(group, land);
  return group.nodesTogether === 'subnet' ? roomiestRooms(subnets, land) : joinedRooms(subnets, land);
}

/** Memos, because groups that are placed alike share the list of their subnets. */
const joinedRooms = memoizedWithin((subnets: readonly Subnet[], land: Land) =>
  roomsByZone(subnets, (own) => joinedRoom(own, land)),
);
const roomiestRooms = memoizedWithin((subnets: readonly Subnet[], land: Land) =>
  roomsByZone(subnets, (own) => joinedRoom(roomiest(own, land), land)),
);

function roomsByZone(
  subnets: readonly Subnet[],
  roomIn: (own: readonly Subnet[]) => Room | undefined,
): readonly ZoneRooms[] {
  // A subnet whose zone is not known is in one of its own.
  const zones = groupBy(subnets.entries(), ([index, { zone }]) => knownValue(zone) ?? index);
  return [...zones].map(([zone, entries]) => {
    const room = roomIn(entries.map(([, subnet]) => subnet));
    return { zone: typeof zone === 'string' ? zone : undefined, nodes: room, pods: room };
  });
}

const namesSubnets = memoized(({ subnets }: Land): boolean =>
  subnets.some(({ id, observed }) => id.kind === 'known' && !observed),
);

/** The subnet with most addresses: which of several a group is given, nobody knows. All, where the size of one is not known. */
function roomiest(subnets: readonly Subnet[], land: Land): readonly Subnet[] {
  const sizes = subnets.flatMap((subnet) => {
    const addresses = sizeIn(subnet, land)?.addresses;
    return addresses === undefined ? [] : [{ subnet, addresses }];
  });
  if (sizes.length < subnets.length) return subnets;
  return sizes
    .sort((one, other) => other.addresses - one.addresses)
    .slice(0, 1)
    .map(({ subnet }) => subnet);
}

/** The room of subnets together; undefined unless the size of each is known. */
function joinedRoom(subnets: readonly Subnet[], land: Land): Room | undefined {
  const rooms = subnets.flatMap((subnet) => sizeIn(subnet, land) ?? []);
  const [first] = rooms;
  if (first === undefined || rooms.length !== subnets.length) return undefined;
  const [part, ...others] = rooms.map(({ key }) => key).sort() as [string, ...string[]];
  return {
    ...first,
    key: [part, ...others].join(' '),
    parts: [part, ...others],
    name: rooms.map(({ name }) => name).join(' + '),
    label: rooms.map(({ label }) => label).join(' + '),
    addresses: rooms.reduce((sum, { addresses }) => sum + addresses, 0),
    ...(rooms.some(({ heldUnseen }) => heldUnseen) ? { heldUnseen: true } : {}),
    ...(rooms.some(({ held }) => held !== undefined)
      ? { held: rooms.reduce((sum, { held = 0 }) => sum + held, 0) }
      : {}),
    prefixes: rooms.reduce<number | undefined>(
      (sum, { prefixes }) => (sum === undefined || prefixes === undefined ? undefined : sum + prefixes),
      0,
    ),
    blocks: highest(rooms.map(({ blocks }) => blocks)),
  };
}

/** A subnet with the range and the free addresses that any file of the cluster gives for its id; more free ones than the range has are none said. */
export function asCluster(subnet: Subnet, cluster: Land): Subnet {
  const id = knownValue(subnet.id);
  const others = id === undefined ? undefined : saidById(cluster).get(id);
  const cidr = subnet.cidr.kind === 'known' ? subnet.cidr : (others?.cidr ?? subnet.cidr);
  const free = subnet.freeAddresses.kind === 'known' ? subnet.freeAddresses : (others?.free ?? subnet.freeAddresses);
  const reading = cidr.kind === 'known' ? parseCidr(cidr.value) : undefined;
  const most = reading?.kind === 'cidr' ? usableAddresses(reading.cidr.prefixLength) : undefined;
  const isTooMany = free.kind === 'known' && most !== undefined && free.value > most;
  const held = subnet.heldByNodes ?? others?.held;
  return {
    ...subnet,
    cidr,
    freeAddresses: isTooMany ? absent : free,
    ...(held === undefined ? {} : { heldByNodes: held }),
    ...((subnet.heldUnseen ?? others?.heldUnseen) ? { heldUnseen: true } : {}),
  };
}

/**
 * A subnet's size by its range, or by the free addresses the config file gives for its id, wherever the id is written; undefined where
 * nobody says either.
 */
export function sizeOf(subnet: Subnet, cluster: Cluster): Room | undefined {
  return sizeIn(subnet, landOf(cluster));
}

const sizeIn = memoizedWithin((subnet: Subnet, land: Land): Room | undefined => {
  const id = knownValue(subnet.id);
  const { cidr, freeAddresses: free, heldByNodes: held, heldUnseen } = asCluster(subnet, land);
  const reading = cidr.kind === 'known' ? parseCidr(cidr.value) : undefined;
  // A range that no subnet can have says nothing of the size of this one.
  const isPossible = reading?.kind === 'cidr' && isSubnetLength(reading.cidr.prefixLength);
  const range = isPossible && cidr.kind === 'known' ? { ...cidr, cidr: reading.cidr } : undefined;
  const key = keyOf(subnet);
  const room = {
    key,
    parts: [key],
    at: placeOf(subnet),
    name: range?.value ?? id ?? '?',
    label: knownValue(subnet.key) ?? id ?? knownValue(subnet.zone) ?? '?',
    origin: 'written',
  } satisfies Partial<Room>;
  if (free.kind === 'known') {
    const addresses = free.value + (held ?? 0);
    const source = written(free.at);
    const ofNodes = held === undefined ? {} : { held, ...(heldUnseen ? { heldUnseen } : {}) };
    return { ...room, source, addresses, ...ofNodes, prefixes: undefined, blocks: 1 };
  }
  return range && { ...room, source: written(range.at), ...ofLength(range.cidr.prefixLength) };
});

/** The first range and the first number of free addresses that subnets with an id give. */
const saidById = memoized((land: Land) => {
  const all = [...subnetsById(land)].map(([id, same]) => {
    const cidr = same.map((each) => each.cidr).find(({ kind }) => kind === 'known');
    const free = same.map(({ freeAddresses }) => freeAddresses).find(({ kind }) => kind === 'known');
    const held = same.map(({ heldByNodes }) => heldByNodes).find((each) => each !== undefined);
    const heldUnseen = same.find((each) => each.heldUnseen)?.heldUnseen;
    return [id, { cidr, free, held, heldUnseen }] as const;
  });
  return new Map(all);
});

function keyOf({ id, at }: Subnet): string {
  return knownValue(id) ?? placeKey(at);
}

function ofLength(prefixLength: number): Pick<Room, 'addresses' | 'prefixes' | 'blocks'> {
  return {
    addresses: usableAddresses(prefixLength),
    prefixes: prefixCapacity(prefixLength),
    blocks: Math.max(2 ** (SMALLEST_SUBNET - prefixLength), 1),
  };
}

/** Where the subnet stands in the cluster's own file, although its size may come from the config file. */
function placeOf({ cidr, id, at }: Subnet): Location {
  return cidr.kind === 'known' ? cidr.at : id.kind === 'known' ? id.at : at;
}

function carvedRooms(group: NodeGroup, { declaration }: Land): readonly ZoneRooms[] {
  const subnets = madeSubnets(group, declaration);
  if (declaration === undefined || subnets.length === 0) return [];
  const rooms = subnets.map((subnet, index) => carvedRoom(subnet, index, declaration));
  return group.nodesTogether === 'subnet' ? rooms.slice(0, 1) : rooms;
}

function carvedRoom(
  { zone, access, prefixLength }: MadeSubnet,
  index: number,
  { vpcCidr, madeVpc }: ClusterDeclaration,
): ZoneRooms {
  const key = `${access} ${zone ?? index}`;
  const room: Room = {
    key,
    parts: [key],
    at: vpcCidr.kind === 'known' ? vpcCidr.at : undefined,
    name: `/${prefixLength}`,
    label: `eksctl ${index + 1}`,
    origin: 'carved',
    source: madeVpc?.zonesAreChosen ? assumed : eksctlDefault,
    ...ofLength(prefixLength),
  };
  return { zone, nodes: room, pods: room };
}

/** Of the zones of a group those its nodes take: where they are held in one zone, the roomiest, for nobody knows which it will be. */
export function zonesTaken({ nodesTogether }: NodeGroup, zones: readonly ZoneRooms[]): readonly ZoneRooms[] {
  if (nodesTogether === undefined || zones.length < 2) return zones;
  // A room whose size is not known may be the roomiest.
  const addresses = ({ nodes }: ZoneRooms): number => nodes?.addresses ?? Number.POSITIVE_INFINITY;
  return [zones.reduce((most, each) => (addresses(each) > addresses(most) ? each : most))];
}

/** The subnet of the ENIConfig that nodes of a group in a zone get, where its size is known. */
function podRoom(group: NodeGroup, zone: string | undefined, cluster: Cluster): Room | undefined {
  const config = zone === undefined ? undefined : eniConfigOfZone(group, zone, cluster);
  return config && roomOfEniConfig(config, cluster);
}

const roomOfEniConfig = memoizedWithin((config: EniConfig, cluster: Cluster): Room | undefined => {
  const at = config.subnetKey?.at ?? (config.subnetId.kind === 'known' ? config.subnetId.at : undefined);
  const subnet = subnetOfEniConfig(config, cluster);
  const room = subnet && sizeOf(subnet, cluster);
  return room && { ...room, at };
});
