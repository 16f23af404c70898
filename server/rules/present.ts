import { type Cluster, type ListName, listNames } from '../model/cluster.js';
import type { EnvVarName } from '../model/envVars.js';

/** What a cluster may have: something in one of its lists, or a variable that one of its carriers writes, in whichever container. */
export type Present = ListName | EnvVarName;

/** What a cluster has of all that rules ask for. */
export function presentIn(cluster: Cluster): ReadonlySet<string> {
  const present = new Set<string>(listNames.filter((name) => cluster[name].length > 0));
  for (const { containers } of cluster.settings) {
    for (const { env } of containers) for (const { name } of env) present.add(name.value);
  }
  return present;
}
