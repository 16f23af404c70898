import withoutLimits from '../../schemas/instance-types-without-limits.json' with { type: 'json' };
import { type InstanceLimits, isPrefixCapable } from '../ipam/settings.js';
import { distinctBy } from '../text/groupBy.js';
import { memoizedPair } from '../text/memo.js';
import type { Location } from '../text/span.js';
import type { Cluster, ClusterFacts } from './cluster.js';
import { cniBasis, isOtherCni } from './cniBasis.js';
import { instanceLimits } from './instanceTypes.js';
import type { NodeGroup } from './resource.js';

/** An instance type of a group whose limits are known. */
export interface GroupType {
  readonly name: string;
  readonly at: Location;
  readonly limits: InstanceLimits;
}

/** The limits of instance types that a cluster has from the config file. */
export interface TypeLimits {
  readonly facts: Pick<ClusterFacts, 'instanceTypes'>;
}

/** The group's instance types with known limits; undefined when any type cannot be seen or is not in the table. */
export function groupTypes({ instanceTypes }: NodeGroup, { facts }: TypeLimits): readonly GroupType[] | undefined {
  return typesIn(facts.instanceTypes, instanceTypes)?.all;
}

/** The same, each type once. */
export function distinctTypes({ instanceTypes }: NodeGroup, { facts }: TypeLimits): readonly GroupType[] | undefined {
  return typesIn(facts.instanceTypes, instanceTypes)?.distinct;
}

type Limits = ClusterFacts['instanceTypes'];

/** A memo of both, which holds also for a cluster that differs in something else. */
const typesIn = memoizedPair((limits: Limits, instanceTypes: NodeGroup['instanceTypes']) => {
  const all = readTypes(instanceTypes, limits);
  // Most groups have one type.
  return all && { all, distinct: all.length === 1 ? all : distinctBy(all, ({ name }) => name) };
});

function readTypes(instanceTypes: NodeGroup['instanceTypes'], own: Limits): readonly GroupType[] | undefined {
  if (instanceTypes.kind !== 'known') return undefined;
  const types = instanceTypes.value.map((type) => {
    const limits = type.kind === 'known' ? limitsIn(type.value, own) : undefined;
    return type.kind === 'known' && limits ? { name: type.value, at: type.at, limits } : undefined;
  });
  return types.length > 0 && types.every((type) => type !== undefined) ? types : undefined;
}

/** The limits of an instance type: what the config file says, else the bundled table; undefined for an unknown type. */
export function limitsOf(type: string, { facts }: TypeLimits): InstanceLimits | undefined {
  return limitsIn(type, facts.instanceTypes);
}

function limitsIn(type: string, own: Limits): InstanceLimits | undefined {
  return Object.hasOwn(own, type) ? own[type]?.value : instanceLimits(type);
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
