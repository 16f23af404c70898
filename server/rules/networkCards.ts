import type { Cluster } from '../model/cluster.js';
import { type GroupType, groupTypes } from '../model/groupTypes.js';

/** The types of a cluster all of whose nodes are in sight, where none has a second network card; undefined for any other cluster. */
export function onlyOneCard(cluster: Cluster): readonly GroupType[] | undefined {
  const groups = cluster.nodeGroups.map((group) => groupTypes(group, cluster));
  if (groups.length === 0 || cluster.declaration?.karpenter === true) return undefined;
  const types = groups.flatMap((group) => group ?? []);
  const isSeen = groups.every((group) => group !== undefined);
  return isSeen && types.every(({ limits }) => limits.networkCards.length < 2) ? types : undefined;
}
