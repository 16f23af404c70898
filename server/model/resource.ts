import type { InstanceLimits } from '../ipam/settings.js';
import type { Message } from '../messages/message.js';
import type { Location, Sourced } from '../text/span.js';
import type { Change, EnvBlock, NewEnvBlock } from './change.js';
import type { CniSign } from './cniSign.js';
import type { Fact } from './fact.js';
import type { MadeVpc } from './madeVpc.js';
import type { NicRequest } from './nicRequest.js';
import type { BootScript, ExpressionText, NodeConfig } from './nodeConfig.js';
import type { FileProblem, ShapeProblem } from './problem.js';
import type { SecurityGroupPolicy } from './securityGroupPolicy.js';

/**
 * What a file declares, whatever its format: plain data with places, so that it can be kept for closed files, cached and sent
 * between threads. Formats make resources, rules read them (joined in a `Cluster`), nothing else knows how they were written.
 */
export type Resource =
  | CniSettings
  | EniConfig
  | SecurityGroupPolicy
  | NicRequest
  | NodeObject
  | PodObject
  | ReportedEvent
  | AnsweredType
  | ConfigMap
  | ClusterDeclaration
  | NodeGroup
  | NodeClass
  | NodeConfig
  | BootScript
  | Subnet
  | CniSign
  | ShapeProblem
  | FileProblem;

/**
 * Whose types values pass on their way to the program: the schema of the EKS add-on or the API server, which both want texts; a
 * chart, which makes texts of what it is given; a command, whose words are texts; or another tool, by a schema of its own.
 */
export type TakenBy = 'addon' | 'apiServer' | 'chart' | 'command' | 'tool';

/** What a variable that is not written means: the program's own default, the shipped manifest's, or anything. */
export type AbsentMeaning = 'codeDefault' | 'shippedDefault' | 'unknown';

/** A place in a stack of settings that are made one after the other, as by the commands of a script: what a later one writes wins. */
export interface Layer {
  /** The same for all layers of a stack, and no other. */
  readonly stack: string;
  readonly order: number;
}

/** The settings of the aws-node DaemonSet as one carrier writes them. */
export interface CniSettings {
  readonly kind: 'cniSettings';
  readonly at: Location;
  readonly takenBy: TakenBy;
  /** The DaemonSet itself is seen, whole: a container or a variable that is not in it is not there. Never true of values or a patch. */
  readonly whole: boolean;
  readonly absent: AbsentMeaning;
  /** It has neither a selector nor an image, without which there is no DaemonSet: it changes one that stands elsewhere. */
  readonly isPatch?: true;
  /** It was read from a running cluster: it says what runs, and nobody edits it. */
  readonly observed?: true;
  /** Undefined where nobody knows what comes before or after. */
  readonly layer: Layer | undefined;
  /** Values of these files come before its own, those of the first one first: paths as they are written, undefined for one that cannot be seen. */
  readonly over?: { readonly files: readonly (string | undefined)[]; readonly hidesMore: boolean };
  /** By itself it may be of anything: it counts where a command gives the file to the CNI. */
  readonly onlyIfGiven?: true;
  /** Values in a file that a command may give to an add-on instead of the chart: what is wrong with them then. */
  readonly asAddon?: AddonFaults;
  /** What the settings of a cluster were put together from, the earliest first; none for what one carrier writes. */
  readonly layers: readonly CniSettings[];
  /** The cluster the carrier names, as the eksctl file an add-on stands in does. */
  readonly clusterName: Fact<string>;
  /** Its owner takes back what others change in the DaemonSet, as an add-on with `resolveConflicts: overwrite` and controllers do. */
  readonly overwrites?: true;
  /** The tool makes it when the nodes of the cluster run already: where that is written, or where the opposite would be. */
  readonly madeAfterNodes?: MadeAfterNodes;
  readonly containers: readonly ContainerSettings[];
  /** The CNI version as written in the image tag or the add-on's version, e.g. `v1.18.1-eksbuild.1`. */
  readonly version: Fact<string>;
  /** The image's repository without registry and tag, e.g. `amazon-k8s-cni`. */
  readonly imageName: Fact<string>;
  /** Where the variables of containers go that have no env block; none where that cannot be seen. */
  readonly newBlocks: Readonly<Partial<Record<ContainerName, NewEnvBlock>>>;
  /** True when a template or a half-typed part may hide further settings. */
  readonly partlyHidden: boolean;
}

