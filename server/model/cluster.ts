import type { InstanceLimits } from '../ipam/settings.js';
import type { Sourced } from '../text/span.js';
import type { BootScript, NodeConfig } from './nodeConfig.js';
import type {
  ClusterDeclaration,
  CniSettings,
  ConfigMap,
  EniConfig,
  FileProblem,
  NodeGroup,
  NodeObject,
  ShapeProblem,
  Subnet,
} from './resource.js';

/** All that is known about one cluster, joined across files. The only thing a rule sees. */
export interface Cluster {
  /** Unique among the clusters of a workspace, and the same for the same files. */
  readonly key: string;
  readonly declaration: ClusterDeclaration | undefined;
  readonly settings: readonly CniSettings[];
  readonly eniConfigs: readonly EniConfig[];
  readonly nodes: readonly NodeObject[];
  readonly configMaps: readonly ConfigMap[];
  readonly nodeGroups: readonly NodeGroup[];
  readonly nodeConfigs: readonly NodeConfig[];
  readonly bootScripts: readonly BootScript[];
  readonly subnets: readonly Subnet[];
  readonly shapeProblems: readonly ShapeProblem[];
  readonly fileProblems: readonly FileProblem[];
  /** ENIConfigs that may belong here, or to another cluster as well: they silence claims that something is missing, and nothing else. */
  readonly possibleEniConfigs: readonly EniConfig[];
  /** aws-node settings that may belong here, or to another cluster as well, for the same. */
  readonly possibleSettings: readonly CniSettings[];
  /** Every member parses: nothing that is missing is only half-typed. */
  readonly parsed: boolean;
  /**
   * One file, or a cluster declared in our config file, holds the vpc-cni carrier, the node groups and the ENIConfigs,
   * all parsed and none templated. Only then is something that is missing an error.
   */
  readonly whollyVisible: boolean;
  readonly facts: ClusterFacts;
}

/** What no manifest says, from the config file. */
export interface ClusterFacts {
  readonly cniVersion: Sourced<string> | undefined;
  readonly expectedPodsPerNode: Sourced<number> | undefined;
  /** Limits of instance types the bundled table does not know yet, or knows otherwise. */
  readonly instanceTypes: Readonly<Record<string, InstanceLimits>>;
}
