import type { Cluster } from '../model/cluster.js';
import { lowest } from '../text/extremes.js';
import { memoized } from '../text/memo.js';
import { kindsInIpv4, podsNeedingAddress } from './nodes.js';

/** The pods of a node where nobody says how many: AWS's own example has ten. */
const usualPods = 10;

/**
 * The MINIMUM_IP_TARGET worth having beside a WARM_IP_TARGET: the pods a node usually runs, or twice the free addresses, with
 * fewer of which the first pods cost a call each again. Where nobody says how many pods those are it fills no more than half of the smallest
 * node of the cluster. Undefined where that is not above the warm target, so that no minimum would have an effect.
 */
export function minimumBeside(warm: number, cluster: Cluster): number | undefined {
  const expected = cluster.facts.expectedPodsPerNode?.value;
  const smallest = addressesOfSmallest(cluster);
  const most = smallest === undefined || expected !== undefined ? smallest : Math.floor(smallest / 2);
  const wanted = expected !== undefined && expected > warm ? expected : Math.max(usualPods, 2 * warm);
  const minimum = Math.min(wanted, most ?? Number.POSITIVE_INFINITY);
  return minimum > warm ? minimum : undefined;
}

/** The addresses that the pods of the cluster's smallest node need when it is full; undefined where no type is known. */
export const addressesOfSmallest = memoized((cluster: Cluster): number | undefined => {
  const nodes = kindsInIpv4(cluster);
  return nodes.length === 0 ? undefined : lowest(nodes.map(podsNeedingAddress));
});
