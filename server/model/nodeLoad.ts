import { memoized } from '../text/memo.js';
import type { Cluster } from './cluster.js';

/** The pods of a running node, by what they take of its addresses. */
export interface NodeLoad {
  /** They have an address of their own. */
  readonly served: number;
  /** They are placed on the node and have none yet. */
  readonly waiting: number;
  /** They have the address of the node. */
  readonly onHostNetwork: number;
}

/** The loads of nodes by their names, as the pods say that a cluster was asked for; none where it was not asked for them. */
export const nodeLoads = memoized(({ pods }: Cluster): ReadonlyMap<string, NodeLoad> => {
  const loads = new Map<string, NodeLoad>();
  for (const { node, onHostNetwork, state } of pods) {
    const load = loads.get(node) ?? { served: 0, waiting: 0, onHostNetwork: 0 };
    const counted = state === 'ended' || !onHostNetwork ? state : 'onHostNetwork';
    loads.set(node, counted === 'ended' ? load : { ...load, [counted]: load[counted] + 1 });
  }
  return loads;
});
