import type { Cluster } from '../model/cluster.js';
import { memoized } from '../text/memo.js';

/** All of a cluster but its groups: what the plan of a group depends on beside the group and the settings. */
export type Surroundings = Omit<Cluster, 'nodeGroups'>;

/** So many are told apart of one cluster: those that somebody tries one after the other leave again. */
const mostKnown = 4;

/** The same object for clusters that differ in their groups alone, so that what was worked out for the other groups is there still. */
export const surroundingsOf = memoized((cluster: Cluster): Surroundings => {
  const known = knownOf(cluster.resources);
  const { nodeGroups: _, ...own } = cluster;
  const names = Object.keys(own) as (keyof Surroundings)[];
  const same = known.find((each) => names.every((name) => each[name] === own[name]));
  if (same !== undefined) return same;
  known.push(own);
  if (known.length > mostKnown) known.shift();
  return own;
});

/** What somebody tries with a cluster has the list of its resources still, whatever else is otherwise. */
const knownOf = memoized((_: Cluster['resources']): Surroundings[] => []);
