import type { PlannedRange } from './clusterPlan.js';

/** A number of a plan before and after changes. Addresses of all nodes are those of the most nodes. */
export interface PlannedDifference {
  readonly quantity:
    | 'nodes'
    | 'idle'
    | 'running'
    | 'full'
    | 'maxPods'
    | 'idlePerNode'
    | 'runningPerNode'
    | 'fullPerNode'
    | 'prefixesPerFullNode'
    | 'callsUntilFull'
    | 'runningOfSubnet'
    | 'fullOfSubnet'
    | 'shareOfSubnet';
  /** The group or the subnet; undefined for a sum over all groups. */
  readonly of: string | undefined;
  /** Undefined where it is not known, or there is none. */
  readonly before: PlannedRange | undefined;
  readonly after: PlannedRange | undefined;
}

/** What is to be otherwise than the files say; what is left out stays as it is. */
export interface PlanChanges {
  /** Texts of aws-node's variables. */
  readonly variables?: Readonly<Record<string, string>>;
  readonly cniVersion?: string;
  readonly expectedPodsPerNode?: number;
  /** By the names of the groups. */
  readonly nodeGroups?: Readonly<Record<string, GroupChanges>>;
  /** Ranges by the ranges that are written, and `/20` by the `/19` of subnets that a tool makes. What is no range changes nothing. */
  readonly subnets?: Readonly<Record<string, string>>;
}

export interface GroupChanges {
  readonly instanceTypes?: readonly string[];
  readonly minSize?: number;
  readonly maxSize?: number;
  readonly desiredCapacity?: number;
  readonly maxPods?: number;
}
