import type { Cluster } from '../model/cluster.js';
import { type ReadEntry, readEntries } from '../model/envEntries.js';
import type { CniSettings, NodeGroup } from '../model/resource.js';
import type { Finding, Rule } from './rule.js';

/** A check of every carrier of aws-node's settings by itself. */
export function eachCarrier(check: (settings: CniSettings, cluster: Cluster) => Iterable<Finding>): Rule['check'] {
  return (cluster) => ofEach(cluster.settings, (settings) => check(settings, cluster));
}

/** A check of every text of a variable that the program reads, by itself. */
export function eachEntry(
  check: (read: ReadEntry, settings: CniSettings, cluster: Cluster) => Iterable<Finding>,
): Rule['check'] {
  return eachCarrier((settings, cluster) =>
    ofEach(readEntries(settings, cluster), (read) => check(read, settings, cluster)),
  );
}

/** A check that hands on what tools refuse, in the words of the format that knows it. */
export function refusals(rule: string): Rule['check'] {
  return function* ({ shapeProblems }) {
    for (const problem of shapeProblems) {
      if (problem.fault !== 'refused' || problem.rule !== rule) continue;
      const { at, message, advice, fixes, related = [], tags = [] } = problem;
      yield { at, message, ...(advice ? { advice } : {}), fixes: () => fixes, related, tags };
    }
  };
}

/** A check of every node group by itself. */
export function eachGroup(check: (group: NodeGroup, cluster: Cluster) => Iterable<Finding>): Rule['check'] {
  return (cluster) => ofEach(cluster.nodeGroups, (group) => check(group, cluster));
}

/** What is found in each of some things. Plain loops: most checks find nothing, and a generator within a generator is what they would cost. */
function ofEach<T>(things: readonly T[], check: (thing: T) => Iterable<Finding>): readonly Finding[] {
  const found: Finding[] = [];
  for (const thing of things) {
    for (const finding of check(thing)) found.push(finding);
  }
  return found;
}
