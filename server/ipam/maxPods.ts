import { type Cap, type Derivation, podEnis, type TakenEnis } from './derivation.js';
import {
  ADDRESSES_PER_PREFIX,
  addressesOfEni,
  allowedEnis,
  type InstanceLimits,
  type IpamSettings,
  isPrefixCapable,
  trunkSlot,
} from './settings.js';

/** A number of pods and how it comes about. */
export interface MaxPods {
  readonly pods: number;
  readonly derivation: Derivation;
}

/** A version of the CNI: major, minor and patch. */
export type CniVersion = readonly [major: number, minor: number, patch: number];

/** What the max-pods calculator is told with its flags. */
export interface CalculatorOptions {
  readonly cniVersion: CniVersion;
  readonly prefixDelegation: boolean;
  readonly customNetworking: boolean;
  /** `--cni-max-eni`; undefined where the flag is absent. */
  readonly maxEni: number | undefined;
}

const CALCULATOR = 'max-pods-calculator.sh of amazon-eks-ami (last version, before b2289030)';
/**
 * Pods of the host network on every node, aws-node and kube-proxy: they count for max pods and need no address of their own, so
 * every formula but Auto Mode's adds them. Source: max-pods-calculator.sh of amazon-eks-ami.
 */
export const HOST_NETWORK_PODS = 2;
const LOWER_CAP = 110;
const UPPER_CAP = 250;
/** The kubelet's default, used where a program knows nothing better. */
const KUBELET_DEFAULT = 110;

/**
 * The cap EKS recommends for a type: 250 above 30 vCPUs, else 110; 110 also where the vCPUs are not known.
 * Source: max-pods-calculator.sh:158-162 of amazon-eks-ami.
 */
export function recommendedCap({ vcpus }: InstanceLimits): Cap {
  if (vcpus === undefined) return { pods: LOWER_CAP, because: 'vcpusUnknown' };
  return vcpus > 30 ? { pods: UPPER_CAP, because: 'manyVcpus' } : { pods: LOWER_CAP, because: 'fewVcpus' };
}

/**
 * What `max-pods-calculator.sh` prints. `derivation.uncapped` is its answer to `--show-max-allowed`. It knows prefix delegation
 * from CNI 1.9 on and on hypervisor Nitro only, so not on bare metal, where the CNI can do it.
 */
export function calculatorMaxPods(limits: InstanceLimits, options: CalculatorOptions): MaxPods {
  const [major, minor] = options.cniVersion;
  const knowsPrefixes = major > 1 || (major === 1 && minor > 8);
  const usesPrefixes = options.prefixDelegation && knowsPrefixes && limits.hypervisor === 'nitro';
  return fromFormula(limits, {
    maxEni: options.maxEni,
    taken: options.customNetworking ? [{ enis: 1, by: 'primary' }] : [],
    addressesPerSlot: usesPrefixes ? ADDRESSES_PER_PREFIX : 1,
    cap: recommendedCap(limits),
    source: CALCULATOR,
  });
}

/** The value of a managed node group, and which of its instance types decides it. */
export interface GroupMaxPods extends MaxPods {
  /** Index of the instance type with the smallest value. */
  readonly decidedBy: number;
}

/**
 * What EKS gives every node of a managed node group without an AMI of its own: the calculator's smallest value over all instance
 * types, with what EKS reads of the running CNI. Undefined without types. Whether EKS heeds `MAX_ENI` is not documented, so it is
 * left out. Source: EKS user guide, create-managed-node-group.adoc and eks-networking-add-ons.adoc.
 */
export function managedNodeGroupMaxPods(
  types: readonly InstanceLimits[],
  options: Omit<CalculatorOptions, 'maxEni'>,
): GroupMaxPods | undefined {
  const [first, ...rest] = types.map((limits) => calculatorMaxPods(limits, { ...options, maxEni: undefined }));
  if (!first) return undefined;
  return rest.reduce<GroupMaxPods>(
    (smallest, next, index) => (next.pods < smallest.pods ? { ...next, decidedBy: index + 1 } : smallest),
    { ...first, decidedBy: 0 },
  );
}

