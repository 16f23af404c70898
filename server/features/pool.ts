import { type SettledForm, settledForm } from '../ipam/closedForm.js';
import type { Derivation } from '../ipam/derivation.js';
import { HOST_NETWORK_PODS, nodeadmMaxPods } from '../ipam/maxPods.js';
import type { InstanceLimits } from '../ipam/settings.js';
import { defaultDriver, type WarmPoolConfig } from '../ipam/warmPoolConfig.js';
import { type Argument, type Message, message } from '../messages/message.js';
import {
  eksMaxPods,
  type GroupType,
  groupTypes,
  isComputedByEks,
  isServedByAnotherCni,
  nodeDefault,
} from '../model/capacity.js';
import type { Cluster } from '../model/cluster.js';
import { clusterEnv, effective, ipFamilyOf, isWritten, type Setting } from '../model/env.js';
import { type EnvVarName, envVar } from '../model/envVars.js';
import { assignedMaxPods } from '../model/groupCapacity.js';
import { instanceLimits } from '../model/instanceTypes.js';
import type { NodeGroup } from '../model/resource.js';
import { warmPoolAnswer } from '../model/warmPoolAnswer.js';
import { assumed, calculated, type Input, type Source, sourceOfSetting, written } from './hover/content.js';

/** The variables that size the pool of a node. */
export const targetNames = [
  'WARM_ENI_TARGET',
  'WARM_IP_TARGET',
  'MINIMUM_IP_TARGET',
  'WARM_PREFIX_TARGET',
] as const satisfies readonly EnvVarName[];

/** The variables that decide what a pool is made of. */
export const modeNames = [
  'ENABLE_PREFIX_DELEGATION',
  'AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG',
  'ENABLE_POD_ENI',
  'MAX_ENI',
] as const satisfies readonly EnvVarName[];

const booleanNames: readonly string[] = [
  'ENABLE_PREFIX_DELEGATION',
  'AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG',
  'ENABLE_POD_ENI',
];

type PoolVariable = (typeof targetNames)[number] | (typeof modeNames)[number];

/** What decides about the pools of a cluster's nodes. What cannot be seen has its shipped default, and says so. */
export interface PoolSettings {
  /** The texts of the variables that do not have their shipped default. */
  readonly env: Readonly<Record<string, string>>;
  readonly prefixDelegation: boolean;
  readonly customNetworking: boolean;
  /** Every variable with its value and where it comes from. */
  readonly inputs: ReadonlyMap<PoolVariable, Input>;
  /** Why no node has a pool at all. */
  readonly refused: Message | undefined;
}

/** A memo: a cluster never changes, and one request asks for every node group of it. */
const known = new WeakMap<Cluster, PoolSettings>();

/** The settings in force in a cluster; without a carrier in sight everything is assumed. */
export function poolSettings(cluster: Cluster): PoolSettings {
  const before = known.get(cluster);
  if (before !== undefined) return before;
  const read = readSettings(cluster);
  known.set(cluster, read);
  return read;
}

function readSettings(cluster: Cluster): PoolSettings {
  const env: Record<string, string> = {};
  const inputs = new Map<PoolVariable, Input>();
  for (const name of [...modeNames, ...targetNames]) {
    const setting = settingOf(cluster, name);
    const text = textOf(setting);
    if (text !== undefined) env[name] = text;
    inputs.set(name, { name, value: valueText(name, setting), source: sourceOfSetting(setting) });
  }
  const isOn = (name: EnvVarName): boolean => {
    const setting = settingOf(cluster, name);
    return effective(setting) === true;
  };
  return {
    env,
    prefixDelegation: isOn('ENABLE_PREFIX_DELEGATION'),
    customNetworking: isOn('AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG'),
    inputs,
    refused: whyNoPool(cluster),
  };
}

function settingOf(cluster: Cluster, name: EnvVarName): Setting<number | boolean> {
  const env = clusterEnv(cluster);
  return envVar(name).kind === 'boolean' ? env.flag(name) : env.integer(name);
}

/** The text the program works with; undefined for the shipped default and what cannot be seen. */
function textOf(setting: Setting<number | boolean>): string | undefined {
  if (isWritten(setting)) return setting.entry.value.kind === 'literal' ? setting.entry.value.text : undefined;
  if (setting.kind !== 'default' || setting.from === 'shippedDefault') {
    return setting.kind === 'default' && setting.value === true ? 'true' : undefined;
  }
  return setting.value === undefined ? undefined : String(setting.value);
}

function valueText(name: PoolVariable, setting: Setting<number | boolean>): Argument {
  const row = envVar(name);
  const value = setting.kind === 'unknown' ? (row.shippedDefault ?? row.codeDefault) : effective(setting);
  if (booleanNames.includes(name)) return String(value) === 'true' ? message('on') : message('off');
  if (value === undefined) return message('not set');
  // Without a warm ENI the pool works otherwise; the other variables count as not set when they are 0.
  return Number(value) === 0 && name !== 'WARM_ENI_TARGET' ? message('0 (not set)') : String(value);
}

function whyNoPool(cluster: Cluster): Message | undefined {
  const env = clusterEnv(cluster);
  if (effective(env.flag('ENABLE_IPv6')) === true || ipFamilyOf(cluster) === 'IPv6') {
    return message('In IPv6 a node has one /80 prefix and no warm pool: no target has any effect');
  }
  const without = (['DISABLE_NETWORK_RESOURCE_PROVISIONING', 'ENABLE_IMDS_ONLY_MODE'] as const).find(
    (name) => effective(env.flag(name)) === true,
  );
  return (
    without &&
    message('With {name} the CNI attaches nothing: another program decides about addresses', { name: without })
  );
}