/** What the schema of an add-on does not take: that of its newest version, and those of before 1.15.2, which were published word by word. */
export interface AddonFaults {
  readonly newest: readonly ShapeProblem[];
  readonly early: readonly ShapeProblem[];
}

/** What puts an add-on behind the nodes. */
export interface MadeAfterNodes {
  readonly at: Location;
  /** The change with which it comes first; undefined where more than that is needed. */
  readonly first: Change | undefined;
}

export type ContainerName = 'aws-node' | 'aws-vpc-cni-init' | 'aws-eks-nodeagent';

export interface ContainerSettings {
  readonly name: ContainerName;
  /** A list without a name around it, which may have been cut out of another container. */
  readonly isUnnamed?: true;
  readonly at: Location;
  readonly env: readonly EnvEntry[];
  /** Values may also come from a ConfigMap or Secret we do not see. */
  readonly envFrom: boolean;
  /** Where a variable may be added; undefined where there is no env block yet. */
  readonly block: EnvBlock | undefined;
  /** Command-line flags, for the network policy agent: `--enable-network-policy=true`, or what an add-on writes for one. */
  readonly flags: readonly Flag[];
  /** The whole reference, with registry and tag. An add-on chooses its images itself. */
  readonly image: Fact<string>;
  /** Where volumes of the node are seen in the container. */
  readonly mountPaths: readonly string[];
  /** The words of the commands that probe the container's health. */
  readonly probeWords: readonly Sourced<string>[];
}

export interface Flag {
  /** Without the leading dashes. */
  readonly name: string;
  readonly value: Fact<string>;
  /** The scalar that holds the value, and what stands in it before the value: `--name=`, or nothing. */
  readonly at: Location;
  readonly lead: string;
  /** The scalar that holds its name, and the name in it, dashes included; undefined where a key of an add-on stands for the flag. */
  readonly word?: Sourced<string>;
}

export interface EnvEntry {
  readonly name: Sourced<string>;
  readonly value: EnvValue;
  /** The whole entry: name and value. */
  readonly at: Location;
}

export type EnvValue =
  /** A literal. `text` is what the program receives; `written` what the file's reader takes the value for. */
  | {
      readonly kind: 'literal';
      readonly text: string;
      readonly written: 'string' | 'number' | 'boolean' | 'null';
      /** It is of that type because a variable is declared so, with or without quotes. */
      readonly isDeclared?: true;
      readonly at: Location;
    }
  /** A template, `valueFrom`, or a deletion by a patch: set, but not to be seen. */
  | { readonly kind: 'unknown'; readonly at: Location }
  /** Taken away again, as by `NAME-` of a command: the variable is not set. */
  | { readonly kind: 'removed'; readonly at: Location }
  /** A name with neither value nor valueFrom. */
  | { readonly kind: 'none' };

export interface EniConfig {
  readonly kind: 'eniConfig';
  readonly at: Location;
  readonly apiVersion: Fact<string>;
  readonly name: Fact<string>;
  readonly namespace: Fact<string>;
  /** The key of the namespace, where it is written. */
  readonly namespaceKey: Location | undefined;
  /** `absent` where there is no spec: the document is half-typed. `present` where spec is a map. */
  readonly spec: Fact<'map'>;
  /** Known also when it is the empty string. */
  readonly subnetId: Fact<string>;
  /** The key of the subnet, where a tool that makes it fills in the id, as Terraform does; `subnetId` is unknown then. */
  readonly subnetKey?: Sourced<string>;
  readonly securityGroupIds: readonly Fact<string>[];
  /** True where securityGroups is written, whatever it holds. */
  readonly hasSecurityGroups: boolean;
  /** `subnet` and `securityGroups` at the top level, where they mean nothing. */
  readonly fieldsBesideSpec: readonly Sourced<string>[];
  /** What else stands in the spec: the CRD has no such fields. */
  readonly unknownFields: readonly EniConfigField[];
  /** True when a template makes it, or it is half typed: there may be more of it, and more like it. */
  readonly partlyHidden: boolean;
  /** It was read from a running cluster. */
  readonly observed?: true;
}

