import { recommendedCap } from '../ipam/maxPods.js';
import type { Cluster } from '../model/cluster.js';
import type { NodeGroup } from '../model/resource.js';
import { capacityInForce } from './capacity.js';

/** A max pods that every node of a group can serve, and the type that allows no more. */
export interface FittingPods {
  readonly pods: number;
  readonly type: string;
}

/**
 * The largest max pods that all types of a group serve with the settings in force, and at most what EKS recommends for them. What cannot be
 * seen has its shipped default. Undefined where nobody can judge.
 */
export function fittingPods(group: NodeGroup, cluster: Cluster): FittingPods | undefined {
  const types = (capacityInForce(group, cluster) ?? []).map(({ name, limits, servable }) => ({
    type: name,
    pods: Math.min(servable, recommendedCap(limits).pods),
  }));
  return types.toSorted((a, b) => a.pods - b.pods)[0];
}
