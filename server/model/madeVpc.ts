import type { Ipv4Cidr } from '../ipam/cidr.js';

/** The VPC that the tool which takes a file makes for the cluster. An existing one, however it is named, is none. */
export interface MadeVpc {
  /** Its range: the written one, else the tool's default. Undefined where a template decides, or what is written is no range. */
  readonly cidr: Ipv4Cidr | undefined;
  /**
   * The subnets it is carved into, in the order of the zones, all of one size. None where the range or the zones cannot be seen, and
   * where the tool refuses to carve.
   */
  readonly subnets: readonly MadeSubnet[];
  /**
   * Nobody names the zones: the tool chooses them when it runs. The subnets are then the most there can be, for a zone that lacks an
   * instance type of any group is passed over. Their size does not depend on it.
   */
  readonly zonesAreChosen: boolean;
  /** Why the tool makes no VPC of this: it is too large or too small, has too few zones, or needs more subnets than it carves. */
  readonly refused: 'vpcSize' | 'tooFewZones' | 'tooManySubnets' | undefined;
}

/** A subnet of a VPC that is to be made. */
export interface MadeSubnet {
  /** Undefined where the tool chooses the zone, or a template names it. */
  readonly zone: string | undefined;
  /** In a local zone: only groups that name their local zones have nodes there. */
  readonly isLocal: boolean;
  readonly access: 'private' | 'public';
  readonly prefixLength: number;
}
