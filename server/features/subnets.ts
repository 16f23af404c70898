import { parseCidr } from '../ipam/cidr.js';
import { prefixCapacity, usableAddresses } from '../ipam/subnet.js';
import type { Cluster } from '../model/cluster.js';
import { knownValue } from '../model/fact.js';
import type { NodeGroup, Subnet } from '../model/resource.js';
import { madeSubnets, nodeSubnets } from '../model/subnets.js';
import type { SettingsInForce } from '../plan/settings.js';
import { assumed, eksctlDefault, type Source, written } from '../plan/source.js';

/** A subnet whose size is known. */
export interface SubnetSize {
  readonly name: string;
  readonly cidr: string;
  /** Addresses EC2 can give out: the free ones where the config file says so. */
  readonly addresses: number;
  readonly prefixes: number;
  readonly source: Source;
}

/** The size of a subnet; undefined where its range is not written or is none. */
export function sizeOf(subnet: Subnet): SubnetSize | undefined {
  const { cidr, freeAddresses, at } = subnet;
  const free = knownValue(freeAddresses);
  const reading = cidr.kind === 'known' ? parseCidr(cidr.value) : undefined;
  const name = knownValue(subnet.key) ?? knownValue(subnet.id) ?? knownValue(subnet.zone) ?? '?';
  if (reading?.kind !== 'cidr') {
    return free === undefined
      ? undefined
      : {
          name,
          cidr: '?',
          addresses: free,
          prefixes: 0,
          source: written(freeAddresses.kind === 'known' ? freeAddresses.at : at),
        };
  }
  const { prefixLength } = reading.cidr;
  return {
    name,
    cidr: knownValue(cidr) ?? '?',
    addresses: free ?? usableAddresses(prefixLength),
    prefixes: prefixCapacity(prefixLength),
    source: written(cidr.kind === 'known' ? cidr.at : at),
  };
}

/**
 * The subnets a group's pods take their addresses from; undefined unless the size of every one is known. With custom networking they
 * are the ENIConfigs', which the config file may describe; else the group's own, and where eksctl makes the VPC, the ones it carves.
 */
export function podSubnets(
  group: NodeGroup,
  cluster: Cluster,
  settings: SettingsInForce,
): readonly SubnetSize[] | undefined {
  if (settings.ipam.customNetworking) return eniConfigSubnets(cluster);
  const own = nodeSubnets(group, cluster);
  if (own === undefined) return undefined;
  if (own.length > 0) return allSizes(own);
  return cluster.subnets.length === 0 ? carved(group, cluster) : undefined;
}

function subnetNamed(name: string | undefined, { subnets }: Cluster): Subnet | undefined {
  return subnets.find(
    ({ id, key, zone }) =>
      name !== undefined && [id, key, zone].some((fact) => fact.kind === 'known' && fact.value === name),
  );
}

function eniConfigSubnets(cluster: Cluster): readonly SubnetSize[] | undefined {
  const ids = [...new Set(cluster.eniConfigs.map(({ subnetId }) => knownValue(subnetId)))];
  return ids.length === 0 ? undefined : allSizes(ids.map((id) => subnetNamed(id, cluster)));
}

function allSizes(subnets: readonly (Subnet | undefined)[]): readonly SubnetSize[] | undefined {
  const sizes = subnets.flatMap((subnet) => (subnet && sizeOf(subnet)) ?? []);
  return sizes.length === subnets.length && sizes.length > 0 ? sizes : undefined;
}

/** The subnets that are to be made: one public and one private per zone, of which a group uses one kind. */
function carved(group: NodeGroup, { declaration }: Cluster): readonly SubnetSize[] | undefined {
  const subnets = madeSubnets(group, declaration);
  const source = declaration?.madeVpc?.zonesAreChosen ? assumed : eksctlDefault;
  const sizes = subnets.map(({ prefixLength }, index) => ({
    name: `eksctl ${index + 1}`,
    cidr: `/${prefixLength}`,
    addresses: usableAddresses(prefixLength),
    prefixes: prefixCapacity(prefixLength),
    source,
  }));
  return sizes.length > 0 ? sizes : undefined;
}
