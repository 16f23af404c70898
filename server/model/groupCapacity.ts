import { podEnis } from '../ipam/derivation.js';
import { windowsCapacity } from '../ipam/maxPods.js';
import { type InstanceLimits, isPrefixCapable } from '../ipam/settings.js';
import { type Argument, message, signs } from '../messages/message.js';
import {
  bestCapacity,
  bestCaseSettings,
  type CapacitySettings,
  type GroupType,
  groupTypes,
  isServedByAnotherCni,
  nodeDefault,
} from './capacity.js';
import type { Cluster } from './cluster.js';
import { clusterEnv } from './env.js';
import { formula, formulaInNames, windowsAddresses } from './formula.js';
import { expressionPods } from './maxPodsExpression.js';
import type { EnvEntry, NodeGroup } from './resource.js';

/** What nodes of one type can serve at best. */
export interface TypeCapacity extends GroupType {
  /** Pods, those of the host network included. */
  readonly servable: number;
  /** The calculation in numbers. */
  readonly formula: Argument;
  readonly formulaInNames: Argument;
  /** ENIs that serve pods; with none only the pods of the host network run. */
  readonly podEnis: number;
  /** The number holds only if prefix delegation, which cannot be seen, is on. */
  readonly assumesPrefixes: boolean;
}

/**
 * What the nodes of a group can serve, per instance type; each type once. Undefined where that cannot be judged: a type is not known,
 * another CNI serves the group, or pods have IPv6 addresses.
 */
export function groupCapacity(group: NodeGroup, cluster: Cluster): readonly TypeCapacity[] | undefined {
  const known = capacities.get(cluster) ?? new Map<NodeGroup, readonly TypeCapacity[] | undefined>();
  capacities.set(cluster, known);
  if (!known.has(group)) known.set(group, capacityOf(group, cluster));
  return known.get(group);
}

/** A memo: neither a cluster nor its groups ever change, and several rules ask about each group. */
const capacities = new WeakMap<Cluster, Map<NodeGroup, readonly TypeCapacity[] | undefined>>();

function capacityOf(group: NodeGroup, cluster: Cluster): readonly TypeCapacity[] | undefined {
  const settings = bestCaseSettings(cluster);
  const types = groupTypes(group, cluster);
  if (settings === undefined || types === undefined || isServedByAnotherCni(group, cluster)) return undefined;
  const distinct = types.filter(({ name }, index) => types.findIndex((other) => other.name === name) === index);
  return distinct.map((type) => (group.amiFamily === 'windows' ? windowsType(type) : linuxType(type, settings)));
}

function linuxType(type: GroupType, settings: CapacitySettings): TypeCapacity {
  const { pods, derivation } = bestCapacity(type.limits, settings);
  return {
    ...type,
    servable: pods,
    formula: formula(derivation),
    formulaInNames: formulaInNames(derivation),
    podEnis: derivation.kind === 'formula' ? podEnis(derivation) : 0,
    assumesPrefixes: settings.assumesPrefixes && isPrefixCapable(type.limits),
  };
}

/** Windows nodes are configured elsewhere, so prefixes are assumed where the type can have them. */
function windowsType(type: GroupType): TypeCapacity {
  const usesPrefixes = isPrefixCapable(type.limits);
  const servable = windowsCapacity(type.limits, usesPrefixes);
  return {
    ...type,
    servable,
    formula: signs('{addresses} = {servable}', {
      addresses: windowsAddresses(type.limits.ipv4PerEni, usesPrefixes),
      servable,
    }),
    formulaInNames: windowsAddresses(message('addresses per ENI'), usesPrefixes),
    podEnis: 1,
    assumesPrefixes: usesPrefixes,
  };
}

/** The max pods a node of the group runs with: the group's own number, or the node's. Undefined where EKS computes it, or nobody knows. */
export function assignedMaxPods(group: NodeGroup, limits: InstanceLimits): number | undefined {
  switch (group.maxPods.kind) {
    case 'set':
      return group.maxPods.value;
    case 'expression':
      return expressionPods(group.maxPods.expression.text, limits);
    case 'computed':
      return nodeDefault(group, limits)?.pods;
    case 'unknown':
      return undefined;
    default:
      return group.maxPods satisfies never;
  }
}

/** The types of a group whose nodes take more pods than they can serve, and those that do not. */
export interface Overcommitment {
  /** The worst first. */
  readonly over: readonly [OvercommittedType, ...OvercommittedType[]];
  readonly fitting: readonly TypeCapacity[];
}

export interface OvercommittedType extends TypeCapacity {
  readonly maxPods: number;
}

/** Whether nodes of a group take more pods than they can serve; undefined where they do not, or that cannot be known. */
export function overcommitment(group: NodeGroup, cluster: Cluster): Overcommitment | undefined {
  const types = groupCapacity(group, cluster);
  if (types === undefined || isExplainedByXen(group, cluster)) return undefined;
  const over: OvercommittedType[] = [];
  const fitting: TypeCapacity[] = [];
  for (const type of types) {
    // Without an ENI for pods no max pods is right. What takes the ENIs away is the finding, of a rule of its own.
    if (type.podEnis === 0) continue;
    const maxPods = assignedMaxPods(group, type.limits);
    if (maxPods !== undefined && maxPods > type.servable) over.push({ ...type, maxPods });
    else fitting.push(type);
  }
  const [worst, ...others] = over.sort((a, b) => b.maxPods - b.servable - (a.maxPods - a.servable));
  return worst && { over: [worst, ...others], fitting };
}

/** True when one number stands for several types and is too high for some of them only: just the small nodes break. */
export function breaksSomeTypesOnly(group: NodeGroup, { fitting }: Overcommitment): boolean {
  return group.management === 'selfManaged' && group.maxPods.kind === 'set' && fitting.length > 0;
}

/** Prefix delegation that somebody switched on, and a group none of whose types can have prefixes. */
export interface UnsupportedPrefixes {
  readonly entry: EnvEntry;
  readonly types: readonly TypeCapacity[];
}

/** Whether prefix delegation does nothing on a group, because all its types are Xen. Undefined where nobody switched it on. */
export function unsupportedPrefixes(group: NodeGroup, cluster: Cluster): UnsupportedPrefixes | undefined {
  const prefixes = clusterEnv(cluster).flag('ENABLE_PREFIX_DELEGATION');
  if (prefixes.kind !== 'set' || !prefixes.value || group.amiFamily === 'windows') return undefined;
  const types = groupCapacity(group, cluster);
  return types?.every(({ limits }) => isXen(limits)) ? { entry: prefixes.entry, types } : undefined;
}

function isXen({ hypervisor, bareMetal }: InstanceLimits): boolean {
  return hypervisor === 'xen' && !bareMetal;
}

/** True when a number the group sets would fit if prefixes worked: then the type is what is wrong, and that is a finding of its own. */
function isExplainedByXen(group: NodeGroup, cluster: Cluster): boolean {
  const settings = bestCaseSettings(cluster);
  const { maxPods } = group;
  if (maxPods.kind !== 'set' || settings === undefined) return false;
  const unsupported = unsupportedPrefixes(group, cluster);
  const fits = ({ limits }: TypeCapacity): boolean =>
    bestCapacity({ ...limits, hypervisor: 'nitro' }, settings).pods >= maxPods.value;
  return unsupported?.types.every(fits) ?? false;
}
