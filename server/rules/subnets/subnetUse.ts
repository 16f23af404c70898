import type { SettledForm } from '../../ipam/closedForm.js';
import { unavailableNodes, updateSurge } from '../../ipam/subnet.js';
import type { Cluster } from '../../model/cluster.js';
import { knownValue } from '../../model/fact.js';
import { sizesOf } from '../../model/nodeGroup.js';
import type { NodeGroup } from '../../model/resource.js';
import { kindsOfGroup, type NodeKind } from '../../plan/nodes.js';
import { nodePool, poolWith } from '../../plan/pool.js';
import { type SettingsInForce, settingsInForce } from '../../plan/settings.js';
import { podRoom, roomsOf, roomsTaken, type SubnetRoom } from './subnetRooms.js';

/** What the nodes of one zone take from the subnets they have there. */
export interface SubnetUse {
  readonly room: SubnetRoom;
  readonly draws: readonly Draw[];
}

/** The nodes a group has in one zone, and what each takes. */
export interface Draw {
  readonly group: NodeGroup;
  readonly type: string;
  readonly maxPods: number | undefined;
  /** At maxSize, spread evenly: the most in one zone. */
  readonly nodes: number;
  /** Nodes more in the zone during an update of the group; 0 for self-managed groups. */
  readonly surge: number;
  readonly zones: number;
  /** With the pods that are expected on a node: one, where nobody says. */
  readonly running: Demand;
  readonly pods: number;
  /** Undefined where max pods cannot be known. */
  readonly full: Demand | undefined;
}

/** What one node takes. */
export interface Demand {
  readonly addresses: number;
  readonly prefixes: number;
}

/**
 * What the groups of a cluster take from each subnet whose size is known, with the instance type of each group that takes least. Only
 * where all settings of the pool are seen; none in IPv6, where pods take no address of a subnet.
 */
export function subnetUses(cluster: Cluster): readonly SubnetUse[] {
  const settings = settingsInForce(cluster);
  if (!settings.isSeen || settings.refused) return [];
  const uses = new Map<string, { room: SubnetRoom; draws: Draw[] }>();
  for (const { room, key, draw } of drawsOf(cluster, settings)) {
    const use = uses.get(key) ?? { room, draws: [] };
    use.draws.push(draw);
    uses.set(key, use);
  }
  return [...uses.values()];
}

interface DrawAt {
  readonly room: SubnetRoom;
  readonly key: string;
  readonly draw: Draw;
}

function* drawsOf(cluster: Cluster, settings: SettingsInForce): Iterable<DrawAt> {
  for (const group of cluster.nodeGroups) {
    const kinds = kindsOfGroup(group, cluster, settings);
    const size = sizesOf(group)?.max;
    const all = roomsOf(group, cluster);
    const rooms = roomsTaken(group, all);
    if (size === undefined || rooms.length === 0) continue;
    const pods = cluster.facts.expectedPodsPerNode?.value ?? 1;
    const cheapest = cheapestKind(kinds, settings, pods);
    if (cheapest === undefined) continue;
    const zones = rooms.length;
    // EKS counts all zones of the group for an update, although a placement group may hold the nodes in one of them.
    const surge = Math.ceil(surgeOf(group, size, all.length) / zones);
    const counts = { nodes: Math.ceil(size / zones), surge, zones };
    for (const { zone, room, key } of rooms) {
      const draw = (part: 'node' | 'pods' | 'all'): Draw => ({
        group,
        type: cheapest.kind.type.name,
        maxPods: cheapest.kind.maxPods?.pods,
        ...counts,
        running: demand(cheapest.running, part),
        pods,
        full: cheapest.full && demand(cheapest.full, part),
      });
      if (!settings.ipam.customNetworking) yield* room ? [{ room, key, draw: draw('all') }] : [];
      else {
        if (room) yield { room, key, draw: draw('node') };
        const pods = zone === undefined ? undefined : podRoom(group, zone, cluster);
        if (pods) yield { ...pods, draw: draw('pods') };
      }
    }
  }
}

/** With custom networking the node's subnet pays for the primary ENI's own address only. */
function demand({ subnetIPs: [least], prefixes: [prefixes] }: SettledForm, part: 'node' | 'pods' | 'all'): Demand {
  if (part === 'node') return { addresses: 1, prefixes: 0 };
  return { addresses: part === 'pods' ? least - 1 : least, prefixes };
}

interface KindDemand {
  readonly kind: NodeKind;
  readonly running: SettledForm;
  readonly full: SettledForm | undefined;
}

function cheapestKind(
  kinds: readonly NodeKind[],
  settings: SettingsInForce,
  expectedPods: number,
): KindDemand | undefined {
  const demands = kinds.flatMap((kind): readonly KindDemand[] => {
    const pool = nodePool(kind.type.limits, settings, kind.pods);
    if (pool.kind === 'refused') return [];
    const running = poolWith(pool, expectedPods);
    return [{ kind, running, full: kind.maxPods && pool.full }];
  });
  if (demands.length !== kinds.length) return undefined;
  const addresses = ({ running, full }: KindDemand): number => (full ?? running).subnetIPs[0];
  return demands.reduce<KindDemand | undefined>(
    (least, each) => (least === undefined || addresses(each) < addresses(least) ? each : least),
    undefined,
  );
}

function surgeOf(group: NodeGroup, size: number, zones: number): number {
  const { management, maxUnavailable, maxUnavailablePercentage } = group;
  if (management !== 'managed' || size === 0) return 0;
  const percentage = knownValue(maxUnavailablePercentage);
  const unavailable = percentage === undefined ? (knownValue(maxUnavailable) ?? 1) : unavailableNodes(size, percentage);
  return updateSurge({ zones, maxUnavailable: unavailable });
}