/**
 * nodeadm's default on AL2023: the plain formula without a cap; 110 where it does not know the type and EC2 does not say.
 * Source: nodeadm/internal/kubelet/eni_max_pods.go:33-77 and config.go:277-279 of amazon-eks-ami 81fec2e8.
 */
export function nodeadmMaxPods(limits: InstanceLimits | undefined): MaxPods {
  const source = 'nodeadm eni_max_pods.go of amazon-eks-ami 81fec2e8';
  return limits ? plain(limits, source) : fixed('typeUnknown', source);
}

/**
 * The default of Amazon Linux 2's bootstrap.sh: the plain formula from eni-max-pods.txt, or from the calculator without a cap.
 * Source: templates/al2/runtime/bootstrap.sh:510-520 of amazon-eks-ami before b2289030.
 */
export function al2MaxPods(limits: InstanceLimits): MaxPods {
  return plain(limits, 'bootstrap.sh and eni-max-pods.txt of amazon-eks-ami (Amazon Linux 2)');
}

/**
 * Bottlerocket's default: the plain formula from its copy of eni-max-pods.txt; 110 where the type is missing there.
 * Source: sources/api/pluto/src/main.rs:57,140-181 of bottlerocket-core-kit a10182f9.
 */
export function bottlerocketMaxPods(limits: InstanceLimits | undefined): MaxPods {
  const source = 'pluto of bottlerocket-core-kit a10182f9';
  return limits ? plain(limits, source) : fixed('typeUnknown', source);
}

/** What Karpenter's settings take from its default. */
export interface KarpenterOptions {
  /** `RESERVED_ENIS`; 0 by default. */
  readonly reservedEnis: number;
  /** Interfaces of network card 0 that are EFA only. */
  readonly efaOnlyInterfaces: number;
  /** `kubelet.podsPerCore`; undefined or 0 means no such limit. */
  readonly podsPerCore: number | undefined;
}

/**
 * Karpenter's default for AL2, AL2023, Bottlerocket and Custom: no cap, no prefixes, and no pods at all when no ENI is left.
 * Source: pkg/providers/instancetype/types.go:641-661,732-747 of karpenter-provider-aws 1d927085.
 */
export function karpenterMaxPods(limits: InstanceLimits, options: KarpenterOptions): MaxPods {
  const parts: readonly TakenEnis[] = [
    { enis: options.reservedEnis, by: 'reserved' },
    { enis: options.efaOnlyInterfaces, by: 'efaOnly' },
  ];
  const taken = parts.filter(({ enis }) => enis > 0);
  const { podsPerCore } = options;
  const hasCoreLimit = podsPerCore !== undefined && podsPerCore > 0 && limits.vcpus !== undefined;
  return fromFormula(limits, {
    maxEni: undefined,
    taken,
    addressesPerSlot: 1,
    hostNetworkPods: podEnis({ enis: limits.enis, maxEni: undefined, taken }) === 0 ? 0 : HOST_NETWORK_PODS,
    cap: hasCoreLimit ? { pods: podsPerCore * (limits.vcpus ?? 0), because: 'podsPerCore' } : undefined,
    source: 'types.go of karpenter-provider-aws 1d927085',
  });
}

/**
 * What kOps gives nodes with the VPC CNI: the plain formula, never more than 110.
 * Source: nodeup/pkg/model/kubelet.go:763-806 of kops 268927e2.
 */
export function kopsMaxPods(limits: InstanceLimits): MaxPods {
  return fromFormula(limits, {
    maxEni: undefined,
    taken: [],
    addressesPerSlot: 1,
    cap: { pods: LOWER_CAP, because: 'kOps' },
    source: 'kubelet.go of kops 268927e2',
  });
}

