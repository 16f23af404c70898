import type { ClusterPlan, PlannedRange } from './clusterPlan.js';
import type { PlannedDifference } from './planChanges.js';

/** What is otherwise in the second of two plans of one cluster: sums, then groups, then subnets. What is the same is left out. */
export function differencesOf(before: ClusterPlan, after: ClusterPlan): readonly PlannedDifference[] {
  const pairs: readonly PlannedDifference[] = [
    ...clusterRows(before, after),
    ...byName(before.nodeGroups, after.nodeGroups).flatMap(([name, own, other]) => [
      row('nodes', name, nodesOf(own), nodesOf(other)),
      row('maxPods', name, maxPodsOf(own), maxPodsOf(other)),
      row('idlePerNode', name, own?.addressesPerNode.idle, other?.addressesPerNode.idle),
      row('runningPerNode', name, own?.addressesPerNode.running, other?.addressesPerNode.running),
      row('fullPerNode', name, own?.addressesPerNode.full, other?.addressesPerNode.full),
      row('prefixesPerFullNode', name, own?.prefixesPerNode.full, other?.prefixesPerNode.full),
      row('callsUntilFull', name, callsOf(own), callsOf(other)),
    ]),
    ...byName(before.subnets, after.subnets).flatMap(([name, own, other]) => [
      row('runningOfSubnet', name, own?.needed.most.running.addresses, other?.needed.most.running.addresses),
      row('fullOfSubnet', name, own?.needed.most.full.addresses, other?.needed.most.full.addresses),
      row('shareOfSubnet', name, own?.needed.most.full.share, other?.needed.most.full.share),
    ]),
  ];
  const isSame = (one: PlannedRange | undefined, other: PlannedRange | undefined): boolean =>
    one?.[0] === other?.[0] && one?.[1] === other?.[1];
  return pairs.filter((each) => !isSame(each.before, each.after));
}

function clusterRows(before: ClusterPlan, after: ClusterPlan): readonly PlannedDifference[] {
  const [own, other] = [before.totals, after.totals];
  return [
    row('nodes', undefined, [own.nodes.least, own.nodes.most], [other.nodes.least, other.nodes.most]),
    row('idle', undefined, own.addresses.most.idle, other.addresses.most.idle),
    row('running', undefined, own.addresses.most.running, other.addresses.most.running),
    row('full', undefined, own.addresses.most.full, other.addresses.most.full),
  ];
}

function row(
  quantity: PlannedDifference['quantity'],
  of: string | undefined,
  before: PlannedRange | undefined,
  after: PlannedRange | undefined,
): PlannedDifference {
  return { quantity, of, before, after };
}

type Group = ClusterPlan['nodeGroups'][number];

function nodesOf(group: Group | undefined): PlannedRange | undefined {
  const { leastNodes, mostNodes } = group ?? {};
  return leastNodes === undefined || mostNodes === undefined ? undefined : [leastNodes, mostNodes];
}

function maxPodsOf(group: Group | undefined): PlannedRange | undefined {
  return hullOf(group?.instanceTypes.map(({ maxPods }) => maxPods) ?? []);
}

function callsOf(group: Group | undefined): PlannedRange | undefined {
  return hullOf(group?.instanceTypes.map(({ ec2CallsUntilFull }) => ec2CallsUntilFull) ?? []);
}

function hullOf(numbers: readonly (number | undefined)[]): PlannedRange | undefined {
  const known = numbers.flatMap((each) => each ?? []);
  return known.length > 0 && known.length === numbers.length ? [Math.min(...known), Math.max(...known)] : undefined;
}

/** Things of two plans that have one name and place, such as the second of several subnets of a size. */
function byName<T extends { readonly name: string | undefined; readonly zone?: string | undefined }>(
  before: readonly T[],
  after: readonly T[],
): readonly (readonly [name: string | undefined, before: T | undefined, after: T | undefined])[] {
  const keyed = (all: readonly T[]): ReadonlyMap<string, T> =>
    new Map(all.map((each) => [JSON.stringify([each.name, each.zone]), each]));
  const [own, others] = [keyed(before), keyed(after)];
  const keys = new Set([...own.keys(), ...others.keys()]);
  return [...keys].map((key) => [(own.get(key) ?? others.get(key))?.name, own.get(key), others.get(key)]);
}
