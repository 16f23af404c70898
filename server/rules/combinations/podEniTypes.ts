import type { Cluster } from '../../model/cluster.js';
import { clusterEnv } from '../../model/env.js';
import { distinctTypes, type GroupType, isServedByAnotherCni } from '../../model/groupTypes.js';
import type { EnvEntry, NodeGroup } from '../../model/resource.js';

/** Where security groups for pods are switched on for a cluster; undefined where they are not, or that cannot be seen. */
export function podEniEntry(cluster: Cluster): EnvEntry | undefined {
  const setting = clusterEnv(cluster).flag('ENABLE_POD_ENI');
  return setting.kind === 'set' && setting.value ? setting.entry : undefined;
}

/** The instance types of a group that the VPC CNI serves on Linux, each once; undefined where they cannot be seen. */
export function linuxTypes(group: NodeGroup, cluster: Cluster): readonly GroupType[] | undefined {
  return group.amiFamily === 'windows' || isServedByAnotherCni(group, cluster)
    ? undefined
    : distinctTypes(group, cluster);
}
