import type { Cluster } from './cluster.js';
import { knownValue } from './fact.js';
import type { NodeGroup, Subnet } from './resource.js';

/**
 * The subnets of the cluster that a group's nodes lie in: those it names, or, in the zones of the group, the private ones with
 * privateNetworking and else the public ones. Undefined where a template decides, or a subnet it names is not among the cluster's.
 * Source: eksctl 99984adb, pkg/vpc/vpc.go:855-909.
 */
export function nodeSubnets(group: NodeGroup, cluster: Cluster): readonly Subnet[] | undefined {
  const { subnetRefs, privateNetworking, availabilityZones } = group;
  if (subnetRefs.kind === 'known') {
    const subnets = subnetRefs.value.map((ref) => subnetNamed(knownValue(ref), cluster));
    return subnets.every((subnet) => subnet !== undefined) ? subnets : undefined;
  }
  const isHidden = [subnetRefs, privateNetworking, availabilityZones].some(({ kind }) => kind === 'unknown');
  if (isHidden) return undefined;
  const access = knownValue(privateNetworking) === true ? 'private' : 'public';
  const zones = knownValue(availabilityZones)?.map(knownValue);
  return cluster.subnets.filter(
    (subnet) => subnet.access === access && (zones === undefined || zones.includes(knownValue(subnet.zone))),
  );
}

/** The subnet with this id, key or zone; undefined where there is none, or the name is not known. */
export function subnetNamed(name: string | undefined, { subnets }: Cluster): Subnet | undefined {
  if (name === undefined) return undefined;
  return subnets.find(({ id, key, zone }) => [id, key, zone].some((fact) => knownValue(fact) === name));
}
