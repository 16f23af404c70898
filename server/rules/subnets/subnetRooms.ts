import { parseCidr } from '../../ipam/cidr.js';
import { prefixCapacity, SMALLEST_SUBNET, usableAddresses } from '../../ipam/subnet.js';
import type { Cluster } from '../../model/cluster.js';
import { eniConfigOfZone } from '../../model/eniConfigChoice.js';
import { knownValue } from '../../model/fact.js';
import { placeOfGroup } from '../../model/nodeGroup.js';
import type { NodeGroup, Subnet } from '../../model/resource.js';
import { madeSubnets, nodeSubnets } from '../../model/subnets.js';
import type { Location } from '../../text/span.js';

/** The subnets of a zone that a group draws on: mostly one. */
export interface SubnetRoom {
  readonly at: Location;
  /** What a message calls it: a range, or the size of what eksctl makes. */
  readonly name: string;
  /** `written`: ranges or free addresses in a file. `carved`: eksctl makes it, one alike per zone. */
  readonly origin: 'written' | 'carved';
  readonly addresses: number;
  /** /28 prefixes that fit in when nothing else lies there; undefined where only a number of free addresses is known. */
  readonly prefixes: number | undefined;
  /** /28 blocks of the largest of the subnets, free or not; 1 where only a number of free addresses is known. */
  readonly blocks: number;
}

/** The room a group's nodes have in one of its zones. */
export interface ZoneRoom {
  readonly zone: string | undefined;
  /** Undefined where the size of a subnet is not known: its nodes count, its addresses do not. */
  readonly room: SubnetRoom | undefined;
  readonly key: string;
}

/** The zones a group's nodes lie in, with the room in each; none where a template or a subnet out of sight decides. */
export function roomsOf(group: NodeGroup, cluster: Cluster): readonly ZoneRoom[] {
  const subnets = nodeSubnets(group, cluster);
  if (subnets === undefined) return [];
  if (subnets.length === 0)
    return cluster.subnets.some(({ id }) => id.kind === 'known') ? [] : carvedRooms(group, cluster);
  const zones = new Map<string, Subnet[]>();
  for (const [index, subnet] of subnets.entries()) {
    const zone = knownValue(subnet.zone) ?? `#${index}`;
    zones.set(zone, [...(zones.get(zone) ?? []), subnet]);
  }
  return [...zones].map(([zone, own]) => ({
    zone: zone.startsWith('#') ? undefined : zone,
    room: roomOf(group.nodesTogether === 'subnet' ? roomiest(own, cluster) : own, cluster),
    key: own.map(keyOf).join(' '),
  }));
}

/** The subnet with most addresses: which of several a group is given, nobody knows. All, where the size of one is not known. */
function roomiest(subnets: readonly Subnet[], cluster: Cluster): readonly Subnet[] {
  const sizes = subnets.flatMap((subnet) => {
    const addresses = sizeOf(subnet, cluster)?.addresses;
    return addresses === undefined ? [] : [{ subnet, addresses }];
  });
  if (sizes.length < subnets.length) return subnets;
  return sizes
    .sort((one, other) => other.addresses - one.addresses)
    .slice(0, 1)
    .map(({ subnet }) => subnet);
}

function keyOf({ id, at }: Subnet): string {
  return knownValue(id) ?? `${at.uri}#${at.document}@${at.span.start}`;
}

/** The room of subnets together; undefined unless the size of each is known. */
function roomOf(subnets: readonly Subnet[], cluster: Cluster): SubnetRoom | undefined {
  const sizes = subnets.flatMap((subnet) => sizeOf(subnet, cluster) ?? []);
  const [first] = sizes;
  if (first === undefined || sizes.length !== subnets.length) return undefined;
  return {
    at: first.at,
    name: sizes.map(({ name }) => name).join(' + '),
    origin: 'written',
    addresses: sizes.reduce((sum, { addresses }) => sum + addresses, 0),
    prefixes: sizes.reduce<number | undefined>(
      (sum, { prefixes }) => (sum === undefined || prefixes === undefined ? undefined : sum + prefixes),
      0,
    ),
    blocks: Math.max(...sizes.map(({ blocks }) => blocks)),
  };
}

