import { calculatorMaxPods, recommendedCap, servablePods, windowsCapacity } from '../../ipam/maxPods.js';
import { type InstanceLimits, isPrefixCapable } from '../../ipam/settings.js';
import { type Argument, type Message, message, signs } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import { versionNumbers } from '../../model/cniVersion.js';
import { formula, formulaInNames, windowsAddresses } from '../../model/formula.js';
import { distinctTypes, isServedByAnotherCni, limitsOf } from '../../model/groupTypes.js';
import { isComputedByEks } from '../../model/nodeGroup.js';
import type { NodeGroup } from '../../model/resource.js';
import { conditionOf } from '../../plan/assumptions.js';
import { maxPodsOf } from '../../plan/maxPods.js';
import { kindOf, kindsOfGroup, windowsKind } from '../../plan/nodes.js';
import { hull, nodePool } from '../../plan/pool.js';
import { isIpv6, type SettingsInForce, settingsInForce } from '../../plan/settings.js';
import type { Source } from '../../plan/source.js';
import { ipv6Note } from '../../plan/withoutEffect.js';
import { rangeText } from '../../text/numbers.js';
import { modeInputs } from '../inputs.js';
import { pages } from '../links.js';
import { podsNumber, podsText } from '../podsText.js';
import { type Content, type Input, sourceOfLimits, type Table } from './content.js';

/** Limits and max pods of an instance type in every mode. Undefined for a type without known limits. */
export function instanceTypeContent(type: string, group: NodeGroup, cluster: Cluster): Content | undefined {
  const limits = limitsOf(type, cluster);
  if (limits === undefined) return undefined;
  const source = sourceOfLimits(type, cluster);
  if (isServedByAnotherCni(group, cluster)) return withoutCni(type, limits, source);
  const settings = settingsInForce(cluster);
  const here = group.instanceTypes.kind === 'known' ? group.instanceTypes.at : group.at;
  const written = { name: type, at: here, limits };
  const inForce = maxPodsOf(group, written, cluster, settings);
  const isWindows = group.amiFamily === 'windows';
  const kind = isWindows ? windowsKind(group, written, inForce, cluster) : kindOf(group, written, inForce, settings);
  const derivation = inForce?.derivation;
  const inputs: readonly Input[] = [
    ...limitInputs(limits, source),
    ...(isWindows ? [] : [trunkInput(limits, source)]),
    ...(inForce ? [{ name: message('max pods'), value: inForce.pods, source: inForce.source }] : []),
    ...(isWindows ? [] : modeInputs(settings)),
  ];
  return {
    answer: inForce
      ? message('{type}: {pods} per node', { type, pods: podsText([kind]) })
      : message('{type}: {enis} ENIs of {addresses} addresses', {
          type,
          enis: limits.enis,
          addresses: limits.ipv4PerEni,
        }),
    about: [
      ...(inForce?.by ? [message('Max pods is not written: {by}', { by: inForce.by })] : []),
      ...(isOfOneNumber(group, cluster) ? [smallestOfTypes] : []),
    ],
    formula: derivation && { names: formulaInNames(derivation), numbers: formula(derivation) },
    tables: isWindows ? [windowsTable(limits)] : isIpv6(settings) ? [] : [modeTable(limits, settings)],
    inputs,
    caveats: isWindows ? [] : [...typeCaveats(type, limits, settings), ...conditionOf(settings)],
    links: [{ title: message('Choosing instance types for EKS'), href: pages.maxPods }],
  };
}

/** A type whose pods another CNI gives their addresses: what EC2 says of it, and no number that follows from the VPC CNI. */
function withoutCni(type: string, limits: InstanceLimits, source: Source): Content {
  return {
    answer: message('{type}: {enis} ENIs of {addresses} addresses', {
      type,
      enis: limits.enis,
      addresses: limits.ipv4PerEni,
    }),
    inputs: limitInputs(limits, source),
    caveats: [message('The VPC CNI does not give the pods of this group their addresses, as far as the files show')],
    links: [{ title: message('Choosing instance types for EKS'), href: pages.maxPods }],
  };
}

function limitInputs(limits: InstanceLimits, source: Source): readonly Input[] {
  return [
    { name: message('ENIs'), value: limits.enis, source },
    { name: message('addresses per ENI'), value: limits.ipv4PerEni, source },
    { name: message('vCPUs'), value: limits.vcpus ?? '?', source },
    { name: message('hypervisor'), value: hypervisorOf(limits), source },
  ];
}

