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
