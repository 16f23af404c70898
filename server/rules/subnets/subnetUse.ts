import { type SettledForm, settledForm } from '../../ipam/closedForm.js';
import { HOST_NETWORK_PODS } from '../../ipam/maxPods.js';
import type { IpamSettings } from '../../ipam/settings.js';
import { unavailableNodes, updateSurge } from '../../ipam/subnet.js';
import { warmPoolConfig } from '../../ipam/warmPoolConfig.js';
import type { Cluster } from '../../model/cluster.js';
import { clusterEnv, effective, ipFamilyOf, type Setting } from '../../model/env.js';
import { knownValue } from '../../model/fact.js';
import { sizesOf } from '../../model/nodeGroup.js';
import type { NodeGroup } from '../../model/resource.js';
import { type NodePods, nodesByGroup } from '../nodePods.js';
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
  const settings = poolSettings(cluster);
  if (settings === undefined || ipFamilyOf(cluster) === 'IPv6') return [];
  const uses = new Map<string, { room: SubnetRoom; draws: Draw[] }>();
  for (const { room, key, draw } of drawsOf(cluster, settings)) {
    const use = uses.get(key) ?? { room, draws: [] };
    use.draws.push(draw);
    uses.set(key, use);
  }
  return [...uses.values()];
}

/** The settings that size a pool; undefined when any cannot be seen, is refused, or the CNI is told to attach nothing. */
export function poolSettings(cluster: Cluster): IpamSettings | undefined {
  const env = clusterEnv(cluster);
  const isSeen = <T>(setting: Setting<T>): boolean =>
    setting.kind !== 'unknown' && !(setting.kind === 'invalid' && setting.exits);
  const without = ['ENABLE_IPv6', 'DISABLE_NETWORK_RESOURCE_PROVISIONING', 'ENABLE_IMDS_ONLY_MODE'] as const;
  if (without.some((name) => effective(env.flag(name)) === true)) return undefined;
  const flags = {
    prefixDelegation: env.flag('ENABLE_PREFIX_DELEGATION'),
    customNetworking: env.flag('AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG'),
    podEni: env.flag('ENABLE_POD_ENI'),
  };
  const numbers = {
    maxEni: env.integer('MAX_ENI'),
    warmEni: env.integer('WARM_ENI_TARGET'),
    warmIp: env.integer('WARM_IP_TARGET'),
    minimumIp: env.integer('MINIMUM_IP_TARGET'),
    warmPrefix: env.integer('WARM_PREFIX_TARGET'),
  };
  if (![...Object.values(flags), ...Object.values(numbers)].every((setting) => isSeen<unknown>(setting)))
    return undefined;
  return {
    prefixDelegation: effective(flags.prefixDelegation) === true,
    customNetworking: effective(flags.customNetworking) === true,
    podEni: effective(flags.podEni) === true,
    trunkSlotAlwaysReserved: false,
    maxEni: effective(numbers.maxEni),
    warmEniTarget: effective(numbers.warmEni) ?? 1,
    warmIpTarget: effective(numbers.warmIp) ?? 0,
    minimumIpTarget: effective(numbers.minimumIp) ?? 0,
    warmPrefixTarget: effective(numbers.warmPrefix) ?? 0,
    cooldownSeconds: 30,
  };
}

interface DrawAt {
  readonly room: SubnetRoom;
  readonly key: string;
  readonly draw: Draw;
}

function* drawsOf(cluster: Cluster, settings: IpamSettings): Iterable<DrawAt> {
  for (const [group, kinds] of nodesByGroup(cluster)) {
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
        maxPods: cheapest.kind.maxPods,
        ...counts,
        running: demand(cheapest.running, part),
        pods,
        full: cheapest.full && demand(cheapest.full, part),
      });
      if (!settings.customNetworking) yield* room ? [{ room, key, draw: draw('all') }] : [];
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
  readonly kind: NodePods;
  readonly running: SettledForm;
  readonly full: SettledForm | undefined;
}

function cheapestKind(
  kinds: readonly NodePods[],
  settings: IpamSettings,
  expectedPods: number,
): KindDemand | undefined {
  const demands = kinds.flatMap((kind): readonly KindDemand[] => {
    const { limits } = kind.type;
    const pods = kind.maxPods ?? kind.capacity;
    const config = warmPoolConfig({ ...limits, trunking: limits.trunking ?? false }, settings, pods);
    const most = Math.max(0, pods - HOST_NETWORK_PODS);
    const running = settledForm(config, Math.min(expectedPods, Math.max(1, most)));
    const full = kind.maxPods === undefined ? undefined : settledForm(config, most);
    return running === undefined ? [] : [{ kind, running, full }];
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
