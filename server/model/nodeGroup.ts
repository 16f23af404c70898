import { type Argument, message } from '../messages/message.js';
import { memoized } from '../text/memo.js';
import type { Location } from '../text/span.js';
import type { Cluster } from './cluster.js';
import { knownValue } from './fact.js';
import type { NodeClass, NodeGroup } from './resource.js';

/** Where a finding about a group as a whole belongs: its name, or the group when it has none. */
export function placeOfGroup({ name, at }: NodeGroup): Location {
  return name.kind === 'absent' ? at : (name.at ?? at);
}

/** One message for all of them, so that a list of names has it once. */
const unnamed = message('a group of unknown name');

/** The group's name as a message calls it, also where a template or nothing stands in its place. */
export function nameOfGroup({ name }: NodeGroup): Argument {
  return knownValue(name) ?? unnamed;
}

/**
 * Node labels that hold the name of the node's group: eksctl's, and that of EKS for managed groups. Source: eksctl 99984adb,
 * pkg/apis/eksctl.io/v1alpha5/types.go, and the EKS user guide on managed node groups.
 */
export const nodeGroupLabels = ['alpha.eksctl.io/nodegroup-name', 'eks.amazonaws.com/nodegroup'] as const;

/** How many nodes a group has; each undefined where nothing says so. */
export interface GroupSizes {
  readonly min: number | undefined;
  readonly desired: number | undefined;
  readonly max: number | undefined;
}

/**
 * The sizes of a group, with what stands for those that are not written; undefined where a template decides. The least number of nodes
 * is the desired one, else the tool's default; the most is the desired number, else the least; the desired one the least, unless it
 * is open. EKS takes no maximum of 0 for a managed group, so that 1 stands for it. With eksctl's default of 2 a group of `maxSize: 1` alone
 * is refused, for its minimum is larger; the numbers here are then as written. Source: eksctl 99984adb,
 * pkg/apis/eksctl.io/v1alpha5/validation.go:1420-1452, pkg/cfn/builder/nodegroup.go:109-134.
 */
export function sizesOf(group: NodeGroup): GroupSizes | undefined {
  const { minSize, maxSize, desiredCapacity, defaultNodes, management, isDesiredOpen } = group;
  if ([minSize, maxSize, desiredCapacity].some(({ kind }) => kind === 'unknown')) return undefined;
  const wanted = knownValue(desiredCapacity);
  // Fewer nodes than none are a fault of their own, and no number to go on with.
  if ([minSize, maxSize, desiredCapacity].some((size) => (knownValue(size) ?? 0) < 0)) return undefined;
  const min = knownValue(minSize) ?? wanted ?? defaultNodes;
  const most = wanted ?? min;
  const max = knownValue(maxSize) ?? (most === 0 && management === 'managed' ? 1 : most);
  return { min, desired: wanted ?? (isDesiredOpen ? undefined : min), max };
}

/** A group of a file as its cluster has it: with what its class and the config file say about it. */
export function groupIn(cluster: Cluster, group: NodeGroup): NodeGroup {
  return groupsByPlace(cluster).get(group.at) ?? group;
}

/** The groups that a maximum of pods is for: the group itself, or those of a class. */
export function groupsOf(cluster: Cluster, of: NodeGroup | NodeClass): readonly NodeGroup[] {
  return of.kind === 'nodeGroup'
    ? [groupIn(cluster, of)]
    : cluster.nodeGroups.filter(({ nodeClass }) => nodeClass?.at === of.at);
}

/** True for a class of which no group is seen. */
export function isClassAlone(cluster: Cluster, of: NodeGroup | NodeClass): boolean {
  return of.kind === 'nodeClass' && groupsOf(cluster, of).length === 0;
}

/** A place is the same object in a file and in its cluster. */
const groupsByPlace = memoized(
  ({ nodeGroups }: Cluster): ReadonlyMap<Location, NodeGroup> => new Map(nodeGroups.map((group) => [group.at, group])),
);

/** True when EKS, not the node, computes the max pods of a group that sets none. */
export function isComputedByEks({
  management,
  customAmi,
  launchTemplate,
}: Pick<NodeGroup, 'management' | 'customAmi' | 'launchTemplate'>): boolean {
  return management === 'managed' && customAmi.kind === 'absent' && launchTemplate.kind === 'absent';
}