/** What one node holds, by the number of pods that need an address. */
export type NodePool =
  | {
      readonly kind: 'pool';
      readonly config: WarmPoolConfig;
      /** Addresses taken from subnets without pods, and with all pods max pods allows. */
      readonly idle: Bounds;
      readonly full: Bounds;
      /** Pods with an address on a full node. */
      readonly fullPods: number;
      readonly at: (pods: number) => SettledForm | undefined;
    }
  | { readonly kind: 'refused'; readonly reason: Message };

export type Bounds = readonly [number, number];

/** The pool of a node of a type with these variables; `maxPods` is its kubelet's. */
export function nodePool(limits: InstanceLimits, env: PoolSettings['env'], maxPods: number): NodePool {
  const answer = warmPoolAnswer({ limits, env, maxPods, pods: [], driver: defaultDriver });
  if (answer.kind === 'refused') return answer;
  const { config } = answer;
  const at = (pods: number): SettledForm | undefined => settledForm(config, pods);
  const most = Math.max(0, maxPods - HOST_NETWORK_PODS);
  const idle = at(0);
  const full = at(most);
  if (idle === undefined || full === undefined) {
    return {
      kind: 'refused',
      reason: message('The node does not become Ready with these settings: it gets no addresses'),
    };
  }
  return { kind: 'pool', config, idle: idle.subnetIPs, full: full.subnetIPs, fullPods: full.running[1], at };
}

/** Max pods of a node, and how it comes about. */
export interface NodeMaxPods {
  readonly pods: number;
  readonly derivation: Derivation | undefined;
  readonly source: Source;
  /** Who decides, where nobody wrote a number. */
  readonly by: Message | undefined;
}

/** Max pods of a group's nodes of a type: the group's own number, EKS's, or the node's. Undefined where nobody can say. */
export function maxPodsOf(
  group: NodeGroup,
  type: GroupType,
  cluster: Cluster,
  settings: PoolSettings,
): NodeMaxPods | undefined {
  const { maxPods } = group;
  if (maxPods.kind === 'unknown') return undefined;
  if (maxPods.kind === 'set') {
    return { pods: maxPods.value, derivation: undefined, source: written(maxPods.at), by: undefined };
  }
  if (maxPods.kind === 'expression') {
    const pods = assignedMaxPods(group, type.limits);
    return pods === undefined ? undefined : { pods, derivation: undefined, source: written(maxPods.at), by: undefined };
  }
  if (isComputedByEks(group)) {
    const computed = eksMaxPods(groupTypes(group, cluster) ?? [type], settings, cluster);
    const by = message('EKS computes it for a managed node group');
    return computed && { pods: computed.pods, derivation: computed.derivation, source: calculated, by };
  }
  const own = nodeDefault(group, type.limits);
  const by = message('each node computes it at its start');
  return own && { pods: own.pods, derivation: own.derivation, source: calculated, by };
}

/** A kind of node of a cluster: one instance type of one group. */
export interface NodeKind {
  /** Undefined for the type we assume where none is visible. */
  readonly group: NodeGroup | undefined;
  readonly type: string;
  readonly limits: InstanceLimits;
  readonly maxPods: number;
  readonly maxPodsSource: Source;
}

/** The nodes of a group that the CNI serves, per type; none where that cannot be known. */
export function kindsOfGroup(group: NodeGroup, cluster: Cluster, settings: PoolSettings): readonly NodeKind[] {
  if (group.amiFamily === 'windows' || isServedByAnotherCni(group, cluster)) return [];
  const types = groupTypes(group, cluster) ?? [];
  const distinct = types.filter(({ name }, index) => types.findIndex((other) => other.name === name) === index);
  return distinct.map((type) => {
    const max = maxPodsOf(group, type, cluster, settings);
    return {
      group,
      type: type.name,
      limits: type.limits,
      maxPods: max?.pods ?? nodeadmMaxPods(type.limits).pods,
      maxPodsSource: max?.source ?? assumed,
    };
  });
}

/** The kinds of nodes of a cluster, each type and max pods once, in the order of the groups. */
export function kindsOfCluster(cluster: Cluster, settings: PoolSettings): readonly NodeKind[] {
  const kinds = cluster.nodeGroups.flatMap((group) => kindsOfGroup(group, cluster, settings));
  return kinds.filter(
    ({ type, maxPods }, index) =>
      kinds.findIndex((other) => other.type === type && other.maxPods === maxPods) === index,
  );
}

/** The type shown where no node group is visible: the one eksctl launches by default. */
const assumedType = 'm5.large';

/** The kinds of nodes of a cluster, or the assumed one where it has no node group. */
export function seenOrAssumedKinds(cluster: Cluster, settings: PoolSettings): readonly NodeKind[] {
  const kinds = kindsOfCluster(cluster, settings);
  const limits = instanceLimits(assumedType);
  if (kinds.length > 0 || limits === undefined || cluster.nodeGroups.length > 0) return kinds;
  return [
    { group: undefined, type: assumedType, limits, maxPods: nodeadmMaxPods(limits).pods, maxPodsSource: assumed },
  ];
}

/** The smallest and the largest of several bounds. */
export function hull(bounds: readonly Bounds[]): Bounds {
  return [Math.min(...bounds.map(([low]) => low)), Math.max(...bounds.map(([, high]) => high))];
}
