import type { MaxPods } from '../ipam/maxPods.js';
import type { InstanceLimits } from '../ipam/settings.js';
import type { Cluster } from '../model/cluster.js';
import { mayRunAnotherCni } from '../model/cniBasis.js';
import { asItRuns } from '../model/env.js';
import { limitsOf } from '../model/groupTypes.js';
import { isServedByCni, isWithoutTrunk, typeOfNode } from '../model/observedNodes.js';
import type { NodeObject } from '../model/resource.js';
import { bestCapacity } from './capacity.js';
import { bestCaseSettings, type CapacitySettings } from './settings.js';

/** What a running node can serve with the settings that its cluster runs with. */
export interface ServedNode {
  readonly type: string;
  readonly limits: InstanceLimits;
  readonly settings: CapacitySettings;
  readonly capacity: MaxPods;
}

/**
 * What running nodes serve by the DaemonSet of their cluster; undefined without it, for another CNI may run, and what files say may not run yet. Of a node it is
 * undefined where aws-node does not serve it, or its type is not known.
 */
export function servedNodes(
  cluster: Cluster,
): { readonly running: Cluster; readonly of: (node: NodeObject) => ServedNode | undefined } | undefined {
  const running = asItRuns(cluster);
  const best = running && bestCaseSettings(running);
  if (running === undefined || best === undefined || mayRunAnotherCni(running)) return undefined;
  return {
    running,
    of: (node) => {
      const type = typeOfNode(node);
      const limits = type === undefined ? undefined : limitsOf(type, running);
      if (type === undefined || limits === undefined || !isServedByCni(node)) return undefined;
      const settings = isWithoutTrunk(node) ? { ...best, podEni: false } : best;
      return { type, limits, settings, capacity: bestCapacity(limits, settings) };
    },
  };
}
