import {
  bestCapacity,
  bestCaseSettings,
  type CapacitySettings,
  eksMaxPods,
  type GroupType,
  groupTypes,
  isComputedByEks,
  isServedByAnotherCni,
} from '../model/capacity.js';
import type { Cluster } from '../model/cluster.js';
import { assignedMaxPods } from '../model/groupCapacity.js';
import type { NodeGroup } from '../model/resource.js';

/** A node of a group: one of its instance types with the pods it may and can run. */
export interface NodePods {
  readonly group: NodeGroup;
  readonly type: GroupType;
  /** The max pods of its kubelet; undefined where nobody can say. */
  readonly maxPods: number | undefined;
  /** The pods the CNI can serve at best, the two of the host network included. */
  readonly capacity: number;
}

/** The Linux nodes of a cluster that its VPC CNI serves, as far as their types are known. None in IPv6, where addresses do not limit pods. */
export function nodePods(cluster: Cluster): readonly NodePods[] {
  return [...nodesByGroup(cluster).values()].flat();
}

/** The same by their groups; a group without such nodes is not among them. */
export function nodesByGroup(cluster: Cluster): ReadonlyMap<NodeGroup, readonly NodePods[]> {
  const settings = bestCaseSettings(cluster);
  if (settings === undefined) return new Map();
  const served = cluster.nodeGroups.filter(
    (group) => group.amiFamily !== 'windows' && !isServedByAnotherCni(group, cluster),
  );
  return new Map(
    served.flatMap((group): [NodeGroup, readonly NodePods[]][] => {
      const types = groupTypes(group, cluster) ?? [];
      const nodes = types.map((type) => ({
        group,
        type,
        maxPods: maxPodsOf(group, type, types, settings, cluster),
        capacity: bestCapacity(type.limits, settings).pods,
      }));
      return nodes.length === 0 ? [] : [[group, nodes]];
    }),
  );
}

function maxPodsOf(
  group: NodeGroup,
  { limits }: GroupType,
  types: readonly GroupType[],
  settings: CapacitySettings,
  cluster: Cluster,
): number | undefined {
  const isLeftToEks = group.maxPods.kind === 'computed' && isComputedByEks(group);
  return isLeftToEks ? eksMaxPods(types, settings, cluster)?.pods : assignedMaxPods(group, limits);
}
