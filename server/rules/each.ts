import type { Cluster } from '../model/cluster.js';
import { type ReadEntry, readEntries } from '../model/envEntries.js';
import type { Fix } from '../model/fix.js';
import type { CniSettings, NodeGroup } from '../model/resource.js';
import { groupBy } from '../text/groupBy.js';
import { memoized } from '../text/memo.js';
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
  return (cluster) => (refusedByRule(cluster).get(rule) ?? []).map(findingOf);
}

/** A memo, because many rules ask. */
const refusedByRule = memoized(({ shapeProblems }: Cluster) =>
  groupBy(
    shapeProblems.filter((problem) => problem.fault === 'refused'),
    ({ rule }) => rule,
  ),
);

/** A fault in the words of the format that saw it. */
interface SaidFault extends Pick<Finding, 'at' | 'message' | 'related' | 'severity' | 'tags'> {
  readonly advice?: Finding['advice'] | undefined;
  readonly fixes?: readonly Fix[];
}

/** The same as a finding. */
export function findingOf({ at, message, advice, severity, fixes = [], related = [], tags = [] }: SaidFault): Finding {
  return {
    at,
    message,
    ...(advice ? { advice } : {}),
    ...(severity ? { severity } : {}),
    ...(fixes.length > 0 ? { fixes: () => fixes } : {}),
    related,
    tags,
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
