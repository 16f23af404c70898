import {
  al2MaxPods,
  autoModeMaxPods,
  bottlerocketMaxPods,
  calculatorMaxPods,
  karpenterMaxPods,
  type MaxPods,
  managedNodeGroupMaxPods,
  nodeadmMaxPods,
  servablePods,
  windowsCapacity,
  windowsMaxPods,
} from '../ipam/maxPods.js';
import { type InstanceLimits, isPrefixCapable } from '../ipam/settings.js';
import { type Argument, type Catalogue, type Message, message, renderArgument, signs } from '../messages/message.js';
import { does } from '../model/cniBehavior.js';
import { type CniVersion, newestCniVersion, parseVersion, versionNumbers } from '../model/cniVersion.js';
import { enisInFormula, formula, formulaInNames, windowsAddresses } from '../model/formula.js';
import { instanceLimits } from '../model/instanceTypes.js';
import {
  ipv6Note,
  maxEniWithoutEffect,
  type NamedType,
  prefixesWithoutEffect,
  trunkWithoutEffect,
} from './withoutEffect.js';

export interface MaxPodsOptions {
  readonly customNetworking?: boolean;
  readonly prefixDelegation?: boolean;
  /** `MAX_ENI`; below 1 it means the limit of the type. */
  readonly maxEni?: number;
  /** Security groups for pods: a trunk ENI takes the place of one that serves pods. */
  readonly podEni?: boolean;
  /** An IPv6 cluster: EKS turns prefix delegation on, and addresses do not limit pods. Custom networking has no effect then. */
  readonly ipv6?: boolean;
  /** Version of the VPC CNI, e.g. `1.23.1` (the default) or `v1.18.1-eksbuild.1`. */
  readonly cniVersion?: string;
  /** False: the calculator's answer without the cap of 110 or 250. EKS applies it to managed node groups in any case. */
  readonly cap?: boolean;
  /** Limits of types the bundled table does not know. */
  readonly instanceTypes?: Readonly<Record<string, InstanceLimits>>;
  /** The texts of another language than English, for the words in formulas. */
  readonly catalogue?: Catalogue | undefined;
}

/** Max pods of one instance type, on every path that sets it. `Text` is what the formulas are: words, or still to be put into words. */
export interface MaxPodsAnswer<Text = string> {
  readonly instanceType: string;
  /** What the max-pods calculator says with these options. */
  readonly maxPods: number;
  readonly limits: InstanceLimits;
  readonly paths: readonly MaxPodsPath<Text>[];
  /** Which of the options do nothing on this type, and what the numbers leave out. */
  readonly notes: readonly Text[];
}

export interface MaxPodsPath<Text = string> {
  readonly path:
    | 'calculator'
    | 'managedNodeGroup'
    | 'nodeadm'
    | 'al2'
    | 'bottlerocket'
    | 'karpenter'
    | 'autoMode'
    | 'windows'
    | 'windowsServable'
    | 'servable';
  readonly maxPods: number;
  /** The calculation in numbers, e.g. `3 ENIs × (10 − 1) + 2 = 29`. */
  readonly formula: Text;
  readonly formulaInNames: Text;
  /** The program or document it was read from. */
  readonly source: string;
}

/**
 * Max pods of a type on every path; undefined for a type neither the table nor the options know. A version that cannot be read
 * counts as the newest. `servable` is how many pods the CNI can really give an address with these options; in IPv6 nothing limits them.
 */
export function maxPods(instanceType: string, options: MaxPodsOptions = {}): MaxPodsAnswer | undefined {
  const answer = maxPodsAnswer(instanceType, options);
  if (answer === undefined) return undefined;
  const text = (formula: Argument): string => renderArgument(formula, options.catalogue);
  const paths = answer.paths.map((each) => ({
    ...each,
    formula: text(each.formula),
    formulaInNames: text(each.formulaInNames),
  }));
  return { ...answer, paths, notes: answer.notes.map(text) };
}

