import type { Cluster } from '../model/cluster.js';
import { type ReadEntry, readEntries } from '../model/envEntries.js';
import type { CniSettings, NodeGroup } from '../model/resource.js';
import type { Finding, Rule } from './rule.js';

/** A check of every carrier of aws-node's settings by itself. */
export function eachCarrier(check: (settings: CniSettings, cluster: Cluster) => Iterable<Finding>): Rule['check'] {
  return function* (cluster) {
    for (const settings of cluster.settings) yield* check(settings, cluster);
  };
}

/** A check of every text of a variable that the program reads, by itself. */
export function eachEntry(
  check: (read: ReadEntry, settings: CniSettings, cluster: Cluster) => Iterable<Finding>,
): Rule['check'] {
  return eachCarrier(function* (settings, cluster) {
    for (const read of readEntries(settings, cluster)) yield* check(read, settings, cluster);
  });
}

/** A check that hands on what tools refuse, in the words of the format that knows it. */
export function refusals(rule: string): Rule['check'] {
  return function* ({ shapeProblems }) {
    for (const problem of shapeProblems) {
      if (problem.fault !== 'refused' || problem.rule !== rule) continue;
      const { at, message, fixes, related = [], tags = [] } = problem;
      yield { at, message, fixes, related, tags };
    }
  };
}

/** A check of every node group by itself. */
export function eachGroup(check: (group: NodeGroup, cluster: Cluster) => Iterable<Finding>): Rule['check'] {
  return function* (cluster) {
    for (const group of cluster.nodeGroups) yield* check(group, cluster);
  };
}
