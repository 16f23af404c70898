/** First, second, third, fourth and last address. Source: VPC user guide, subnet-sizing. */
const RESERVED_ADDRESSES = 5;
/** EC2 accepts VPCs and subnets from /16 to /28. Source: VPC user guide, vpc-cidr-blocks and subnet-sizing. */
export const SMALLEST_SUBNET = 28;
export const LARGEST_SUBNET = 16;

const PREFIX_LENGTH = 28;

/** Addresses of a subnet that EC2 gives out: 2^(32 − n) − 5, e.g. 251 for a /24. */
export function usableAddresses(prefixLength: number): number {
  return Math.max(2 ** (32 - prefixLength) - RESERVED_ADDRESSES, 0);
}

/** True for the length of a range that a VPC or a subnet can have. */
export function isSubnetLength(prefixLength: number): boolean {
  return LARGEST_SUBNET <= prefixLength && prefixLength <= SMALLEST_SUBNET;
}

/** The length of the smallest subnet that gives out so many addresses, so many /28 prefixes among them; undefined where none does. */
export function subnetLengthFor(addresses: number, prefixes: number): number | undefined {
  for (let length = SMALLEST_SUBNET; length >= LARGEST_SUBNET; length--) {
    if (usableAddresses(length) >= addresses && prefixCapacity(length) >= prefixes) return length;
  }
  return undefined;
}

/**
 * The /28 prefixes an empty subnet can give to ENIs: all aligned blocks but the first and the last, which hold reserved
 * addresses; 14 for a /24, none for a /27 or /28. This follows from the reserved addresses and is not stated by AWS.
 */
export function prefixCapacity(prefixLength: number): number {
  return prefixLength < PREFIX_LENGTH ? Math.max(2 ** (PREFIX_LENGTH - prefixLength) - 2, 0) : 0;
}

export interface NodeGroupUpdate {
  /** Zones the group's Auto Scaling group spans. */
  readonly zones: number;
  /** `updateConfig.maxUnavailable`; EKS's default is 1. */
  readonly maxUnavailable: number;
}

/**
 * Nodes a managed node group may have above its size during an update: max(2 × zones, maxUnavailable).
 * Source: EKS user guide, managed-node-update-behavior.
 */
export function updateSurge({ zones, maxUnavailable }: NodeGroupUpdate): number {
  return Math.max(2 * zones, maxUnavailable);
}

/**
 * `maxUnavailablePercentage` as a number of nodes. How EKS rounds is not documented; the higher number is assumed.
 */
export function unavailableNodes(nodes: number, percentage: number): number {
  return Math.ceil((nodes * percentage) / 100);
}
