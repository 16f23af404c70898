import type { Cluster } from '../model/cluster.js';
import { type GroupType, groupTypes } from '../model/groupTypes.js';
import type { NodeConfig } from '../model/nodeConfig.js';
import { typicalTypes } from '../rules/nodegroups/nodeConfigs.js';
import { distinctBy } from '../text/groupBy.js';

/** The types that a NodeConfig of no group may run on. */
export interface NodeTypes {
  readonly types: readonly GroupType[];
  /** False for usual ones, where no group shows any. */
  readonly areSeen: boolean;
}

/** Those of the Linux groups of its cluster, each once; else some usual ones, so that there are numbers to go by. */
export function typesOfNode({ at }: Pick<NodeConfig, 'at'>, cluster: Cluster): NodeTypes {
  const linux = cluster.nodeGroups.filter(({ amiFamily }) => amiFamily !== 'windows');
  const seen = distinctBy(
    linux.flatMap((group) => groupTypes(group, cluster) ?? []),
    ({ name }) => name,
  );
  return seen.length > 0
    ? { types: seen, areSeen: true }
    : { types: typicalTypes.map((type) => ({ ...type, at })), areSeen: false };
}