/** A field of an ENIConfig's spec that the CRD does not have. */
export interface EniConfigField {
  readonly key: Sourced<string>;
  /** The texts it holds: one, or the items of a list; undefined for anything else. */
  readonly shape: 'text' | 'list' | undefined;
  readonly texts: readonly Fact<string>[];
}

/** A `kind: Node` object: what chooses its ENIConfig and, where it was read from a running cluster, what it runs. */
export interface NodeObject {
  readonly kind: 'node';
  readonly at: Location;
  readonly name: Fact<string>;
  readonly labels: readonly Label[];
  readonly annotations: readonly Label[];
  /** A command gives it these: what else it has, and what stands ready for it, is not seen. */
  readonly partlyHidden?: true;
  readonly observed?: ObservedNode;
}

/** What a running cluster says of a node. What stands in labels, such as its instance type, is read from those. */
export interface ObservedNode {
  /** The pods that the scheduler places on it: `status.allocatable.pods` where that is less than its kubelet's max pods, `status.capacity.pods`. */
  readonly maxPods: Fact<number>;
  /** Its address in its subnet. */
  readonly address: Fact<string>;
}

/** A pod of a running cluster that was given a node. */
export interface PodObject {
  readonly kind: 'pod';
  readonly at: Location;
  readonly observed: true;
  /** Its namespace and its name, as `shop/web-0`. */
  readonly name: string;
  readonly node: string;
  /** It has the address of its node, and takes none. */
  readonly onHostNetwork: boolean;
  /** `served`: it has an address. `waiting`: not yet. `ended`: its containers ended, and its address was given back. */
  readonly state: 'served' | 'waiting' | 'ended';
}

/** What a running cluster reported of addresses in an event. */
export interface ReportedEvent {
  readonly kind: 'event';
  readonly at: Location;
  readonly observed: true;
  readonly says: ReportedLack;
  /** The pod that it is about, as `shop/web-0`; undefined where it is about a node. */
  readonly pod: string | undefined;
  /** Undefined where none is named, as by the scheduler. */
  readonly node: string | undefined;
}

/**
 * What a pod or a node did not get: an address, a prefix, a branch ENI, a trunk ENI, a permission for aws-node, the ENIConfig it asks for, a
 * place on a node.
 */
export type ReportedLack = 'address' | 'prefix' | 'branchEni' | 'trunkEni' | 'permission' | 'eniConfig' | 'place';

/** The limits of an instance type, as EC2 was asked for them. */
export interface AnsweredType {
  readonly kind: 'answeredType';
  readonly at: Location;
  readonly observed: true;
  readonly name: string;
  readonly limits: InstanceLimits;
}

/** The ConfigMap `amazon-vpc-cni`, or one named after the DaemonSet, in which people write settings of the CNI. */
export interface ConfigMap {
  readonly kind: 'configMap';
  readonly at: Location;
  readonly name: 'amazon-vpc-cni' | 'aws-node';
  /** It was read from a running cluster. */
  readonly observed?: true;
  readonly entries: readonly ConfigMapEntry[];
  /** Where keys may be added; undefined where there is no `data` yet. */
  readonly block: Location | undefined;
}

export interface ConfigMapEntry extends Label {
  /** What the file's reader takes the value for; undefined for a template and what is no scalar. */
  readonly written: Extract<EnvValue, { readonly kind: 'literal' }>['written'] | undefined;
}

export interface Label {
  readonly key: Sourced<string>;
  readonly value: Fact<string>;
}

