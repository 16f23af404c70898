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

/** A place in a file; line and column count from 1, columns in UTF-16 units. */
export interface PlannedPlace {
  readonly uri: string;
  readonly line: number;
  readonly column: number;
}

/** Where a value comes from; `at` where it is written. */
export interface PlannedSource {
  readonly from: Origin;
  readonly at: PlannedPlace | undefined;
}

/** A number, or from the lowest to the highest where instance types differ or the CNI's random order leaves it open. */
export type PlannedRange = readonly [low: number, high: number];

/** By the pods on a node: none; one; as many as are expected, or one; as many as it can run. */
export type PerState<T> = Readonly<Record<State, T>>;

/** By the number of nodes. Where nobody says how many are desired, what they take is from that of the fewest to that of the most. */
export type PerSize<T> = Readonly<Record<'least' | 'desired' | 'most', T>>;

/** Numbers of nodes of several groups together. */
export interface NodeCounts {
  readonly least: number;
  /** Undefined where nobody says it of a group: the pods decide about a NodePool of Karpenter that has no replicas. */
  readonly desired: number | undefined;
  /** The same with such groups at their fewest nodes: so many are certain. */
  readonly desiredAtLeast: number;
  readonly most: number;
}

/** By the pods on a node, and with the nodes more that the largest update of a group adds: running, and full. */
export type PerUse<T> = Readonly<Record<State | 'duringUpdate' | 'fullDuringUpdate', T>>;

/**
 * The plan of one cluster as plain data: what its nodes run, what they take from which subnets, and what other settings would cost. What
 * cannot be known is undefined, and a text beside it says why. Texts are in the language that was asked for.
 */
export interface ClusterPlan {
  /** As its files or the config file call it; undefined where neither does. */
  readonly name: string | undefined;
  /** Where it is declared, or where its first piece stands. */
  readonly at: PlannedPlace | undefined;
  readonly ipFamily: 'IPv4' | 'IPv6' | undefined;
  /** `1.21.1`; undefined where no version is visible, and the newest one is assumed. */
  readonly cniVersion: string | undefined;
  /** False where a setting that decides about the pool cannot be seen: its shipped default is assumed. */
  readonly isSeen: boolean;
  /** Why no node has a pool of addresses, in words; there are no groups and subnets then, but for IPv6, where nodes take their own addresses. */
  readonly noPoolBecause: string | undefined;
  /** Undefined where the config file says nothing of it: `running` then means one pod. */
  readonly expectedPodsPerNode: number | undefined;
  readonly settings: readonly PlannedSetting[];
  /** The groups whose pools can be calculated. */
  readonly nodeGroups: readonly PlannedNodeGroup[];
  /** The other ones. */
  readonly unplannedGroups: readonly UnplannedGroup[];
  /** The subnets whose size is known and on which groups of known size draw. */
  readonly subnets: readonly PlannedSubnet[];
  readonly totals: PlannedTotals;
  /** Best first; none where no group can be calculated. */
  readonly choices: readonly PlannedChoice[];
  /** What lint says about the cluster. */
  readonly findings: readonly PlannedFinding[];
  /** The budgets of the config file and those asked for. */
  readonly budgets: readonly PlannedBudget[];
  /** What the numbers take for granted, in words. */
  readonly assumptions: readonly string[];
}

export interface PlannedFinding {
  readonly rule: string;
  readonly severity: 'error' | 'warning' | 'info' | 'hint';
  readonly message: string;
  readonly at: PlannedPlace | undefined;
}

/** A condition that the plan is to keep to. */
export interface PlannedBudget {
  readonly expression: string;
  /** Undefined where what it is about is not known. */
  readonly isKept: boolean | undefined;
  /** What does not keep to it, each with the arithmetic. */
  readonly broken: readonly { readonly message: string; readonly at: PlannedPlace | undefined }[];
  /** Where nobody can say whether it is kept, why not. */
  readonly open: readonly { readonly message: string; readonly at: PlannedPlace | undefined }[];
}

export interface PlannedSetting extends PlannedSource {
  readonly name: string;
  /** What the CNI works with; undefined for no limit (MAX_ENI). */
  readonly value: number | boolean | undefined;
  readonly standing: Standing;
}