/** A subnet's size by its range, or by the free addresses the config file gives for its id. */
export function sizeOf(subnet: Subnet, { subnets }: Cluster): SubnetRoom | undefined {
  const id = knownValue(subnet.id);
  const same = [subnet, ...subnets.filter((other) => id !== undefined && knownValue(other.id) === id)];
  const free = same.map(({ freeAddresses }) => freeAddresses).find(({ kind }) => kind === 'known');
  const cidr = same.map((each) => each.cidr).find(({ kind }) => kind === 'known');
  const reading = cidr?.kind === 'known' ? parseCidr(cidr.value) : undefined;
  if (free?.kind === 'known') {
    const name = reading?.kind === 'cidr' && cidr?.kind === 'known' ? cidr.value : (id ?? '?');
    return { at: placeOf(subnet), name, origin: 'written', addresses: free.value, prefixes: undefined, blocks: 1 };
  }
  if (reading?.kind !== 'cidr' || cidr?.kind !== 'known') return undefined;
  const { prefixLength } = reading.cidr;
  return {
    at: placeOf(subnet),
    name: cidr.value,
    origin: 'written',
    addresses: usableAddresses(prefixLength),
    prefixes: prefixCapacity(prefixLength),
    blocks: blocksIn(prefixLength),
  };
}

function blocksIn(prefixLength: number): number {
  return Math.max(2 ** (SMALLEST_SUBNET - prefixLength), 1);
}

/** Where the subnet stands in the cluster's own file, although its size may come from the config file. */
function placeOf({ cidr, id, at }: Subnet): Location {
  return cidr.kind === 'known' ? cidr.at : id.kind === 'known' ? id.at : at;
}

function carvedRooms(group: NodeGroup, { declaration }: Cluster): readonly ZoneRoom[] {
  const vpcCidr = declaration?.vpcCidr;
  const at = vpcCidr?.kind === 'known' ? vpcCidr.at : placeOfGroup(group);
  const rooms = madeSubnets(group, declaration).map(({ zone, access, prefixLength }, index): ZoneRoom => {
    const room: SubnetRoom = {
      at,
      name: `/${prefixLength}`,
      origin: 'carved',
      addresses: usableAddresses(prefixLength),
      prefixes: prefixCapacity(prefixLength),
      blocks: blocksIn(prefixLength),
    };
    return { zone, room, key: `${access} ${zone ?? index}` };
  });
  return group.nodesTogether === 'subnet' ? rooms.slice(0, 1) : rooms;
}

/** Of the rooms of a group those its nodes take: where they are held in one zone, the roomiest, for nobody knows which it will be. */
export function roomsTaken({ nodesTogether }: NodeGroup, rooms: readonly ZoneRoom[]): readonly ZoneRoom[] {
  if (nodesTogether === undefined || rooms.length < 2) return rooms;
  // A room whose size is not known may be the roomiest.
  const addresses = ({ room }: ZoneRoom): number => room?.addresses ?? Number.POSITIVE_INFINITY;
  return [rooms.reduce((most, each) => (addresses(each) > addresses(most) ? each : most))];
}

/** The subnet of the ENIConfig that nodes of a group in a zone get, where its size is known. */
export function podRoom(
  group: NodeGroup,
  zone: string,
  cluster: Cluster,
): { readonly room: SubnetRoom; readonly key: string } | undefined {
  const id = eniConfigOfZone(group, zone, cluster)?.subnetId;
  if (id?.kind !== 'known') return undefined;
  const subnet = cluster.subnets.find((each) => knownValue(each.id) === id.value);
  const room = subnet && sizeOf(subnet, cluster);
  return room && subnet ? { room: { ...room, at: id.at }, key: keyOf(subnet) } : undefined;
}