/** What a file declares about a whole cluster. Each one is a cluster of its own: two of the same name are never merged. */
export interface ClusterDeclaration {
  readonly kind: 'cluster';
  readonly at: Location;
  /** EKS was asked for it: it says what there is, and declares nothing. */
  readonly observed?: true;
  readonly name: Fact<string>;
  readonly region: Fact<string>;
  /** Kubernetes version. */
  readonly version: Fact<string>;
  readonly ipFamily: Fact<'IPv4' | 'IPv6'>;
  /** Why a cluster such as it cannot be made in IPv6, where its tool or EKS refuses that. */
  readonly ipv4Only?: Message;
  readonly serviceIpv4Cidr: Fact<string>;
  readonly vpcId: Fact<string>;
  readonly vpcCidr: Fact<string>;
  /** The VPC the tool makes for the cluster; undefined where it makes none, or a template may say so. */
  readonly madeVpc: MadeVpc | undefined;
  readonly extraCidrs: readonly Fact<string>[];
  readonly availabilityZones: Fact<readonly Fact<string>[]>;
  readonly autoMode: Fact<boolean>;
  readonly disableDefaultAddons: Fact<boolean>;
  /** The tool installs the VPC CNI, without any configuration, where no add-on is listed for it. */
  readonly installsCni: boolean;
  readonly karpenter: boolean;
  /** It has pods on Fargate. */
  readonly fargate?: true;
  readonly addons: readonly Addon[];
  /** Where variables of aws-node go that need the add-on listed first; undefined where it is listed, or nobody can say. */
  readonly newAddonBlock: NewEnvBlock | undefined;
  /** True when templates hide parts of the structure, so that what is missing may be generated. */
  readonly partlyHidden: boolean;
  /** What stands where a value cannot be read, as its tool calls it; undefined for a template. */
  readonly openValue?: Message;
}

/** An EKS add-on as listed, of any name. */
export interface Addon {
  readonly at: Location;
  readonly name: Fact<string>;
  readonly version: Fact<string>;
}

export interface Subnet {
  readonly kind: 'subnet';
  readonly at: Location;
  /** The key a node group refers to it by, in eksctl. */
  readonly key: Fact<string>;
  readonly id: Fact<string>;
  readonly cidr: Fact<string>;
  readonly zone: Fact<string>;
  readonly access: 'private' | 'public' | 'unknown';
  /** The value of its tag `kubernetes.io/role/cni`; undefined where no such tag is seen. */
  readonly cniTag?: Fact<string>;
  /** Free addresses, where the config file or EC2 says so. */
  readonly freeAddresses: Fact<number>;
  /** EC2 was asked for it: it is among the subnets of an account, and belongs to a cluster that names it. */
  readonly observed?: true;
  /** Of the addresses that are not free those that running nodes of the cluster may hold. */
  readonly heldByNodes?: number;
  /** Nobody asked for the nodes: `heldByNodes` is all that is not free, and none of it may be theirs. */
  readonly heldUnseen?: true;
}