export interface PlannedNodeGroup {
  readonly name: string | undefined;
  readonly at: PlannedPlace | undefined;
  /** With the tool's defaults; undefined where nobody says how many. */
  readonly leastNodes: number | undefined;
  /** Undefined as well where nobody says it: the pods decide about a NodePool of Karpenter that has no replicas. */
  readonly desiredNodes: number | undefined;
  readonly mostNodes: number | undefined;
  readonly sizesFrom: PlannedSource;
  readonly sizesUnknownBecause: string | undefined;
  readonly nodesAddedByUpdate: number | undefined;
  /** Pods on a `running` node. */
  readonly runningPodsPerNode: number;
  readonly instanceTypes: readonly PlannedInstanceType[];
  /** From all subnets. */
  readonly addressesPerNode: PerState<PlannedRange>;
  /** /28 prefixes among them. */
  readonly prefixesPerNode: PerState<PlannedRange>;
  /** By all its nodes, from all subnets; undefined where nobody says how many there are. */
  readonly taken: PerSize<PerState<PlannedRange>> | undefined;
  /** The most nodes for which its subnets have room beside the other groups at their most nodes; undefined where the size of one is not known. */
  readonly nodesThatFit: PerState<number> | undefined;
  /** From the subnets of its pods; with custom networking those of the ENIConfigs, where each node takes one more from its own subnet. */
  readonly podSubnets: {
    /** As the plan's subnets are called. */
    readonly names: readonly string[];
    readonly addressesPerNode: PerState<PlannedRange>;
    /** From the fewest nodes without pods to the most nodes full of pods. */
    readonly takenAddresses: PlannedRange | undefined;
    readonly takenAddressesDuringUpdate: number | undefined;
    /** By all groups that draw on the same subnets, this one included, at their most nodes full of pods. */
    readonly takenAddressesOfAllGroups: number | undefined;
    /** Undefined unless the size of every subnet is known. */
    readonly availableAddresses: number | undefined;
    readonly unknownBecause: string | undefined;
  };
  /** The subnets of the nodes themselves; none where they are those of the pods. */
  readonly nodeSubnets: readonly string[];
}

/** A group that is not in the plan, and why. */
export interface UnplannedGroup {
  readonly name: string | undefined;
  readonly at: PlannedPlace | undefined;
  readonly because: string;
}

export interface PlannedInstanceType {
  readonly instanceType: string;
  readonly vcpus: number | undefined;
  /** The kubelet's; undefined where nobody can say. Then the plan goes by nodeadm's default. */
  readonly maxPods: number | undefined;
  readonly maxPodsFrom: Origin;
  readonly maxPodsAt: PlannedPlace | undefined;
  /** Who decides, where nobody wrote a number. */
  readonly maxPodsBy: string | undefined;
  /** The calculation of max pods: `3 ENIs × (10 − 1) + 2 = 29`; undefined where nothing is calculated. */
  readonly maxPodsFormula: string | undefined;
  /** What the CNI can give an address, and the two pods of the host network; undefined in IPv6, where addresses limit no pods. */
  readonly servablePods: number | undefined;
  /** Where nobody can see whether prefix delegation is on. */
  readonly servablePodsWithPrefixDelegation: number | undefined;
  /** The pods it really runs. */
  readonly podsPerNode: number;
  /** Undefined where no source says how many vCPUs it has. */
  readonly podsPerVcpu: number | undefined;
  /** What keeps a node from running more pods. */
  readonly limitedBy: 'maxPods' | 'addresses';
  readonly addressesPerNode: PerState<PlannedRange>;
  readonly enisIdle: PlannedRange;
  readonly enisFull: PlannedRange;
  readonly ec2CallsUntilReady: number;
  readonly ec2CallsUntilFull: number;
}

/** What is taken of a subnet. `share`: of its addresses, or of its prefixes where these are scarcer; 0.8 is 80 %. */
export interface PlannedNeed {
  readonly addresses: PlannedRange;
  readonly prefixes: PlannedRange;
  readonly share: PlannedRange;
}

