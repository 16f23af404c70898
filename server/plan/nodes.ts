import { HOST_NETWORK_PODS, nodeadmMaxPods, servablePods, windowsCapacity, windowsMaxPods } from '../ipam/maxPods.js';
import { type InstanceLimits, isPrefixCapable } from '../ipam/settings.js';
import type { Cluster, ClusterFacts } from '../model/cluster.js';
import { switchIn } from '../model/configMapKeys.js';
import { distinctTypes, type GroupType, isServedByAnotherCni } from '../model/groupTypes.js';
import { instanceLimits } from '../model/instanceTypes.js';
import type { NodeGroup } from '../model/resource.js';
import { distinctBy, groupBy } from '../text/groupBy.js';
import { memoized, memoizedPair } from '../text/memo.js';
import { maxPodsOf, type NodeMaxPods } from './maxPods.js';
import { addressesAskedFor } from './pool.js';
import { isIpv6, type SettingsInForce, settingsInForce } from './settings.js';
import { assumed, nowhere, type Source } from './source.js';

/** A kind of node of a cluster: one instance type of one group. */
export interface NodeKind {
  /** Undefined for the type we assume where none is visible. */
  readonly group: NodeGroup | undefined;
  readonly type: GroupType;
  /** The max pods of its kubelet; undefined where nobody can say. */
  readonly maxPods: NodeMaxPods | undefined;
  /** The same, or nodeadm's default for the type, which is assumed where nobody can say. */
  readonly pods: number;
  readonly podsSource: Source;
  /** The pods the CNI can serve with the settings in force, the two of the host network included; undefined in IPv6, where no number limits them. */
  readonly servable: number | undefined;
  /** The pods for which the targets let it hold addresses, those of the host network included; undefined where the pool grows with the pods. */
  readonly held: number | undefined;
  /** The pods it can serve with prefix delegation; undefined unless nobody can see whether that is on. */
  readonly servableWithPrefixes: number | undefined;
}

/** A kind of node of a group that is seen. */
export interface GroupKind extends NodeKind {
  readonly group: NodeGroup;
}

/** The kinds of Linux nodes of a group that the VPC CNI serves, each type once; none where they cannot be known. */
export function kindsOfGroup(group: NodeGroup, cluster: Cluster, settings: SettingsInForce): readonly GroupKind[] {
  if (group.amiFamily === 'windows' || isServedByAnotherCni(group, cluster)) return [];
  return kindsWith(cluster.facts.instanceTypes, settings)(group);
}

/** A memo that holds also for a cluster which differs in something else. */
const kindsWith = memoizedPair((instanceTypes: ClusterFacts['instanceTypes'], settings: SettingsInForce) =>
  memoized((group: NodeGroup): readonly GroupKind[] => {
    const seen = { facts: { instanceTypes } };
    return (distinctTypes(group, seen) ?? []).map((type) =>
      kindOf(group, type, maxPodsOf(group, type, seen, settings), settings),
    );
  }),
);

/** A type with what is known of its max pods, and what the CNI can serve on it. */
export function kindOf<G extends NodeGroup | undefined>(
  group: G,
  type: GroupType,
  maxPods: NodeMaxPods | undefined,
  settings: SettingsInForce,
): NodeKind & { readonly group: G } {
  return {
    group,
    type,
    maxPods,
    pods: maxPods?.pods ?? nodeadmMaxPods(type.limits).pods,
    podsSource: maxPods?.source ?? assumed,
    servable: isIpv6(settings) ? undefined : servablePods(type.limits, settings.ipam).pods,
    held: heldPods(type.limits, settings),
    servableWithPrefixes: isPrefixesUnseen(type.limits, settings) ? withPrefixes(type.limits, settings) : undefined,
  };
}

/** A type of a Windows group: its nodes have settings of their own, and no pool that anything here sizes. */
export function windowsKind(
  group: NodeGroup,
  type: GroupType,
  maxPods: NodeMaxPods | undefined,
  { configMaps }: Pick<Cluster, 'configMaps'>,
): NodeKind {
  const capable = isPrefixCapable(type.limits);
  const usesPrefixes = capable && hasWindowsPrefixes({ configMaps });
  return {
    group,
    type,
    maxPods,
    pods: maxPods?.pods ?? windowsMaxPods().pods,
    podsSource: maxPods?.source ?? assumed,
    servable: windowsCapacity(type.limits, usesPrefixes),
    held: undefined,
    servableWithPrefixes: capable && !usesPrefixes ? windowsCapacity(type.limits, true) : undefined,
  };
}