export interface NodeGroup {
  readonly kind: 'nodeGroup';
  readonly at: Location;
  /** EKS was asked for it. */
  readonly observed?: true;
  /** The cluster that it says itself it is of, as commands and the API of EKS do. */
  readonly clusterName?: Fact<string>;
  readonly name: Fact<string>;
  /** The class by which a launcher makes its nodes; undefined where it makes them by the group alone. */
  readonly nodeClass?: NodeClassRef;
  /** `managed`: EKS computes max pods unless told otherwise. `selfManaged`: each node computes its own. */
  readonly management: 'managed' | 'selfManaged';
  readonly amiFamily: AmiFamily;
  /** A custom AMI: EKS then computes nothing. */
  readonly customAmi: Fact<string>;
  /** A launch template of the user's: what it sets is out of sight. */
  readonly launchTemplate: Fact<'given'>;
  /** Unknown where a selector, a launch template or a template chooses them. When the tool's default applies it is that, placed at the group's name. */
  readonly instanceTypes: Fact<readonly Fact<string>[]>;
  readonly instanceTypesDefaulted: boolean;
  readonly maxPods: MaxPods;
  /** The kubelet runs no more pods than this times its vCPUs, whatever max pods says; 0 is no limit. */
  readonly podsPerCore: Fact<number>;
  readonly minSize: Fact<number>;
  readonly maxSize: Fact<number>;
  readonly desiredCapacity: Fact<number>;
  /** Without a desired number it is any from the fewest to the most, as where the pods decide; else it is then the fewest. */
  readonly isDesiredOpen?: true;
  /** The nodes the tool launches where no size is written; undefined where it then does not know either. See `sizesOf`. */
  readonly defaultNodes: number | undefined;
  /** Absent: the cluster's zones. */
  readonly availabilityZones: Fact<readonly Fact<string>[]>;
  /** Where they are written the nodes lie in these instead, and not in the cluster's zones. */
  readonly localZones: Fact<readonly Fact<string>[]>;
  /**
   * What holds the nodes of a group together. `subnet`: the tool gives the group one subnet, although its zones may have several.
   * `zone`: all subnets are the group's, but its nodes start in a placement group of strategy `cluster`, which lies in one zone; in
   * which, nobody knows beforehand. Undefined: they are spread, or nobody can say, as with a placement group of the user's.
   */
  readonly nodesTogether: 'subnet' | 'zone' | undefined;
  /** Ids or keys of subnets. Absent: the cluster's subnets. */
  readonly subnetRefs: Fact<readonly Fact<string>[]>;
  /** Nodes without public addresses; eksctl then places them in the private subnets. */
  readonly privateNetworking: Fact<boolean>;
  readonly labels: readonly Label[];
  /** True when a template may add labels we do not see. */
  readonly labelsPartlyHidden: boolean;
  readonly taintKeys: readonly string[];
  readonly maxUnavailable: Fact<number>;
  readonly maxUnavailablePercentage: Fact<number>;
  /** What stands where a value cannot be read, as its tool calls it; undefined for a template. */
  readonly openValue?: Message;
}

/** What a launcher gives all nodes that it makes of a class, whichever group they are of, as Karpenter's EC2NodeClass does. */
export interface NodeClass {
  readonly kind: 'nodeClass';
  readonly at: Location;
  /** Groups name it by this. */
  readonly name: Fact<string>;
  readonly amiFamily: AmiFamily;
  readonly maxPods: MaxPods;
  readonly podsPerCore: Fact<number>;
  /** The ids of the subnets that its nodes start in; undefined where no class of its kind says so. */
  readonly subnetRefs?: NodeGroup['subnetRefs'];
}

/** The class that a node group names. */
export interface NodeClassRef {
  readonly name: Fact<string>;
  /** Where the class is that was found by that name; undefined as long as none is. */
  readonly at: Location | undefined;
}

export type AmiFamily = 'al2' | 'al2023' | 'bottlerocket' | 'ubuntu' | 'windows' | 'unknown';

/** The max pods a group's own settings give its kubelets. */
export type MaxPods =
  /**
   * Written down: `setting` is the field as the user knows it, e.g. `maxPodsPerNode`. `digits` is what has to be replaced for another number: all of
   * the value at `at`, or a part of a text, as in a flag; undefined where that cannot be done.
   */
  | {
      readonly kind: 'set';
      readonly value: number;
      readonly setting: string;
      readonly digits: Sourced<string> | 'all' | undefined;
      readonly at: Location;
    }
  /** Each node evaluates an expression: `maxPodsExpression` of a NodeConfig. */
  | { readonly kind: 'expression'; readonly expression: ExpressionText; readonly at: Location }
  /**
   * Not written: the node or EKS computes it, or what launches the node (`by`). `block` is where it may be added; `setting` under which name, within a
   * map of the name `within` that is not there yet.
   */
  | {
      readonly kind: 'computed';
      readonly setting: string | undefined;
      readonly block: Location | undefined;
      readonly within?: string;
      readonly by?: Launcher;
    }
  /** A template, a script or user data may decide it. */
  | { readonly kind: 'unknown' };

/** What launches nodes with max pods that it works out itself. */
export type Launcher = 'Karpenter' | 'kOps';
