import { unavailableNodes, updateSurge } from '../ipam/subnet.js';
import type { Cluster } from '../model/cluster.js';
import { type Fact, knownValue } from '../model/fact.js';
import type { NodeGroup } from '../model/resource.js';
import { groupZones } from '../model/zones.js';
import { kindsOfGroup, type NodeKind } from '../plan/nodes.js';
import { type Bounds, hull, nodePool, type Pool, poolWith } from '../plan/pool.js';
import type { SettingsInForce } from '../plan/settings.js';
import { podSubnets, type SubnetSize } from './subnets.js';

/** What the nodes of a group come to together. */
export interface Fleet {
  readonly kinds: readonly NodeKind[];
  readonly maxPods: Bounds;
  /** Addresses one node takes from subnets: without pods, and full. The spread is over the group's types. */
  readonly idlePerNode: Bounds;
  readonly fullPerNode: Bounds;
  /** With the pods the config file expects. */
  readonly expected: { readonly pods: number; readonly perNode: Bounds } | undefined;
  /** Undefined where no size is written. */
  readonly nodes: { readonly least: number; readonly most: number } | undefined;
  readonly subnets: readonly SubnetSize[] | undefined;
  /** Nodes an update may add, of a managed group whose zones are known. */
  readonly surge: { readonly nodes: number; readonly zones: number; readonly maxUnavailable: number } | undefined;
}

/** A group's pools, sizes and subnets; undefined where its pools cannot be known. */
export function fleetOf(group: NodeGroup, cluster: Cluster, settings: SettingsInForce): Fleet | undefined {
  if (settings.refused) return undefined;
  const kinds = kindsOfGroup(group, cluster, settings);
  const pools = kinds.flatMap(({ type, pods }) => {
    const pool = nodePool(type.limits, settings, pods);
    return pool.kind === 'pool' ? [pool] : [];
  });
  if (pools.length !== kinds.length || pools.length === 0) return undefined;
  return {
    kinds,
    maxPods: hull(kinds.map(({ pods }) => [pods, pods])),
    idlePerNode: hull(pools.map(({ idle }) => idle.subnetIPs)),
    fullPerNode: hull(pools.map(({ full }) => full.subnetIPs)),
    expected: expectedOf(pools, cluster),
    nodes: nodesOf(group),
    subnets: podSubnets(group, cluster, settings),
    surge: surgeOf(group, cluster),
  };
}

function expectedOf(pools: readonly Pool[], { facts }: Cluster): Fleet['expected'] {
  const pods = facts.expectedPodsPerNode?.value;
  if (pods === undefined) return undefined;
  const perNode = pools.flatMap((pool) => poolWith(pool, pods).subnetIPs);
  return perNode.length === 0 ? undefined : { pods, perNode: [Math.min(...perNode), Math.max(...perNode)] };
}

/** eksctl takes desiredCapacity for what is not written, and both for each other. */
function nodesOf({ minSize, maxSize, desiredCapacity }: NodeGroup): Fleet['nodes'] {
  if ([minSize, maxSize, desiredCapacity].some(({ kind }) => kind === 'unknown')) return undefined;
  const [least, most, desired] = [minSize, maxSize, desiredCapacity].map((fact: Fact<number>) => knownValue(fact));
  const low = least ?? desired ?? most;
  const high = most ?? desired ?? least;
  return low === undefined || high === undefined ? undefined : { least: low, most: Math.max(low, high) };
}

function surgeOf(group: NodeGroup, cluster: Cluster): Fleet['surge'] {
  if (group.management !== 'managed') return undefined;
  const zones = knownValue(groupZones(group, cluster))?.length;
  const most = nodesOf(group)?.most;
  const { maxUnavailable, maxUnavailablePercentage } = group;
  if (zones === undefined || most === undefined) return undefined;
  if (maxUnavailable.kind === 'unknown' || maxUnavailablePercentage.kind === 'unknown') return undefined;
  const percentage = knownValue(maxUnavailablePercentage);
  const unavailable = percentage === undefined ? (knownValue(maxUnavailable) ?? 1) : unavailableNodes(most, percentage);
  return { nodes: updateSurge({ zones, maxUnavailable: unavailable }), zones, maxUnavailable: unavailable };
}

/** Addresses of the whole group: all nodes of the least number idle, and all of the most full. */
export function fleetAddresses({ nodes, idlePerNode, fullPerNode }: Fleet): Bounds | undefined {
  return nodes && [nodes.least * idlePerNode[0], nodes.most * fullPerNode[1]];
}

/** All addresses of the subnets together. */
export function addressesIn(subnets: readonly SubnetSize[]): number {
  return subnets.reduce((sum, { addresses }) => sum + addresses, 0);
}

/** A share in whole percent, never 0 for something and never 100 for less than all. */
export function percent(part: number, whole: number): string {
  const exact = (100 * part) / Math.max(whole, 1);
  if (part > 0 && exact < 1) return '< 1';
  return String(part < whole ? Math.min(99, Math.round(exact)) : Math.round(exact));
}