function trunkInput({ trunking, branchEnis }: InstanceLimits, source: Source): Input {
  return {
    name: message('trunk ENI for security groups for pods'),
    value: trunking === true ? message('yes, {branches} branch ENIs', { branches: branchEnis ?? '?' }) : message('no'),
    source,
  };
}

function hypervisorOf({
  hypervisor,
  bareMetal,
}: {
  readonly hypervisor: string | undefined;
  readonly bareMetal: boolean;
}): Argument {
  if (bareMetal) return message('bare metal');
  return hypervisor === 'nitro' ? 'Nitro' : hypervisor === 'xen' ? 'Xen' : '?';
}

const modes = [
  { prefixDelegation: false, customNetworking: false, name: message('addresses') },
  { prefixDelegation: false, customNetworking: true, name: message('addresses, custom networking') },
  { prefixDelegation: true, customNetworking: false, name: message('prefixes') },
  { prefixDelegation: true, customNetworking: true, name: message('prefixes, custom networking') },
] as const;

/** Max pods by mode: what EKS recommends, and what the addresses would serve. */
function modeTable(limits: InstanceLimits, { ipam, version }: SettingsInForce): Table {
  const cniVersion = versionNumbers(version);
  return {
    head: [message('Mode'), message('Max pods'), message('Calculation'), message('Addresses would serve')],
    rows: modes.map(({ name, ...mode }) => {
      const calculated = calculatorMaxPods(limits, { ...mode, cniVersion, maxEni: undefined });
      const served = servablePods(limits, { ...ipam, ...mode });
      const isInForce =
        mode.prefixDelegation === ipam.prefixDelegation && mode.customNetworking === ipam.customNetworking;
      return [
        isInForce ? message('{mode} (in force)', { mode: name }) : name,
        calculated.pods,
        formula(calculated.derivation),
        served.pods,
      ];
    }),
  };
}

/** A Windows node gives its pods the addresses of one ENI. */
function windowsTable(limits: InstanceLimits): Table {
  const row = (name: Message, usesPrefixes: boolean) => {
    const served = windowsCapacity(limits, usesPrefixes);
    const addresses = windowsAddresses(limits.ipv4PerEni, usesPrefixes);
    return [name, signs('{addresses} = {served}', { addresses, served }), served];
  };
  return {
    head: [message('Mode'), message('Calculation'), message('Addresses would serve')],
    rows: [row(message('addresses'), false), ...(isPrefixCapable(limits) ? [row(message('prefixes'), true)] : [])],
  };
}

function typeCaveats(type: string, limits: InstanceLimits, settings: SettingsInForce): readonly Message[] {
  if (isIpv6(settings)) return [ipv6Note({ name: type, limits })];
  return isPrefixCapable(limits)
    ? []
    : [message('{type} cannot have prefixes: prefix delegation does nothing on it', { type })];
}

const smallestOfTypes = message('EKS gives every node of a managed group the smallest number of its types');

/** True for a group of several types whose max pods EKS computes: the calculation is that of the smallest. */
function isOfOneNumber(group: NodeGroup, cluster: Cluster): boolean {
  const isByEks = group.maxPods.kind === 'computed' && isComputedByEks(group) && group.amiFamily !== 'windows';
  return isByEks && (distinctTypes(group, cluster)?.length ?? 0) > 1;
}

/** The types of a group in one table, for the key of the list. */
export function instanceTypesContent(group: NodeGroup, cluster: Cluster): Content | undefined {
  const settings = settingsInForce(cluster);
  const kinds = kindsOfGroup(group, cluster, settings);
  const [first] = kinds;
  if (first === undefined) return undefined;
  if (kinds.length === 1) return instanceTypeContent(first.type.name, group, cluster);
  const rows = kinds.map((kind) => {
    const { name, limits } = kind.type;
    const pool = nodePool(limits, settings, kind.pods);
    const addresses = pool.kind === 'pool' ? rangeText(hull([pool.idle.subnetIPs, pool.full.subnetIPs])) : '–';
    return [name, `${limits.enis} × ${limits.ipv4PerEni}`, podsNumber([kind]), recommendedCap(limits).pods, addresses];
  });
  return {
    answer: message('{count} instance types: {pods} per node', { count: kinds.length, pods: podsText(kinds) }),
    tables: [
      {
        head: [
          message('Instance type'),
          message('ENIs × addresses'),
          message('Max pods'),
          message('EKS recommends at most'),
          message('Addresses per node'),
        ],
        rows,
      },
    ],
    caveats: [...(isOfOneNumber(group, cluster) ? [smallestOfTypes] : []), ...conditionOf(settings)],
    links: [{ title: message('Choosing instance types for EKS'), href: pages.maxPods }],
  };
}
