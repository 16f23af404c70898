import { type Cluster, type ListName, listNames } from '../model/cluster.js';

/**
 * What a cluster may have: something in one of its lists, or a variable that one of its carriers writes, in whichever container. The package's types
 * lead here, and the table of the variables is not in it: a test says that each is one of these.
 */
export type Present = ListName | `${string}_${string}`;

/** What a cluster has of all that rules ask for. */
export function presentIn(cluster: Cluster): ReadonlySet<string> {
  const present = new Set<string>(listNames.filter((name) => cluster[name].length > 0));
  for (const { containers } of cluster.settings) {
    for (const { env } of containers) for (const { name } of env) present.add(name.value);
  }
  return present;
}
