import type { Cluster } from './cluster.js';
import { type Fact, known, unknown, valueOf } from './fact.js';
import type { NodeGroup, Subnet } from './resource.js';

/** True for the name of an availability zone, local zone or wavelength zone: `us-west-2a`, `us-west-2-lax-1a`. */
export function isZoneName(text: string): boolean {
  return /^[a-z]{2}(-[a-z]+)+-\d+(-[a-z]+-\d+)?[a-z]$/.test(text);
}

/** True for the id of a zone, which is the same in every account: `usw2-az1`, `usw2-lax1-az1`. */
export function isZoneId(text: string): boolean {
  return /^[a-z]{2,4}\d(-[a-z]{3}\d)?-az\d$/.test(text);
}

/** Node labels that hold the zone's name, the current one first. */
export const zoneLabels = ['topology.kubernetes.io/zone', 'failure-domain.beta.kubernetes.io/zone'] as const;

/**
 * The zones a group's nodes may lie in: its own, or those of its subnets, or the cluster's. Known only when every one of them is.
 * The place is that of the list that says so.
 */
export function groupZones(group: NodeGroup, cluster: Cluster): Fact<readonly string[]> {
  if (group.availabilityZones.kind !== 'absent') return allKnown(group.availabilityZones);
  if (group.subnetRefs.kind !== 'absent') return zonesOfRefs(group.subnetRefs, cluster.subnets);
  const declared = cluster.declaration?.availabilityZones;
  if (declared && declared.kind !== 'absent') return allKnown(declared);
  return zonesOfSubnets(subnetsOfGroup(group, cluster), group);
}

/** The subnets eksctl places a group in when the group names none: the private ones with privateNetworking, else the public ones. */
function subnetsOfGroup(group: NodeGroup, { subnets }: Cluster): readonly Subnet[] {
  if (group.privateNetworking.kind === 'unknown') return [];
  const access = valueOf(group.privateNetworking) === true ? 'private' : 'public';
  return subnets.filter((subnet) => subnet.access === access);
}

function allKnown(list: Fact<readonly Fact<string>[]>): Fact<readonly string[]> {
  if (list.kind !== 'known') return list;
  const zones = list.value.map(valueOf).filter((zone) => zone !== undefined && isZoneName(zone));
  return zones.length === list.value.length && zones.length > 0
    ? known([...new Set(zones.filter((zone) => zone !== undefined))], list.at)
    : unknown(list.at);
}

function zonesOfRefs(refs: Fact<readonly Fact<string>[]>, subnets: readonly Subnet[]): Fact<readonly string[]> {
  if (refs.kind !== 'known') return unknown();
  const zones = refs.value.map((ref) => {
    const name = valueOf(ref);
    const subnet = subnets.find(({ id, key }) => name !== undefined && (valueOf(id) === name || valueOf(key) === name));
    return subnet ? valueOf(subnet.zone) : name;
  });
  const found = zones.filter((zone) => zone !== undefined && isZoneName(zone));
  return found.length === zones.length && found.length > 0
    ? known([...new Set(found.filter((zone) => zone !== undefined))], refs.at)
    : unknown(refs.at);
}

function zonesOfSubnets(subnets: readonly Subnet[], group: NodeGroup): Fact<readonly string[]> {
  const zones = subnets.map(({ zone }) => valueOf(zone));
  const found = zones.filter((zone) => zone !== undefined).filter(isZoneName);
  const [first] = subnets;
  return first && found.length === zones.length ? known([...new Set(found)], first.at) : unknown(group.at);
}
