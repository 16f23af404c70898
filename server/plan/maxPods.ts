import type { Derivation } from '../ipam/derivation.js';
import {
  al2MaxPods,
  bottlerocketMaxPods,
  karpenterMaxPods,
  kopsMaxPods,
  type MaxPods,
  managedNodeGroupMaxPods,
  nodeadmMaxPods,
  windowsMaxPods,
} from '../ipam/maxPods.js';
import type { InstanceLimits, IpamSettings } from '../ipam/settings.js';
import { type Message, message } from '../messages/message.js';
import { versionNumbers } from '../model/cniVersion.js';
import { type GroupType, groupTypes, type TypeLimits } from '../model/groupTypes.js';
import { expressionPods } from '../model/maxPodsExpression.js';
import { isComputedByEks } from '../model/nodeGroup.js';
import type { NodeGroup } from '../model/resource.js';
import type { SettingsInForce } from './settings.js';
import { calculated, type Source, written } from './source.js';

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
  cluster: TypeLimits,
  settings: SettingsInForce,
): NodeMaxPods | undefined {
  const isByEks = group.maxPods.kind === 'computed' && isComputedByEks(group);
  const found = isByEks ? byEks(group, type, cluster, settings) : withoutEks(group, type.limits);
  return found && withinCores(found, group, type.limits);
}

/**
 * What `podsPerCore` leaves of max pods; undefined where it cannot be seen, or nobody knows the vCPUs. Source: Kubernetes,
 * pkg/kubelet/nodestatus/setters.go, MachineInfo.
 */
function withinCores(
  found: NodeMaxPods,
  { podsPerCore }: NodeGroup,
  { vcpus }: InstanceLimits,
): NodeMaxPods | undefined {
  if (podsPerCore.kind === 'absent' || (podsPerCore.kind === 'known' && podsPerCore.value <= 0)) return found;
  if (podsPerCore.kind === 'unknown' || vcpus === undefined) return undefined;
  const pods = podsPerCore.value * vcpus;
  if (pods >= found.pods) return found;
  const by = message('podsPerCore {each} × {vcpus} vCPUs', { each: podsPerCore.value, vcpus });
  return { pods, derivation: undefined, source: written(podsPerCore.at), by };
}

/** The max pods a group's own settings or its nodes give; undefined where EKS computes it, or nobody knows. */
export function assignedMaxPods(group: NodeGroup, limits: InstanceLimits): number | undefined {
  const found = withoutEks(group, limits);
  return found && withinCores(found, group, limits)?.pods;
}

function withoutEks(group: NodeGroup, limits: InstanceLimits): NodeMaxPods | undefined {
  const { maxPods } = group;
  switch (maxPods.kind) {
    case 'set':
      return { pods: maxPods.value, derivation: undefined, source: written(maxPods.at), by: undefined };
    case 'expression': {
      const pods = expressionPods(maxPods.expression.text, limits);
      const source = written(maxPods.at);
      return pods === undefined ? undefined : { pods, derivation: undefined, source, by: undefined };
    }
    case 'computed':
      return byNode(group, limits);
    case 'unknown':
      return undefined;
    default:
      return maxPods satisfies never;
  }
}

function byEks(
  group: NodeGroup,
  type: GroupType,
  cluster: TypeLimits,
  settings: SettingsInForce,
): NodeMaxPods | undefined {
  const by = settings.comesAfterNodes ? computedBefore : computedByEks;
  if (group.amiFamily === 'windows') return { ...windowsMaxPods(), source: calculated, by: computedByEks };
  const computed = eksMaxPods(groupTypes(group, cluster) ?? [type], seenByEks(settings), settings.version);
  return computed && { source: calculated, by, ...computed };
}

const computedByEks = message('EKS computes it for a managed node group');
const computedBefore = message(
  'EKS computes it for a managed node group, before the settings of the VPC CNI are there',
);

/** What EKS sees of the CNI when it computes max pods: settings that come after the nodes are not there yet. In IPv6 EKS itself makes them. */
export function seenByEks({
  ipam,
  ipFamily,
  comesAfterNodes,
}: Pick<SettingsInForce, 'ipam' | 'ipFamily' | 'comesAfterNodes'>): Pick<
  IpamSettings,
  'prefixDelegation' | 'customNetworking'
> {
  return comesAfterNodes && ipFamily !== 'IPv6' ? { prefixDelegation: false, customNetworking: false } : ipam;
}

function byNode(group: NodeGroup, limits: InstanceLimits): NodeMaxPods | undefined {
  const launched = group.amiFamily === 'windows' ? undefined : byLauncher(group, limits);
  if (launched) return launched;
  const own = nodeDefault(group, limits);
  return own && { source: calculated, by: message('each node computes it at its start'), ...own };
}

/** What the tool that launches the nodes works out for them; undefined where it leaves that to the nodes. */
function byLauncher({ maxPods }: NodeGroup, limits: InstanceLimits): NodeMaxPods | undefined {
  if (maxPods.kind !== 'computed') return undefined;
  switch (maxPods.by) {
    case 'Karpenter': {
      const by = message('Karpenter computes it for each type');
      return { ...karpenterMaxPods(limits, withoutReserve), source: calculated, by };
    }
    case 'kOps':
      return { ...kopsMaxPods(limits), source: calculated, by: message('kOps computes it for each type') };
    case undefined:
      return undefined;
    default:
      return maxPods.by satisfies never;
  }
}

/**
 * What EKS computes for the nodes of a managed group that leaves max pods to it: one number, that of the smallest type. It goes by
 * what EKS reads of the running CNI; undefined without types.
 */
export function eksMaxPods(
  types: readonly Pick<GroupType, 'limits'>[],
  { prefixDelegation, customNetworking }: Pick<IpamSettings, 'prefixDelegation' | 'customNetworking'>,
  version: SettingsInForce['version'],
): MaxPods | undefined {
  const cniVersion = versionNumbers(version);
  const limits = types.map((type) => type.limits);
  return managedNodeGroupMaxPods(limits, { prefixDelegation, customNetworking, cniVersion });
}

/** What Karpenter has where nobody says otherwise: `RESERVED_ENIS` is a setting of its controller, for all its nodes. */
const withoutReserve = { reservedEnis: 0, efaOnlyInterfaces: 0, podsPerCore: undefined };

/** What a node of the group computes for itself where nobody sets max pods; undefined where EKS does, or no source says. */
function nodeDefault(group: NodeGroup, limits: InstanceLimits): MaxPods | undefined {
  if (isComputedByEks(group)) return undefined;
  switch (group.amiFamily) {
    case 'al2':
      return al2MaxPods(limits);
    case 'al2023':
      return nodeadmMaxPods(limits);
    case 'bottlerocket':
      return bottlerocketMaxPods(limits);
    case 'ubuntu':
    case 'windows':
    case 'unknown':
      return undefined;
    default:
      return group.amiFamily satisfies never;
  }
}
