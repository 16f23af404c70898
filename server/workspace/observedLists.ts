import { type CidrReading, cidrSize, type Ipv4Cidr, parseCidr } from '../ipam/cidr.js';
import { usableAddresses } from '../ipam/subnet.js';
import type { ResourceLists } from '../model/cluster.js';
import { type Fact, knownValue } from '../model/fact.js';
import { instanceLimits } from '../model/instanceTypes.js';
import { typeOfNode } from '../model/observedNodes.js';
import type { NodeGroup, NodeObject, Subnet } from '../model/resource.js';
import { memoizedPair } from '../text/memo.js';
import { firstBehind } from '../text/order.js';

/**
 * The groups of a cluster: those that files declare, with what EKS says of them where they leave it open; where no file declares any, those of
 * EKS. A group is one by its name; one that EKS has and no file may be declared by another name, and is not counted beside it.
 */
export function withObservedGroups(groups: readonly NodeGroup[]): readonly NodeGroup[] {
  if (groups.every(({ observed }) => observed === undefined)) return groups;
  const declared = groups.filter(({ observed }) => observed === undefined);
  if (declared.length === 0) return groups;
  const read = new Map(
    groups.flatMap((group) => (group.observed && group.name.kind === 'known' ? [[group.name.value, group]] : [])),
  );
  return declared.map((group) => {
    const same = group.name.kind === 'known' ? read.get(group.name.value) : undefined;
    return same === undefined ? group : filled(group, same);
  });
}

/** A memo, because a cluster that stays the same keeps its very groups. */
const filled = memoizedPair((group: NodeGroup, read: NodeGroup): NodeGroup => {
  const open = <T>(fact: Fact<T>, other: Fact<T>): Fact<T> => (fact.kind === 'unknown' ? other : fact);
  return {
    ...group,
    instanceTypes: open(group.instanceTypes, read.instanceTypes),
    subnetRefs: group.subnetRefs.kind === 'known' ? group.subnetRefs : read.subnetRefs,
    minSize: open(group.minSize, read.minSize),
    maxSize: open(group.maxSize, read.maxSize),
    desiredCapacity: open(group.desiredCapacity, read.desiredCapacity),
  };
});

/**
 * The subnets of a cluster, those that EC2 was asked for with what its running nodes may hold of them: a plan counts these nodes among its own, so what they
 * hold is theirs to take. Where nobody asked for its nodes that may be all that is not free.
 */
export function withHeld({ subnets, nodes, settings, nodeGroups, declarations }: ResourceLists): readonly Subnet[] {
  if (subnets.every(({ observed }) => !observed)) return subnets;
  const running = nodes.flatMap((node) =>
    node.observed === undefined
      ? []
      : [{ address: parseCidr(`${knownValue(node.observed.address)}/32`), held: mostHeld(node) }],
  );
  const heldWithin = mostHeldWithin(running);
  const runs = [...settings, ...nodeGroups, ...declarations].some(({ observed }) => observed !== undefined);
  return subnets.map((subnet) => {
    const reading = subnet.observed && subnet.cidr.kind === 'known' ? parseCidr(subnet.cidr.value) : undefined;
    const free = knownValue(subnet.freeAddresses);
    if (reading?.kind !== 'cidr' || free === undefined) return subnet;
    const taken = Math.max(usableAddresses(reading.cidr.prefixLength) - free, 0);
    const most = running.length === 0 ? taken : heldWithin(reading.cidr);
    const held = { ...subnet, heldByNodes: Math.min(taken, most) };
    return running.length === 0 && !runs ? { ...held, heldUnseen: true } : held;
  });
}

/** The most addresses that nodes hold within a range; one whose address is not known may be in any. */
function mostHeldWithin(
  nodes: readonly { readonly address: CidrReading; readonly held: number }[],
): (range: Ipv4Cidr) => number {
  const placed = nodes.flatMap(({ address, held }) => (address.kind === 'cidr' ? [{ cidr: address.cidr, held }] : []));
  placed.sort((a, b) => a.cidr.address - b.cidr.address);
  const unplaced = sumOf(nodes.filter(({ address }) => address.kind !== 'cidr'));
  return (range) => {
    const first = firstBehind(placed, ({ cidr }) => range.address <= cidr.address);
    const within = placed.slice(
      first,
      firstBehind(placed, ({ cidr }) => range.address + cidrSize(range) <= cidr.address),
    );
    return unplaced + sumOf(within);
  };
}

function sumOf(nodes: readonly { readonly held: number }[]): number {
  return nodes.reduce((sum, { held }) => sum + held, 0);
}

/** The most addresses that a node can hold: all of its ENIs, or prefixes for its pods and one more; no end where its type is not known. */
function mostHeld(node: NodeObject): number {
  const limits = instanceLimits(typeOfNode(node) ?? '');
  const maxPods = node.observed && knownValue(node.observed.maxPods);
  if (limits === undefined || maxPods === undefined) return Number.POSITIVE_INFINITY;
  return Math.max(limits.enis * limits.ipv4PerEni, maxPods + 2 * 16 + limits.enis);
}
