import { type Catalogue, render } from '../messages/message.js';
import type { Cluster } from '../model/cluster.js';
import type { CniVersion } from '../model/cniVersion.js';
import { knownValue } from '../model/fact.js';
import { freshNodeCalls } from './calls.js';
import { type GroupUse, groupUse } from './groupUse.js';
import { fullNodesThatFit, nodeLimit, podsThatFit } from './limits.js';
import type { Demand, GroupPlan, Plan, PlannedKind, State, SubnetPlan } from './plan.js';
import type { SettingInForce } from './settings.js';
import type { Source } from './source.js';

/** The plan of one cluster as plain data: what its nodes run, and what they take from which subnets. */
export interface ClusterPlan {
  /** As its files or the config file call it; undefined where neither does. */
  readonly name: string | undefined;
  readonly ipFamily: 'IPv4' | 'IPv6' | undefined;
  /** `1.21.1`; undefined where no version is visible, and the newest one is assumed. */
  readonly cniVersion: string | undefined;
  /** False where a setting that decides about the pool cannot be seen: its shipped default is assumed. */
  readonly isSeen: boolean;
  /** Why no node has a pool of addresses, in words; there are no groups and subnets then. */
  readonly noPoolBecause: string | undefined;
  readonly settings: readonly PlannedSetting[];
  /** The groups whose pools can be calculated. */
  readonly nodeGroups: readonly PlannedNodeGroup[];
  /** The subnets whose size is known and on which groups of known size draw. */
  readonly subnets: readonly PlannedSubnet[];
}

export interface PlannedSetting {
  readonly name: string;
  /** What the CNI works with; undefined for no limit (MAX_ENI). */
  readonly value: number | boolean | undefined;
  readonly from: Source['kind'];
  readonly standing: SettingInForce['standing'];
}

/** A number, or from the lowest to the highest where instance types differ or the CNI's random order leaves it open. */
export type PlannedRange = readonly [low: number, high: number];

/** By the pods on a node: none; one; as many as are expected, or one; as many as it can run. */
export type PerState<T> = Readonly<Record<State, T>>;

export interface PlannedNodeGroup {
  readonly name: string | undefined;
  readonly uri: string;
  /** With the tool's defaults; undefined where nobody says how many. */
  readonly leastNodes: number | undefined;
  readonly desiredNodes: number | undefined;
  readonly mostNodes: number | undefined;
  readonly nodesAddedByUpdate: number | undefined;
  /** Pods on a `running` node. */
  readonly runningPodsPerNode: number;
  readonly instanceTypes: readonly PlannedInstanceType[];
  /** From all subnets. */
  readonly addressesPerNode: PerState<PlannedRange>;
  /** From the subnets of its pods; with custom networking those of the ENIConfigs, where each node takes one more from its own subnet. */
  readonly podSubnets: {
    readonly addressesPerNode: PerState<PlannedRange>;
    /** From the fewest nodes without pods to the most nodes full of pods. */
    readonly takenAddresses: PlannedRange | undefined;
    readonly takenAddressesDuringUpdate: number | undefined;
    /** By all groups that draw on the same subnets, this one included, at their most nodes full of pods. */
    readonly takenAddressesOfAllGroups: number | undefined;
    /** Undefined unless the size of every subnet is known. */
    readonly availableAddresses: number | undefined;
  };
}

export interface PlannedInstanceType {
  readonly instanceType: string;
  /** The kubelet's; undefined where nobody can say. Then the plan goes by nodeadm's default. */
  readonly maxPods: number | undefined;
  readonly maxPodsFrom: Source['kind'];
  /** What the CNI can give an address, and the two pods of the host network. */
  readonly servablePods: number | undefined;
  /** Where nobody can see whether prefix delegation is on. */
  readonly servablePodsWithPrefixDelegation: number | undefined;
  /** What keeps a node from running more pods. */
  readonly limitedBy: 'maxPods' | 'addresses';
  readonly enisIdle: PlannedRange;
  readonly enisFull: PlannedRange;
  readonly ec2CallsUntilReady: number;
  readonly ec2CallsUntilFull: number;
}