export interface PlannedSubnet extends PlannedSource {
  /** A range, or `/19` for one that eksctl makes. */
  readonly name: string;
  /** What files call it: a key, an id or a zone. */
  readonly label: string;
  /** Undefined where the tool chooses it, or nobody says. */
  readonly zone: string | undefined;
  /** Whose addresses come from it: with custom networking nodes and their pods have subnets of their own. */
  readonly holds: 'nodesAndPods' | 'nodes' | 'pods';
  readonly availableAddresses: number;
  /** Undefined where only a number of free addresses is known. */
  readonly availablePrefixes: number | undefined;
  readonly nodeGroups: readonly {
    readonly name: string | undefined;
    /** `nodes`: the addresses of the nodes themselves, whose pods have theirs elsewhere. */
    readonly part: 'all' | 'nodes' | 'pods';
    /** In this subnet, spread evenly over the zones. */
    readonly mostNodes: number;
    readonly nodesAddedByUpdate: number;
    /** Full of pods, beside all nodes of the other groups. */
    readonly fullNodesThatFit: number;
  }[];
  /** Of all groups together, in this subnet. */
  readonly nodes: NodeCounts;
  readonly needed: PerSize<PerUse<PlannedNeed>>;
  /** The first use that is more than the subnet has at the most nodes, for certain; undefined where all fit. */
  readonly exceededBy: State | 'duringUpdate' | undefined;
  /** What ends first when nodes and pods become more. */
  readonly endsBy: 'addresses' | 'prefixes';
  /** With the most nodes; undefined where not even nodes without pods fit. */
  readonly podsPerNodeThatFit: number | undefined;
  /** Nodes of all groups together, in the proportion of their most nodes. */
  readonly nodesThatFit: PerState<PlannedRange>;
  /** The prefix length of the smallest subnet that would do for the most nodes; undefined where none of a VPC does. */
  readonly smallestLength: PerUse<number | undefined>;
}

/** Sums over all groups whose number of nodes is known. */
export interface PlannedTotals {
  readonly nodes: NodeCounts;
  readonly addresses: PerSize<PerState<PlannedRange>>;
  /** The groups that are not counted. */
  readonly leftOut: readonly string[];
  /** The prefix length of the smallest subnet that would hold the most nodes of all of them; undefined where none of a VPC does. */
  readonly smallestLength: PerState<number | undefined>;
}

export type ChoiceId =
  | 'configured'
  | 'shipped'
  | 'targets'
  | 'prefixes'
  | 'customNetworking'
  | 'customNetworkingWithPrefixes'
  | 'ipv6';

/** One way to configure the CNI, with what it would lead to. What cannot be known, or is not possible, has no numbers. */
export interface PlannedChoice {
  readonly id: ChoiceId;
  readonly title: string;
  /** It is what runs. */
  readonly isConfigured: boolean;
  /** The variables that make it, as texts; none where nothing has to change. */
  readonly variables: Readonly<Record<string, string>>;
  /** Why it stands where it stands: compared with the one before it, and of the best with what runs, or with the next. */
  readonly reason: string;
  readonly isPossible: boolean;
  /** The pods on a node by which choices are compared: as many as are expected, else as many as a node runs as configured. */
  readonly comparedPods: number;
  /** `fullNode`: nobody says how many pods are expected, and the smallest node is full with so many; reasons say so. */
  readonly comparedPodsFrom: 'expected' | 'fullNode';
  readonly maxPods: PlannedRange | undefined;
  /** The pods a node really runs. */
  readonly podsPerNode: PlannedRange | undefined;
  readonly addressesPerNode: ChosenStates | undefined;
  /** By all groups at their most nodes; undefined where a number of nodes is not known. */
  readonly addresses: ChosenStates | undefined;
  /** The largest share that is taken of any subnet of known size by the compared pods, with an update. */
  readonly share: number | undefined;
  readonly ec2Calls: ChosenCalls | undefined;
  /** Of the compared pods those that find no address when all start at once on a node without pods. */
  readonly waitingPods: PlannedRange | undefined;
  /** Of these the ones for which an ENI must be attached first. */
  readonly podsWaitingForEni: PlannedRange | undefined;
}

/** Without pods, with the compared ones, and full. */
export type ChosenStates = Readonly<Record<'idle' | 'compared' | 'full', PlannedRange>>;

export interface ChosenCalls {
  /** Until a node is ready. */
  readonly nodeStart: PlannedRange;
  /** For the compared pods on a node that is ready. */
  readonly rolloutPerNode: PlannedRange;
  /** The same on all nodes at the desired size. */
  readonly rollout: PlannedRange | undefined;
  /** From the fewest nodes to the most, with the compared pods on each. */
  readonly scaleOut: PlannedRange | undefined;
}
