/** The limits of an EC2 instance type that decide how many pods it can serve. */
export interface InstanceLimits {
  /** ENIs of the default network card, the only one the calculators and the pool count. */
  readonly enis: number;
  /** IPv4 addresses per ENI, the primary one included. */
  readonly ipv4PerEni: number;
  /** ENIs of each network card; one number for a type with one card. */
  readonly networkCards: readonly number[];
  readonly vcpus: number | undefined;
  readonly hypervisor: 'nitro' | 'xen' | undefined;
  readonly bareMetal: boolean;
  /** Can carry a trunk ENI (security groups for pods); undefined where no source says. */
  readonly trunking: boolean | undefined;
  /** Branch ENIs for security groups for pods; undefined where no source says. */
  readonly branchEnis: number | undefined;
  /** `amd64`, `arm64`, …; undefined where no source says. */
  readonly arch: string | undefined;
}

/** The VPC CNI's settings that decide what a node attaches, after defaults and after the CNI's own reading of invalid text. */
export interface IpamSettings {
  /** `ENABLE_PREFIX_DELEGATION`; has no effect on a type that is neither Nitro nor bare metal. */
  readonly prefixDelegation: boolean;
  /** `AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG`: pods never use the primary ENI. */
  readonly customNetworking: boolean;
  /** `ENABLE_POD_ENI`: security groups for pods. */
  readonly podEni: boolean;
  /** The CNI is older than 1.20.4 and keeps a slot for a trunk ENI on every type, also where none can be attached. */
  readonly trunkSlotAlwaysReserved: boolean;
  /** The CNI is older than 1.16.3: a pool grows by its targets even when it holds more addresses than the node may run pods. */
  readonly growsPastMaxPods: boolean;
  /** `MAX_ENI`; undefined, or any number below 1, means the limit of the instance type. */
  readonly maxEni: number | undefined;
  /** `WARM_ENI_TARGET`; the CNI's default is 1. */
  readonly warmEniTarget: number;
  /** `WARM_IP_TARGET`; 0 means it is not defined. */
  readonly warmIpTarget: number;
  /** `MINIMUM_IP_TARGET`; 0 means it is not defined. */
  readonly minimumIpTarget: number;
  /** `WARM_PREFIX_TARGET`; 0 in the code, 1 in the shipped manifest. */
  readonly warmPrefixTarget: number;
  /** `IP_COOLDOWN_PERIOD` in seconds; the CNI's default is 30. */
  readonly cooldownSeconds: number;
}

/** Addresses in one /28 prefix, the unit of prefix delegation. */
export const ADDRESSES_PER_PREFIX = 16;

/**
 * True when the CNI gives the type /28 prefixes: Nitro or bare metal.
 * Source: amazon-vpc-cni-k8s v1.23.1, pkg/awsutils/awsutils.go:2025-2032.
 */
export function isPrefixCapable(limits: InstanceLimits): boolean {
  return limits.hypervisor === 'nitro' || limits.bareMetal;
}

/** Addresses that one ENI gives to pods: all but its own, or as many prefixes. */
export function addressesOfEni({ ipv4PerEni }: Pick<InstanceLimits, 'ipv4PerEni'>, usesPrefixes: boolean): number {
  return Math.max(ipv4PerEni - 1, 0) * (usesPrefixes ? ADDRESSES_PER_PREFIX : 1);
}

/** `MAX_ENI` as the CNI reads it: ENIs allowed on the default card. Source: pkg/ipamd/ipamd.go:1406-1422 of v1.23.1. */
export function allowedEnis(limits: InstanceLimits, maxEni: number | undefined): number {
  return maxEni !== undefined && maxEni >= 1 ? Math.min(limits.enis, Math.floor(maxEni)) : limits.enis;
}

/**
 * How a trunk ENI weighs on the pool: `attached` takes a slot and an address, `reserved` keeps a slot free for ever
 * (the type cannot carry a trunk ENI, or no source says so, and the CNI keeps the slot), `none` costs nothing.
 * Source: pkg/awsutils/awsutils.go:2035-2041 and pkg/ipamd/ipamd.go:2592-2612 of v1.23.1.
 */
export function trunkSlot(
  limits: InstanceLimits,
  settings: Pick<IpamSettings, 'podEni' | 'trunkSlotAlwaysReserved'>,
): 'none' | 'reserved' | 'attached' {
  if (!settings.podEni) return 'none';
  if (limits.trunking === true) return 'attached';
  return limits.trunking === undefined || settings.trunkSlotAlwaysReserved ? 'reserved' : 'none';
}
