import type { CniSign } from '../model/cniSign.js';
import { knownValue } from '../model/fact.js';
import type { NodeClass, NodeGroup } from '../model/resource.js';
import { groupBy } from '../text/groupBy.js';
import { memoizedPair } from '../text/memo.js';

/** The groups of a cluster with what their classes say, where the cluster has one class of the name. `signs`: what else its files tell. */
export function withNodeClasses(
  groups: readonly NodeGroup[],
  classes: readonly NodeClass[],
  signs: readonly CniSign[],
): readonly NodeGroup[] {
  if (classes.length === 0) return groups;
  const byName = groupBy(classes, ({ name }) => knownValue(name));
  const users = groupBy(groups, ({ nodeClass }) => nodeClass && knownValue(nodeClass.name));
  const reserves = signs.some(({ says }) => says === 'reservesEnis');
  return groups.map((group) => {
    const name = group.nodeClass && knownValue(group.nodeClass.name);
    const [only, ...others] = (name !== undefined && byName.get(name)) || [];
    if (only === undefined || others.length > 0) return group;
    if (reserves && only.maxPods.kind === 'computed') return withReserve(group, only);
    return (users.get(name)?.length ?? 0) > 1 ? withShared(group, only) : withOwn(group, only);
  });
}

/** A memo, because a cluster that stays the same keeps its very groups. */
const withOwn = memoizedPair((group: NodeGroup, nodeClass: NodeClass): NodeGroup => joined(group, nodeClass));

/** One number for the groups of a class is wrong for some of them where it is worked out for one. */
const withShared = memoizedPair((group: NodeGroup, nodeClass: NodeClass): NodeGroup => {
  const made = joined(group, nodeClass);
  const { maxPods } = made;
  const isOfClass = maxPods.kind === 'computed' && maxPods !== group.maxPods;
  return isOfClass ? { ...made, maxPods: { ...maxPods, block: undefined } } : made;
});

/** How many ENIs are left out, for all nodes of all classes, is said elsewhere. */
const withReserve = memoizedPair(
  (group: NodeGroup, nodeClass: NodeClass): NodeGroup => joined(group, { ...nodeClass, maxPods: { kind: 'unknown' } }),
);

function joined(group: NodeGroup, { at, name, amiFamily, maxPods, podsPerCore, subnetRefs }: NodeClass): NodeGroup {
  const isOwn = group.maxPods.kind === 'set' || (group.maxPods.kind === 'computed' && maxPods.kind === 'computed');
  return {
    ...group,
    nodeClass: { name, at },
    amiFamily: group.amiFamily === 'unknown' ? amiFamily : group.amiFamily,
    maxPods: isOwn ? group.maxPods : maxPods,
    podsPerCore: group.podsPerCore.kind === 'known' ? group.podsPerCore : podsPerCore,
    subnetRefs: isOpen(group) ? (subnetRefs ?? group.subnetRefs) : group.subnetRefs,
  };
}

/** Nothing in the group itself decides about its subnets, neither readably nor otherwise. */
function isOpen({ subnetRefs }: NodeGroup): boolean {
  return subnetRefs.kind === 'unknown' && subnetRefs.at === undefined;
}
