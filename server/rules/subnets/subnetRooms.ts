import { type Ipv4Cidr, parseCidr } from '../../ipam/cidr.js';
import { carveSubnets, prefixCapacity, SMALLEST_SUBNET, usableAddresses } from '../../ipam/subnet.js';
import type { Cluster } from '../../model/cluster.js';
import { eniConfigOfZone } from '../../model/eniConfigChoice.js';
import { knownValue } from '../../model/fact.js';
import { placeOfGroup } from '../../model/nodeGroup.js';
import type { NodeGroup, Subnet } from '../../model/resource.js';
import { nodeSubnets } from '../../model/subnets.js';
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
    room: roomOf(own, cluster),
    key: own.map(keyOf).join(' '),
  }));
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

/** The VPC eksctl makes where none is written. Source: eksctl 99984adb, pkg/apis/eksctl.io/v1alpha5/vpc.go:270-277. */
const defaultVpc = '192.168.0.0/16';
/** The zones eksctl chooses where none are written; fewer in some regions, which makes each subnet fuller. */
const usualZones = 3;

/** The range of the VPC that eksctl makes; undefined where it makes none, or a template decides. */
export function madeVpc({ declaration }: Cluster): Ipv4Cidr | undefined {
  if (declaration?.carrier !== 'eksctl' || declaration.vpcId.kind !== 'absent') return undefined;
  if (declaration.vpcCidr.kind === 'unknown' || declaration.partlyHidden) return undefined;
  const reading = parseCidr(knownValue(declaration.vpcCidr) ?? defaultVpc);
  return reading.kind === 'cidr' ? reading.cidr : undefined;
}

function carvedRooms(group: NodeGroup, cluster: Cluster): readonly ZoneRoom[] {
  const vpc = madeVpc(cluster);
  const { availabilityZones: declared, vpcCidr } = cluster.declaration ?? {};
  if (vpc === undefined || declared === undefined || declared.kind === 'unknown' || group.subnetRefs.kind !== 'absent')
    return [];
  const all = declared.kind === 'known' ? declared.value.map(knownValue) : undefined;
  const count = all?.length ?? usualZones;
  const carving = carveSubnets(vpc, 2 * count);
  const [first] = carving.kind === 'subnets' ? carving.subnets : [];
  if (first === undefined) return [];
  const own = group.availabilityZones.kind === 'known' ? group.availabilityZones.value.map(knownValue) : all;
  const zones = own ?? Array.from({ length: count }, () => undefined);
  const room: SubnetRoom = {
    at: vpcCidr?.kind === 'known' ? vpcCidr.at : placeOfGroup(group),
    name: `/${first.prefixLength}`,
    origin: 'carved',
    addresses: usableAddresses(first.prefixLength),
    prefixes: prefixCapacity(first.prefixLength),
    blocks: blocksIn(first.prefixLength),
  };
  const access = knownValue(group.privateNetworking) === true ? 'private' : 'public';
  return zones.map((zone, index) => ({ zone, room, key: `${access} ${zone ?? index}` }));
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
