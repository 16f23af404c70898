import withoutLimits from '../../schemas/instance-types-without-limits.json' with { type: 'json' };
import { type InstanceLimits, isPrefixCapable } from '../ipam/settings.js';
import { distinctBy } from '../text/groupBy.js';
import type { Location } from '../text/span.js';
import type { Cluster } from './cluster.js';
import { cniBasis, isOtherCni } from './cniBasis.js';
import { instanceLimits } from './instanceTypes.js';
import type { NodeGroup } from './resource.js';

/** An instance type of a group whose limits are known. */
export interface GroupType {
  readonly name: string;
  readonly at: Location;
  readonly limits: InstanceLimits;
}

/** The group's instance types with known limits; undefined when any type cannot be seen or is not in the table. */
export function groupTypes(group: NodeGroup, cluster: Cluster): readonly GroupType[] | undefined {
  if (group.instanceTypes.kind !== 'known') return undefined;
  const types = group.instanceTypes.value.map((type) => {
    const limits = type.kind === 'known' ? limitsOf(type.value, cluster) : undefined;
    return type.kind === 'known' && limits ? { name: type.value, at: type.at, limits } : undefined;
  });
  return types.length > 0 && types.every((type) => type !== undefined) ? types : undefined;
}

/** The same, each type once. */
export function distinctTypes(group: NodeGroup, cluster: Cluster): readonly GroupType[] | undefined {
  const types = groupTypes(group, cluster);
  return types && distinctBy(types, ({ name }) => name);
}

/** The limits of an instance type: what the config file says, else the bundled table; undefined for an unknown type. */
export function limitsOf(type: string, { facts }: Cluster): InstanceLimits | undefined {
  return Object.hasOwn(facts.instanceTypes, type) ? facts.instanceTypes[type] : instanceLimits(type);
}

/** True for a type that EC2 names although no source publishes its limits: real, but nothing can be calculated. */
export function isWithoutLimits(type: string): boolean {
  return withoutLimits.types.includes(type);
}

/** True when the VPC CNI of this cluster does not serve the group: another CNI, EKS Auto Mode, or none at all. */
export function isServedByAnotherCni({ taintKeys }: NodeGroup, cluster: Cluster): boolean {
  return taintKeys.some(isOtherCni) || cniBasis(cluster) === 'another';
}

/** True when prefix delegation does something on at least one of the types. */
export function canUsePrefixes(types: readonly GroupType[]): boolean {
  return types.some(({ limits }) => isPrefixCapable(limits));
}
