import { podEnis } from '../ipam/derivation.js';
import { type MaxPods, servablePods, windowsCapacity } from '../ipam/maxPods.js';
import { type InstanceLimits, type IpamSettings, isPrefixCapable } from '../ipam/settings.js';
import { type Argument, message, signs } from '../messages/message.js';
import type { Cluster } from '../model/cluster.js';
import { cniBasis, mayRunAnotherCni } from '../model/cniBasis.js';
import { clusterEnv } from '../model/env.js';
import { formula, formulaInNames, windowsAddresses } from '../model/formula.js';
import { distinctTypes, type GroupType, isServedByAnotherCni } from '../model/groupTypes.js';
import type { EnvEntry, NodeGroup } from '../model/resource.js';
import { memoizedPair, memoizedWithin } from '../text/memo.js';
import { assignedMaxPods } from './maxPods.js';
import { hasWindowsPrefixes } from './nodes.js';
import { bestCaseSettings, type CapacitySettings, settingsInForce } from './settings.js';

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
export const groupCapacity = memoizedWithin(
  (group: NodeGroup, cluster: Cluster): readonly TypeCapacity[] | undefined => {
    const settings = bestCaseSettings(cluster);
    return (
      settings &&
      typesWith(group, cluster, {
        linux: (type) => ofType(type, bestOfType(type.limits, settings)),
        windows: bestWindowsType,
      })
    );
  },
);

/**
 * What the nodes of a group can serve with the settings in force, per instance type; each type once. What cannot be seen has its shipped
 * default. Undefined where `groupCapacity` is.
 */
export const capacityInForce = memoizedWithin(
  (group: NodeGroup, cluster: Cluster): readonly TypeCapacity[] | undefined => {
    if (bestCaseSettings(cluster) === undefined) return undefined;
    const { ipam } = settingsInForce(cluster);
    return typesWith(group, cluster, {
      linux: (type) => ofType(type, typeInForce(type.limits, ipam)),
      // The switch for prefixes of Windows nodes is off where nobody turns it on.
      windows: (type) => windowsType(type, isPrefixCapable(type.limits) && hasWindowsPrefixes(cluster)),
    });
  },
);

/**
 * What Linux nodes of these types serve with the settings in force, and at best. Undefined where nobody can judge: pods have IPv6 addresses or
 * another CNI serves the cluster.
 */
export function capacityOfTypes(
  types: readonly GroupType[],
  cluster: Cluster,
): readonly { readonly inForce: TypeCapacity; readonly best: TypeCapacity }[] | undefined {
  const settings = bestCaseSettings(cluster);
  if (settings === undefined || mayRunAnotherCni(cluster)) return undefined;
  const { ipam } = settingsInForce(cluster);
  return types.map((type) => ({
    inForce: ofType(type, typeInForce(type.limits, ipam)),
    best: ofType(type, bestOfType(type.limits, settings)),
  }));
}

/** Fields are written out, because there is one for each group: Node 20 takes ten times as long to put two objects into one. */
function ofType({ name, at, limits }: GroupType, capacity: Omit<TypeCapacity, keyof GroupType>): TypeCapacity {
  return { name, at, limits, ...capacity };
}

function typesWith(
  group: NodeGroup,
  cluster: Cluster,
  on: Readonly<Record<'linux' | 'windows', (type: GroupType) => TypeCapacity>>,
): readonly TypeCapacity[] | undefined {
  const types = distinctTypes(group, cluster);
  if (types === undefined || isServedByAnotherCni(group, cluster)) return undefined;
  return types.map(group.amiFamily === 'windows' ? on.windows : on.linux);
}

/** The pods a type can serve at best, with the derivation. Where no source says whether it carries a trunk ENI, it does not. */
export function bestCapacity(limits: InstanceLimits, settings: CapacitySettings): MaxPods {
  return servablePods({ ...limits, trunking: limits.trunking ?? false }, settings);
}

/** The same for all nodes of a type with equal settings. */
const bestOfType = memoizedPair((limits: InstanceLimits, settings: CapacitySettings) => ({
  ...withFormula(bestCapacity(limits, settings)),
  assumesPrefixes: settings.assumesPrefixes && isPrefixCapable(limits),
}));

/** The same with the settings in force. */
const typeInForce = memoizedPair((limits: InstanceLimits, ipam: IpamSettings) => ({
  ...withFormula(servablePods(limits, ipam)),
  assumesPrefixes: false,
}));

function withFormula({
  pods,
  derivation,
}: MaxPods): Pick<TypeCapacity, 'servable' | 'formula' | 'formulaInNames' | 'podEnis'> {
  return {
    servable: pods,
    formula: formula(derivation),
    formulaInNames: formulaInNames(derivation),
    podEnis: derivation.kind === 'formula' ? podEnis(derivation) : 0,
  };
}

/** Windows nodes are configured elsewhere, so prefixes are assumed where the type can have them. */
function bestWindowsType(type: GroupType): TypeCapacity {
  return windowsType(type, isPrefixCapable(type.limits));
}

function windowsType(type: GroupType, usesPrefixes: boolean): TypeCapacity {
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

/** The types of a group whose nodes take more pods than they can serve, and those that do not. */
export interface Overcommitment {
  /** The worst first. */
  readonly over: readonly [OvercommittedType, ...OvercommittedType[]];
  readonly fitting: readonly TypeCapacity[];
}

export interface OvercommittedType extends TypeCapacity {
  readonly maxPods: number;
  /** What it serves with prefix delegation, where `servable` is without and that is more. */
  readonly withPrefixes: number | undefined;
}

/**
 * Whether nodes of a group take more pods than they can serve; undefined where they do not, or that cannot be known. Of a CNI as its tool
 * installs it that is said by the settings in force, of any other by the best case.
 */
export const overcommitment = memoizedWithin((group: NodeGroup, cluster: Cluster): Overcommitment | undefined => {
  const isShipped = group.amiFamily !== 'windows' && cniBasis(cluster) === 'shipped';
  return isShipped
    ? overcommitmentInForce(group, cluster)
    : overcommitted(groupCapacity(group, cluster), group, cluster);
});

/** The same by the settings in force, where what cannot be seen has its shipped default: true under that condition only. */
export function overcommitmentInForce(group: NodeGroup, cluster: Cluster): Overcommitment | undefined {
  return overcommitted(capacityInForce(group, cluster), group, cluster);
}

function overcommitted(
  types: readonly TypeCapacity[] | undefined,
  group: NodeGroup,
  cluster: Cluster,
): Overcommitment | undefined {
  if (types === undefined || mayRunAnotherCni(cluster) || isExplainedByXen(group, cluster)) return undefined;
  const best = groupCapacity(group, cluster);
  const over: OvercommittedType[] = [];
  const fitting: TypeCapacity[] = [];
  for (const [index, type] of types.entries()) {
    // Without an ENI for pods no max pods is right. What takes the ENIs away is the finding, of a rule of its own.
    if (type.podEnis === 0) continue;
    const maxPods = assignedMaxPods(group, type.limits);
    if (maxPods === undefined || maxPods <= type.servable) {
      fitting.push(type);
      continue;
    }
    const most = best?.[index]?.servable ?? 0;
    over.push({ maxPods, withPrefixes: most > type.servable ? most : undefined, ...type });
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