/** As `maxPods`, with formulas in no language yet. */
export function maxPodsAnswer(instanceType: string, options: MaxPodsOptions = {}): MaxPodsAnswer<Argument> | undefined {
  const own = options.instanceTypes;
  const limits = own && Object.hasOwn(own, instanceType) ? own[instanceType] : instanceLimits(instanceType);
  if (limits === undefined) return undefined;
  const { ipv6 = false, podEni = false, cap = true } = options;
  const customNetworking = !ipv6 && options.customNetworking === true;
  const prefixDelegation = ipv6 || options.prefixDelegation === true;
  const version = parseVersion(options.cniVersion ?? newestCniVersion);
  const calculator = { customNetworking, prefixDelegation, cniVersion: versionNumbers(version) };
  const capped = (result: MaxPods): MaxPods => (cap ? result : withoutCap(result));
  const calculated = capped(calculatorMaxPods(limits, { ...calculator, maxEni: options.maxEni }));
  const managed = managedNodeGroupMaxPods([limits], calculator);
  const served = servablePods(limits, {
    prefixDelegation: prefixDelegation && does(version, 'prefixDelegation') !== false,
    customNetworking,
    podEni,
    trunkSlotAlwaysReserved: does(version, 'trunkSlotOnlyWhereUseful') === false,
    maxEni: options.maxEni,
  });
  return {
    instanceType,
    maxPods: calculated.pods,
    limits,
    paths: [
      path('calculator', calculated),
      ...(managed ? [path('managedNodeGroup', managed)] : []),
      path('nodeadm', nodeadmMaxPods(limits)),
      path('al2', al2MaxPods(limits)),
      path('bottlerocket', bottlerocketMaxPods(limits)),
      path('karpenter', karpenterMaxPods(limits, { reservedEnis: 0, efaOnlyInterfaces: 0, podsPerCore: undefined })),
      path('autoMode', autoModeMaxPods(limits)),
      // eksctl and EKS take no Windows nodes into an IPv6 cluster, and there is no Windows for arm64.
      ...(ipv6 || limits.arch?.startsWith('arm64')
        ? []
        : [path('windows', windowsMaxPods()), windowsPath(limits, prefixDelegation && isPrefixCapable(limits))]),
      // The pods of an IPv6 node share one prefix.
      ...(ipv6 ? [] : [path('servable', served)]),
    ],
    notes: notesOf({ name: instanceType, limits }, options, version),
  };
}

function notesOf(
  type: NamedType,
  { ipv6, prefixDelegation, podEni, maxEni }: MaxPodsOptions,
  version: CniVersion | undefined,
): readonly Message[] {
  const reservesSlot = does(version, 'trunkSlotOnlyWhereUseful') === false;
  const notes = [
    ipv6 && does(version, 'ipFamilies') === false
      ? message('This version of the CNI has no IPv6: the numbers are those of a newer one')
      : undefined,
    ipv6 ? ipv6Note(type) : prefixDelegation ? prefixNote(type, version) : undefined,
    podEni ? trunkWithoutEffect(type, reservesSlot) : undefined,
    maxEni !== undefined && !ipv6 ? maxEniWithoutEffect(type, maxEni) : undefined,
    maxEni !== undefined && ipv6
      ? message('In IPv6 MAX_ENI changes what the calculator says, and nothing else')
      : undefined,
  ];
  return notes.filter((note) => note !== undefined);
}

function prefixNote(type: NamedType, version: CniVersion | undefined): Message | undefined {
  return does(version, 'prefixDelegation') === false
    ? message('This version of the CNI has no prefix delegation: ENABLE_PREFIX_DELEGATION has no effect')
    : prefixesWithoutEffect(type);
}

function path(name: MaxPodsPath['path'], { pods, derivation }: MaxPods): MaxPodsPath<Argument> {
  return {
    path: name,
    maxPods: pods,
    formula: formula(derivation),
    formulaInNames: formulaInNames(derivation),
    source: derivation.source,
  };
}

function windowsPath(limits: InstanceLimits, prefixes: boolean): MaxPodsPath<Argument> {
  const pods = windowsCapacity(limits, prefixes);
  return {
    path: 'windowsServable',
    maxPods: pods,
    formula: signs('{eni} × {addresses} = {pods}', {
      eni: enisInFormula(1),
      addresses: windowsAddresses(limits.ipv4PerEni, prefixes),
      pods,
    }),
    formulaInNames: windowsAddresses(message('addresses per ENI'), prefixes),
    source: 'EKS best practices guide, windows/networking.adoc',
  };
}

function withoutCap(result: MaxPods): MaxPods {
  const { derivation } = result;
  if (derivation.kind === 'fixed') return result;
  return { pods: derivation.uncapped, derivation: { ...derivation, cap: undefined, pods: derivation.uncapped } };
}
