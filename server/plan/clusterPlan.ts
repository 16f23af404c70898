/*
 * What the library gives and takes about plans. Nothing is imported here, so that the types of the package need nothing else.
 */

/** How many pods run on each node. `running`: those the config file expects, or one where it says nothing. */
export type State = 'idle' | 'onePod' | 'running' | 'full';

/** What is taken from a subnet. */
export interface Demand {
  readonly addresses: number;
  readonly prefixes: number;
}

/** Where a value comes from. `eks`: EKS sets it for the cluster's IP family. `asked`: somebody asks what it would lead to. */
export type Origin =
  | 'written'
  | 'codeDefault'
  | 'shippedDefault'
  | 'eksctlDefault'
  | 'eks'
  | 'instanceTable'
  | 'assumed'
  | 'calculated'
  | 'asked';

/** `replaced`: the CNI does not take what is written and uses another value. `refused`: it exits. `unseen`: the default is assumed. */
export type Standing = 'taken' | 'default' | 'replaced' | 'refused' | 'unseen';

/** The plan of one cluster as plain data: what its nodes run, and what they take from which subnets. */
export interface ClusterPlan {
  /** As its files or the config file call it; undefined where neither does. */
  readonly name: string | undefined;
  readonly ipFamily: 'IPv4' | 'IPv6' | undefined;
  /** `1.21.1`; undefined where no version is visible, and the newest one is assumed. */
  readonly cniVersion: string | undefined;
  /** False where a setting that decides about the pool cannot be seen: its shipped default is assumed. */
  readonly isSeen: boolean;
  /** Why no node has a pool of addresses, in words; there are no groups and subnets then. */
  readonly noPoolBecause: string | undefined;
  readonly settings: readonly PlannedSetting[];
  /** The groups whose pools can be calculated. */
  readonly nodeGroups: readonly PlannedNodeGroup[];
  /** The subnets whose size is known and on which groups of known size draw. */
  readonly subnets: readonly PlannedSubnet[];
}

export interface PlannedSetting {
  readonly name: string;
  /** What the CNI works with; undefined for no limit (MAX_ENI). */
  readonly value: number | boolean | undefined;
  readonly from: Origin;
  readonly standing: Standing;
}

/** A number, or from the lowest to the highest where instance types differ or the CNI's random order leaves it open. */
export type PlannedRange = readonly [low: number, high: number];

/** By the pods on a node: none; one; as many as are expected, or one; as many as it can run. */
export type PerState<T> = Readonly<Record<State, T>>;

export interface PlannedNodeGroup {
  readonly name: string | undefined;
  readonly uri: string;
  /** With the tool's defaults; undefined where nobody says how many. */
  readonly leastNodes: number | undefined;
  readonly desiredNodes: number | undefined;
  readonly mostNodes: number | undefined;
  readonly nodesAddedByUpdate: number | undefined;
  /** Pods on a `running` node. */
  readonly runningPodsPerNode: number;
  readonly instanceTypes: readonly PlannedInstanceType[];
  /** From all subnets. */
  readonly addressesPerNode: PerState<PlannedRange>;
  /** From the subnets of its pods; with custom networking those of the ENIConfigs, where each node takes one more from its own subnet. */
  readonly podSubnets: {
    readonly addressesPerNode: PerState<PlannedRange>;
    /** From the fewest nodes without pods to the most nodes full of pods. */
    readonly takenAddresses: PlannedRange | undefined;
    readonly takenAddressesDuringUpdate: number | undefined;
    /** By all groups that draw on the same subnets, this one included, at their most nodes full of pods. */
    readonly takenAddressesOfAllGroups: number | undefined;
    /** Undefined unless the size of every subnet is known. */
    readonly availableAddresses: number | undefined;
  };
}

export interface PlannedInstanceType {
  readonly instanceType: string;
  /** The kubelet's; undefined where nobody can say. Then the plan goes by nodeadm's default. */
  readonly maxPods: number | undefined;
  readonly maxPodsFrom: Origin;
  /** What the CNI can give an address, and the two pods of the host network. */
  readonly servablePods: number | undefined;
  /** Where nobody can see whether prefix delegation is on. */
  readonly servablePodsWithPrefixDelegation: number | undefined;
  /** What keeps a node from running more pods. */
  readonly limitedBy: 'maxPods' | 'addresses';
  readonly enisIdle: PlannedRange;
  readonly enisFull: PlannedRange;
  readonly ec2CallsUntilReady: number;
  readonly ec2CallsUntilFull: number;
}

export interface PlannedSubnet {
  /** A range, or `/19` for one that eksctl makes. */
  readonly name: string;
  readonly availableAddresses: number;
  /** Undefined where only a number of free addresses is known. */
  readonly availablePrefixes: number | undefined;
  readonly nodeGroups: readonly {
    readonly name: string | undefined;
    /** `nodes`: the addresses of the nodes themselves, whose pods have theirs elsewhere. */
    readonly part: 'all' | 'nodes' | 'pods';
    readonly mostNodes: number;
    readonly nodesAddedByUpdate: number;
    /** Full of pods, beside all nodes of the other groups. */
    readonly fullNodesThatFit: number;
  }[];
  /** Of all groups at their most nodes, by the instance type that takes least. */
  readonly needed: PerState<Demand>;
  readonly neededDuringUpdate: Demand;
  /** The first state that is more than the subnet has; undefined where all fit. */
  readonly exceededBy: State | 'duringUpdate' | undefined;
  /** Undefined where not even nodes without pods fit. */
  readonly podsPerNodeThatFit: number | undefined;
}

/** What is to be otherwise than the files say; what is left out stays as it is. */
export interface PlanChanges {
  /** Texts of aws-node's variables. */
  readonly variables?: Readonly<Record<string, string>>;
  readonly cniVersion?: string;
  readonly expectedPodsPerNode?: number;
  /** By the names of the groups. */
  readonly nodeGroups?: Readonly<Record<string, GroupChanges>>;
}

export interface GroupChanges {
  readonly instanceTypes?: readonly string[];
  readonly minSize?: number;
  readonly maxSize?: number;
  readonly desiredCapacity?: number;
  readonly maxPods?: number;
}
