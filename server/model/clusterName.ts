import { memoized } from '../text/memo.js';
import { type Cluster, configuredKey } from './cluster.js';
import { knownValue } from './fact.js';
import { clusterOfNode } from './observedNodes.js';

/**
 * What a person calls a cluster: its declared name, else the one it has in the config file, else the one that all say of it that say one: commands,
 * add-ons, groups and running nodes. Undefined where none does.
 */
export function clusterName(cluster: Cluster): string | undefined {
  const { declaration, key } = cluster;
  const declared = declaration && knownValue(declaration.name);
  return declared ?? (key.startsWith(configuredKey) ? key.slice(configuredKey.length) : saidName(cluster));
}

const saidName = memoized(({ settings, nodeGroups, nodes }: Cluster): string | undefined => {
  const names = new Set([
    ...[...settings, ...nodeGroups].map(({ clusterName: name }) => name && knownValue(name)),
    ...nodes.map(clusterOfNode),
  ]);
  names.delete(undefined);
  return names.size === 1 ? [...names][0] : undefined;
});