export interface PlannedSubnet {
  /** A range, or `/19` for one that eksctl makes. */
  readonly name: string;
  readonly availableAddresses: number;
  /** Undefined where only a number of free addresses is known. */
  readonly availablePrefixes: number | undefined;
  readonly nodeGroups: readonly {
    readonly name: string | undefined;
    /** `nodes`: the addresses of the nodes themselves, whose pods have theirs elsewhere. */
    readonly part: 'all' | 'nodes' | 'pods';
    readonly mostNodes: number;
    readonly nodesAddedByUpdate: number;
    /** Full of pods, beside all nodes of the other groups. */
    readonly fullNodesThatFit: number;
  }[];
  /** Of all groups at their most nodes, by the instance type that takes least. */
  readonly needed: PerState<Demand>;
  readonly neededDuringUpdate: Demand;
  /** The first state that is more than the subnet has; undefined where all fit. */
  readonly exceededBy: SubnetPlan['exceededBy'];
  /** Undefined where not even nodes without pods fit. */
  readonly podsPerNodeThatFit: number | undefined;
}

/** A plan as the library gives it, with words in the language of the catalogue. */
export function planReport(plan: Plan, cluster: Cluster, catalogue: Catalogue | undefined): ClusterPlan {
  const { settings, groups, subnets } = plan;
  return {
    name: nameOf(cluster),
    ipFamily: settings.ipFamily,
    cniVersion: settings.version && versionText(settings.version),
    isSeen: settings.isSeen,
    noPoolBecause: settings.refused && render(settings.refused, catalogue),
    settings: [...settings.variables.values()].map(({ name, value, source, standing }) => ({
      name,
      value,
      from: source.kind,
      standing,
    })),
    nodeGroups: groups.map((group) => groupReport(group, groupUse(plan, group))),
    subnets: subnets.map(subnetReport),
  };
}

const configured = 'config:';

function nameOf({ declaration, key }: Cluster): string | undefined {
  const own = declaration && knownValue(declaration.name);
  return own ?? (key.startsWith(configured) ? key.slice(configured.length) : undefined);
}

function versionText({ major, minor, patch }: CniVersion): string {
  return patch === undefined ? `${major}.${minor}` : `${major}.${minor}.${patch}`;
}

function groupReport(plan: GroupPlan, use: GroupUse): PlannedNodeGroup {
  const { group, nodes, update, kinds, perNode, runningPods } = plan;
  return {
    name: knownValue(group.name),
    uri: group.at.uri,
    leastNodes: nodes?.least,
    desiredNodes: nodes?.desired,
    mostNodes: nodes?.most,
    nodesAddedByUpdate: update?.nodes,
    runningPodsPerNode: runningPods,
    instanceTypes: kinds.map(typeReport),
    addressesPerNode: perNode,
    podSubnets: {
      addressesPerNode: use.perNode,
      takenAddresses: use.all,
      takenAddressesDuringUpdate: use.duringUpdate,
      takenAddressesOfAllGroups: use.allGroups ?? use.all?.[1],
      availableAddresses: use.available,
    },
  };
}

function typeReport(kind: PlannedKind): PlannedInstanceType {
  const { type, maxPods, podsSource, servable, held, servableWithPrefixes, pool } = kind;
  const { untilReady, untilFull } = freshNodeCalls(pool);
  return {
    instanceType: type.name,
    maxPods: maxPods?.pods,
    maxPodsFrom: podsSource.kind,
    servablePods: servable === undefined ? undefined : Math.min(servable, held ?? servable),
    servablePodsWithPrefixDelegation: servableWithPrefixes,
    limitedBy: nodeLimit(kind),
    enisIdle: pool.idle.enis,
    enisFull: pool.full.enis,
    ec2CallsUntilReady: untilReady,
    ec2CallsUntilFull: untilFull,
  };
}

function subnetReport(subnet: SubnetPlan): PlannedSubnet {
  const { room, draws, total, duringUpdate, exceededBy } = subnet;
  return {
    name: room.name,
    availableAddresses: room.addresses,
    availablePrefixes: room.prefixes,
    nodeGroups: draws.map((draw) => ({
      name: knownValue(draw.group.name),
      part: draw.part,
      mostNodes: draw.nodes,
      nodesAddedByUpdate: draw.surge,
      fullNodesThatFit: fullNodesThatFit(subnet, draw),
    })),
    needed: total,
    neededDuringUpdate: duringUpdate,
    exceededBy,
    podsPerNodeThatFit: podsThatFit(subnet),
  };
}
