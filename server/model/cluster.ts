import type { Sourced } from '../text/span.js';
import type { CniSign } from './cniSign.js';
import type { GivenLimits } from './instanceTypes.js';
import type { ConfiguredCluster } from './lensConfig.js';
import type { ClusterDeclaration, CniSettings, EniConfig, Resource } from './resource.js';

/** The list of a cluster that holds the resources of a kind. A new kind has a line here; what must know all kinds follows from it. */
const listOfKind = {
  cluster: 'declarations',
  cniSettings: 'settings',
  eniConfig: 'eniConfigs',
  securityGroupPolicy: 'securityGroupPolicies',
  nicRequest: 'nicRequests',
  node: 'nodes',
  pod: 'pods',
  event: 'events',
  answeredType: 'answeredTypes',
  configMap: 'configMaps',
  nodeGroup: 'nodeGroups',
  nodeClass: 'nodeClasses',
  nodeConfig: 'nodeConfigs',
  bootScript: 'bootScripts',
  subnet: 'subnets',
  cniSign: 'cniSigns',
  shapeProblem: 'shapeProblems',
  fileProblem: 'fileProblems',
} as const satisfies Readonly<Record<Resource['kind'], string>>;

/** Resources by kind. */
export type ResourceLists = {
  readonly [K in Resource['kind'] as (typeof listOfKind)[K]]: readonly Extract<Resource, { readonly kind: K }>[];
};

/** The names of these lists. */
export type ListName = keyof ResourceLists;

export const listNames: readonly ListName[] = Object.values(listOfKind);

/** The lists of resources, each in the order in which they come. */
export function listsOf(resources: readonly Resource[]): ResourceLists {
  const lists: Record<string, Resource[]> = {};
  for (const name of listNames) lists[name] = [];
  for (const resource of resources) lists[listOfKind[resource.kind]]?.push(resource);
  // Every list has its own kind only: TypeScript cannot follow that through the table.
  return lists as unknown as ResourceLists;
}

/**
 * All that is known about one cluster, joined across files. The only thing a rule sees. Its lists are what its resources come to: settings
 * that are made one after the other as one (`layers.ts`), node groups and subnets with what the config file says about them.
 */
export interface Cluster extends ResourceLists {
  /** Unique among the clusters of a workspace, and the same for the same files. */
  readonly key: string;
  /** All that its files declare, as they write it, in the order of the files. */
  readonly resources: readonly Resource[];
  /** What they would declare besides unless something gives the variables of their tool other values than they have by default. */
  readonly unlessGiven: readonly Resource[];
  readonly declaration: ClusterDeclaration | undefined;
  /** ENIConfigs that may belong here, or to another cluster as well: they silence claims that something is missing, and nothing else. */
  readonly possibleEniConfigs: readonly EniConfig[];
  /** aws-node settings that may belong here, or to another cluster as well, for the same. */
  readonly possibleSettings: readonly CniSettings[];
  /**
   * What may belong here tells of the CNI, documentation included, each thing once: it silences what is said of a CNI as its tool installs it.
   */
  readonly possibleSigns: readonly CniSign['says'][];
  /** It stands in documentation: an example, and not what runs. Never wholly visible. */
  readonly isExample: boolean;
  /** Every member parses: nothing that is missing is only half-typed. */
  readonly parsed: boolean;
  /**
   * One file, or a cluster declared in our config file, holds the vpc-cni carrier, the node groups and the ENIConfigs,
   * all parsed and none templated. Only then is something that is missing an error.
   */
  readonly whollyVisible: boolean;
  /** Undefined where there is no doubt to which cluster its files belong. */
  readonly mayBelongTo: Candidates | undefined;
  readonly facts: ClusterFacts;
  /** What the config file says about it, where it names it. */
  readonly configured: ConfiguredCluster | undefined;
}

/** The cluster with nothing in it but what its variables come to by default: each value of it can be judged by itself. */
export function byDefault(cluster: Cluster): Cluster {
  return { ...cluster, ...listsOf(cluster.unlessGiven), resources: cluster.unlessGiven, unlessGiven: [] };
}

/** Declared clusters of which files may be a part, where it cannot be told of which: the files are checked by themselves then. */
export interface Candidates {
  /** What the first few are called: their names, or the names of their files. */
  readonly names: readonly string[];
  /** How many others there are. */
  readonly more: number;
}

/** How the keys of clusters begin that the config file names. */
export const configuredKey = 'config:';

/** What no manifest says, from the config file. */
export interface ClusterFacts {
  readonly cniVersion: Sourced<string> | undefined;
  readonly expectedPodsPerNode: Sourced<number> | undefined;
  /** Limits of instance types the bundled table does not know yet, or knows otherwise. */
  readonly instanceTypes: GivenLimits;
  /** Conditions that its plan is to keep to. */
  readonly budgets: readonly Sourced<string>[];
}
