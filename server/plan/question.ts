import { type Cluster, listsOf } from '../model/cluster.js';
import { absent, known, unknown } from '../model/fact.js';
import type { GivenLimits } from '../model/instanceTypes.js';
import type { ClusterDeclaration, CniSettings, NodeGroup, Subnet } from '../model/resource.js';
import { nowhere } from './source.js';

/** What somebody asks about a cluster that no file describes. */
export interface PlanQuestion {
  /** Of one managed node group. */
  readonly instanceTypes: readonly string[];
  readonly leastNodes: number;
  readonly mostNodes: number;
  /** Ranges, one for each zone; none where they are what is asked for. */
  readonly subnets: readonly string[];
  readonly podsPerNode: number | undefined;
  readonly ipFamily: 'IPv4' | 'IPv6';
  /** Limits of types that the bundled table does not know. */
  readonly limits: GivenLimits;
}

/** The cluster that a question is about: one managed node group on Amazon Linux 2023, with the CNI as shipped. */
export function clusterOf(question: PlanQuestion): Cluster {
  const subnets = question.subnets.map(subnetOf);
  const isIpv6 = question.ipFamily === 'IPv6';
  const resources = [isIpv6 ? addonOfIpv6 : shippedCni, groupOf(question, subnets), ...subnets];
  return {
    key: 'asked',
    unlessGiven: [],
    resources,
    ...listsOf(resources),
    declaration: isIpv6 ? ipv6Declaration : undefined,
    possibleEniConfigs: [],
    possibleSettings: [],
    possibleSigns: [],
    mayBelongTo: { names: [], more: 0 },
    isExample: false,
    parsed: true,
    whollyVisible: true,
    facts: {
      cniVersion: undefined,
      expectedPodsPerNode:
        question.podsPerNode === undefined ? undefined : { value: question.podsPerNode, at: nowhere },
      instanceTypes: question.limits,
      budgets: [],
    },
    configured: undefined,
  };
}

/** The VPC CNI as its manifest has it: nothing of it is hidden, and nobody writes a variable. */
const shippedCni: CniSettings = {
  kind: 'cniSettings',
  at: nowhere,
  takenBy: 'tool',
  whole: false,
  absent: 'shippedDefault',
  layer: undefined,
  layers: [],
  clusterName: absent,
  containers: [],
  version: absent,
  imageName: absent,
  newBlocks: {},
  partlyHidden: false,
};

/** In IPv6 EKS configures its add-on. */
const addonOfIpv6: CniSettings = { ...shippedCni, takenBy: 'addon' };

/** A cluster of which nothing is said but its IP family. */
const ipv6Declaration: ClusterDeclaration = {
  kind: 'cluster',
  at: nowhere,
  name: absent,
  region: absent,
  version: absent,
  ipFamily: known('IPv6', nowhere),
  serviceIpv4Cidr: absent,
  vpcId: absent,
  vpcCidr: absent,
  madeVpc: undefined,
  extraCidrs: [],
  availabilityZones: absent,
  autoMode: absent,
  disableDefaultAddons: absent,
  installsCni: false,
  karpenter: false,
  addons: [],
  newAddonBlock: undefined,
  partlyHidden: false,
};

function groupOf({ instanceTypes, leastNodes, mostNodes }: PlanQuestion, subnets: readonly Subnet[]): NodeGroup {
  return {
    kind: 'nodeGroup',
    at: nowhere,
    name: known('nodes', nowhere),
    management: 'managed',
    amiFamily: 'al2023',
    customAmi: absent,
    launchTemplate: absent,
    instanceTypes: known(
      instanceTypes.map((type) => known(type, nowhere)),
      nowhere,
    ),
    instanceTypesDefaulted: false,
    maxPods: { kind: 'computed', setting: undefined, block: undefined },
    podsPerCore: absent,
    minSize: known(leastNodes, nowhere),
    maxSize: known(mostNodes, nowhere),
    desiredCapacity: absent,
    defaultNodes: undefined,
    isDesiredOpen: true,
    availabilityZones: absent,
    localZones: absent,
    nodesTogether: undefined,
    subnetRefs:
      subnets.length === 0
        ? unknown()
        : known(
            subnets.map(({ id }) => id),
            nowhere,
          ),
    privateNetworking: absent,
    labels: [],
    labelsPartlyHidden: false,
    taintKeys: [],
    maxUnavailable: absent,
    maxUnavailablePercentage: absent,
  };
}

function subnetOf(range: string, index: number): Subnet {
  return {
    kind: 'subnet',
    at: nowhere,
    key: absent,
    id: known(`subnet ${index + 1}`, nowhere),
    cidr: known(range, nowhere),
    zone: absent,
    access: 'unknown',
    freeAddresses: absent,
  };
}
