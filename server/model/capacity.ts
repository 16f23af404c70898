import withoutLimits from '../../schemas/instance-types-without-limits.json' with { type: 'json' };
import type { MaxPods } from '../ipam/maxPods.js';
import {
  al2MaxPods,
  bottlerocketMaxPods,
  managedNodeGroupMaxPods,
  nodeadmMaxPods,
  servablePods,
} from '../ipam/maxPods.js';
import { type InstanceLimits, type IpamSettings, isPrefixCapable } from '../ipam/settings.js';
import type { Location } from '../text/span.js';
import type { Cluster } from './cluster.js';
import { atLeast, versionNumbers } from './cniVersion.js';
import { clusterEnv, effective, type Setting, versionOf } from './env.js';
import { knownValue } from './fact.js';
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

/** The limits of an instance type: what the config file says, else the bundled table; undefined for an unknown type. */
export function limitsOf(type: string, { facts }: Cluster): InstanceLimits | undefined {
  return Object.hasOwn(facts.instanceTypes, type) ? facts.instanceTypes[type] : instanceLimits(type);
}

/** True for a type that EC2 names although no source publishes its limits: real, but nothing can be calculated. */
export function isWithoutLimits(type: string): boolean {
  return withoutLimits.types.includes(type);
}

export interface CapacitySettings
  extends Pick<
    IpamSettings,
    'prefixDelegation' | 'customNetworking' | 'podEni' | 'trunkSlotAlwaysReserved' | 'maxEni'
  > {
  /** Prefix delegation cannot be seen and is taken to be on. */
  readonly assumesPrefixes: boolean;
}

/**
 * What decides how many pods a node of the cluster can serve. What cannot be seen is taken at its best: prefix delegation,
 * no custom networking, no trunk ENI, no MAX_ENI. So a number above the result is too high whatever the rest says. A text the CNI
 * cannot read is taken at its best too, because it is a finding of its own. Undefined in IPv6, where addresses do not limit pods.
 */
export function bestCaseSettings(cluster: Cluster): CapacitySettings | undefined {
  const before = bestCases.get(cluster);
  if (before) return before.settings;
  const settings = readBestCase(cluster);
  bestCases.set(cluster, { settings });
  return settings;
}

/** A memo: a cluster never changes, and several rules ask once per node group. */
const bestCases = new WeakMap<Cluster, { readonly settings: CapacitySettings | undefined }>();

function readBestCase(cluster: Cluster): CapacitySettings | undefined {
  const env = clusterEnv(cluster);
  const family = cluster.declaration?.ipFamily;
  if (effective(env.flag('ENABLE_IPv6')) === true || family?.kind === 'unknown') return undefined;
  if (family?.kind === 'known' && family.value === 'IPv6') return undefined;
  const prefixes = certain(env.flag('ENABLE_PREFIX_DELEGATION'));
  return {
    prefixDelegation: prefixes ?? true,
    assumesPrefixes: prefixes === undefined,
    customNetworking: certain(env.flag('AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG')) ?? false,
    podEni: certain(env.flag('ENABLE_POD_ENI')) ?? false,
    trunkSlotAlwaysReserved: atLeast(versionOf(cluster), '1.20.4') === false,
    maxEni: certain(env.integer('MAX_ENI')),
  };
}

function certain<T>(setting: Setting<T>): T | undefined {
  return setting.kind === 'invalid' ? undefined : effective(setting);
}

/** The pods a type can serve at best, with the derivation. Where no source says whether it carries a trunk ENI, it does not. */
export function bestCapacity(limits: InstanceLimits, settings: CapacitySettings): MaxPods {
  return servablePods({ ...limits, trunking: limits.trunking ?? false }, settings);
}

/** True when the VPC CNI of this cluster does not serve the group: another CNI, EKS Auto Mode, or none at all. */
export function isServedByAnotherCni(group: NodeGroup, { declaration, settings }: Cluster): boolean {
  const isOther = (name: string | undefined): boolean => name !== undefined && /cilium|calico/i.test(name);
  if (group.taintKeys.some(isOther)) return true;
  if (declaration === undefined || settings.length > 0) return false;
  const { disableDefaultAddons, autoMode, addons } = declaration;
  const switchedOff = knownValue(disableDefaultAddons) === true || knownValue(autoMode) === true;
  return switchedOff || addons.some(({ name }) => isOther(knownValue(name)));
}

/** True when EKS, not the node, computes the max pods of a group that sets none. */
export function isComputedByEks({
  management,
  customAmi,
  launchTemplate,
}: Pick<NodeGroup, 'management' | 'customAmi' | 'launchTemplate'>): boolean {
  return management === 'managed' && customAmi.kind === 'absent' && launchTemplate.kind === 'absent';
}

/**
 * What EKS computes for the nodes of a managed group that leaves max pods to it: one number, that of the smallest type. It goes by
 * what EKS reads of the running CNI; undefined without types.
 */
export function eksMaxPods(
  types: readonly GroupType[],
  { prefixDelegation, customNetworking }: Pick<IpamSettings, 'prefixDelegation' | 'customNetworking'>,
  cluster: Cluster,
): MaxPods | undefined {
  const cniVersion = versionNumbers(versionOf(cluster));
  return managedNodeGroupMaxPods(
    types.map(({ limits }) => limits),
    { prefixDelegation, customNetworking, cniVersion },
  );
}

/** What a node of the group computes for itself where nobody sets max pods; undefined where EKS does, or no source says. */
export function nodeDefault(group: NodeGroup, limits: InstanceLimits): MaxPods | undefined {
  if (isComputedByEks(group)) return undefined;
  switch (group.amiFamily) {
    case 'al2':
      return al2MaxPods(limits);
    case 'al2023':
      return nodeadmMaxPods(limits);
    case 'bottlerocket':
      return bottlerocketMaxPods(limits);
    case 'ubuntu':
    case 'windows':
    case 'unknown':
      return undefined;
    default:
      return group.amiFamily satisfies never;
  }
}

/** True when prefix delegation does something on at least one of the types. */
export function canUsePrefixes(types: readonly GroupType[]): boolean {
  return types.some(({ limits }) => isPrefixCapable(limits));
}