/** Whether the ConfigMap of the VPC resource controller gives Windows nodes prefixes. */
export function hasWindowsPrefixes({ configMaps }: Pick<Cluster, 'configMaps'>): boolean {
  return configMaps.some(
    ({ name, entries }) => name === 'amazon-vpc-cni' && switchIn(entries, 'enable-windows-prefix-delegation') === true,
  );
}

/** MINIMUM_IP_TARGET alone holds the pool at its size, however many pods there are. A WARM_IP_TARGET that cannot be seen may let it grow. */
export function heldPods(limits: InstanceLimits, { ipam, variables, refused }: SettingsInForce): number | undefined {
  if (refused || ipam.minimumIpTarget <= 0 || ipam.warmIpTarget > 0) return undefined;
  if (variables.get('WARM_IP_TARGET')?.standing === 'unseen') return undefined;
  const usesPrefixes = ipam.prefixDelegation && isPrefixCapable(limits);
  return addressesAskedFor(0, ipam.minimumIpTarget, usesPrefixes) + HOST_NETWORK_PODS;
}

function withPrefixes(limits: InstanceLimits, settings: SettingsInForce): number {
  const ipam = { ...settings.ipam, prefixDelegation: true };
  const { pods } = servablePods(limits, ipam);
  return Math.min(pods, heldPods(limits, { ...settings, ipam }) ?? pods);
}

function isPrefixesUnseen(limits: InstanceLimits, { variables }: SettingsInForce): boolean {
  return variables.get('ENABLE_PREFIX_DELEGATION')?.standing === 'unseen' && isPrefixCapable(limits);
}

/** The pods a node really runs: no more than the CNI can serve, and the targets let it hold addresses for. */
export function servedPods({ pods, servable, held }: Pick<NodeKind, 'pods' | 'servable' | 'held'>): number {
  return Math.min(pods, servable ?? pods, held ?? pods);
}

/** The same, where nobody can say max pods, goes by what the CNI can serve. */
export function mostPods({ maxPods, pods, servable }: NodeKind): number {
  const most = servable ?? pods;
  return Math.min(maxPods?.pods ?? most, most);
}

/** Of `mostPods` those that need an address from the pool: not the two of the host network. */
export function podsNeedingAddress(kind: NodeKind): number {
  return mostPods(kind) - HOST_NETWORK_PODS;
}

/** The kinds of nodes of a cluster, in the order of the groups; none in IPv6, where addresses do not limit pods. */
export const kindsInIpv4 = memoized((cluster: Cluster): readonly GroupKind[] => {
  const settings = settingsInForce(cluster);
  if (settings.ipFamily === undefined || isIpv6(settings)) return [];
  return cluster.nodeGroups.flatMap((group) => kindsOfGroup(group, cluster, settings));
});

/** Those of them that are of one type and have one max pods, which is written or is not: what is true of the pool of one is true of all. */
export const alikeInIpv4 = memoized((cluster: Cluster): readonly (readonly GroupKind[])[] => [
  ...groupBy(kindsInIpv4(cluster), ({ type, pods, maxPods }) => `${type.name} ${pods} ${maxPods?.pods}`).values(),
]);

/** The kinds of nodes of a cluster, each type and max pods once, in the order of the groups. */
export const kindsOfCluster = memoizedPair((cluster: Cluster, settings: SettingsInForce): readonly NodeKind[] => {
  const kinds = cluster.nodeGroups.flatMap((group) => kindsOfGroup(group, cluster, settings));
  return distinctBy(kinds, ({ type, pods }) => `${type.name} ${pods}`);
});

/** The type shown where no node group is visible: the one eksctl launches by default. */
const assumedType = 'm5.large';

/** The kinds of nodes of a cluster, or the assumed one where it has no node group. */
export function seenOrAssumedKinds(cluster: Cluster, settings: SettingsInForce): readonly NodeKind[] {
  const kinds = kindsOfCluster(cluster, settings);
  const limits = instanceLimits(assumedType);
  if (kinds.length > 0 || limits === undefined || cluster.nodeGroups.length > 0) return kinds;
  return [kindOf(undefined, { name: assumedType, at: nowhere, limits }, undefined, settings)];
}