/** EKS Auto Mode: at most 110, and without the two pods of the host network. Source: EKS user guide, considerations for Auto Mode. */
export function autoModeMaxPods(limits: InstanceLimits): MaxPods {
  return fromFormula(limits, {
    maxEni: undefined,
    taken: [],
    addressesPerSlot: 1,
    hostNetworkPods: 0,
    cap: { pods: LOWER_CAP, because: 'autoMode' },
    source: 'EKS user guide, EKS Auto Mode',
  });
}

/** Windows nodes: 110, by the EKS images and by Karpenter. Source: EKS best practices guide, prefix-mode_windows.adoc:39. */
export function windowsMaxPods(): MaxPods {
  return fixed('windows', 'EKS best practices guide, prefix-mode_windows.adoc');
}

/**
 * Addresses a Windows node can give to pods: those of one ENI, or of its prefixes.
 * Source: EKS best practices guide, windows/networking.adoc:17-48.
 */
export function windowsCapacity(limits: InstanceLimits, usesPrefixes: boolean): number {
  return addressesOfEni(limits, usesPrefixes);
}

/**
 * Pods the CNI can really give an address on a node, plus the two of the host network: every ENI of the default card that serves
 * pods, full. Pods with a branch ENI of their own come on top. Source: pkg/ipamd/ipamd.go:1406-1422,2592-2612 and
 * pkg/ipamd/datastore/data_store.go:1118-1126 of amazon-vpc-cni-k8s v1.23.1.
 */
export function servablePods(
  limits: InstanceLimits,
  settings: Pick<
    IpamSettings,
    'prefixDelegation' | 'customNetworking' | 'podEni' | 'trunkSlotAlwaysReserved' | 'maxEni'
  >,
): MaxPods {
  const taken: TakenEnis[] = [];
  if (settings.customNetworking) taken.push({ enis: 1, by: 'primary' });
  // The slot kept for a trunk ENI only stops further ENIs; it never takes the primary one.
  const hasFurtherEnis = allowedEnis(limits, settings.maxEni) > 1;
  if (hasFurtherEnis && trunkSlot(limits, settings) !== 'none') taken.push({ enis: 1, by: 'trunk' });
  const { maxEni } = settings;
  return fromFormula(limits, {
    maxEni: maxEni !== undefined && maxEni >= 1 ? Math.floor(maxEni) : undefined,
    taken,
    addressesPerSlot: settings.prefixDelegation && isPrefixCapable(limits) ? ADDRESSES_PER_PREFIX : 1,
    cap: undefined,
    source: 'ipamd.go and data_store.go of amazon-vpc-cni-k8s v1.23.1',
  });
}

interface Terms {
  readonly maxEni: number | undefined;
  readonly taken: readonly TakenEnis[];
  readonly addressesPerSlot: number;
  readonly hostNetworkPods?: number;
  readonly cap: Cap | undefined;
  readonly source: string;
}

function fromFormula(limits: InstanceLimits, terms: Terms): MaxPods {
  const { enis, ipv4PerEni } = limits;
  const hostNetworkPods = terms.hostNetworkPods ?? HOST_NETWORK_PODS;
  const slots = podEnis({ enis, maxEni: terms.maxEni, taken: terms.taken }) * (ipv4PerEni - 1);
  const uncapped = slots * terms.addressesPerSlot + hostNetworkPods;
  const pods = Math.min(uncapped, terms.cap?.pods ?? uncapped);
  return { pods, derivation: { kind: 'formula', ...terms, enis, ipv4PerEni, hostNetworkPods, uncapped, pods } };
}

function plain(limits: InstanceLimits, source: string): MaxPods {
  return fromFormula(limits, { maxEni: undefined, taken: [], addressesPerSlot: 1, cap: undefined, source });
}

function fixed(because: 'windows' | 'typeUnknown', source: string): MaxPods {
  return { pods: KUBELET_DEFAULT, derivation: { kind: 'fixed', pods: KUBELET_DEFAULT, because, source } };
}
