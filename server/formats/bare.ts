import { message } from '../messages/message.js';
import { absent, unknown } from '../model/fact.js';
import type { ClusterDeclaration, CniSettings, ContainerSettings, MaxPods, NodeGroup } from '../model/resource.js';

/** What most carriers do not say of the settings that they hold. Each spreads it first, and writes behind it what it does say. */
export const bareSettings = {
  kind: 'cniSettings',
  whole: false,
  layer: undefined,
  layers: [],
  clusterName: absent,
  version: unknown(),
  imageName: unknown(),
  newBlocks: {},
} as const satisfies Partial<CniSettings>;

/** The same of one container. */
export const bareContainer = {
  env: [],
  envFrom: false,
  block: undefined,
  flags: [],
  image: absent,
  mountPaths: [],
  probeWords: [],
} as const satisfies Partial<ContainerSettings>;

/** A container of which nothing says the image, as EKS and the chart choose it. */
export const chosenContainer = { ...bareContainer, image: unknown() } as const satisfies Partial<ContainerSettings>;

/** What most carriers do not say of the cluster whose settings they hold: there is more of it somewhere else. */
export const bareCluster = {
  kind: 'cluster',
  region: unknown(),
  version: unknown(),
  ipFamily: unknown(),
  serviceIpv4Cidr: unknown(),
  vpcId: unknown(),
  vpcCidr: unknown(),
  madeVpc: undefined,
  extraCidrs: [],
  availabilityZones: unknown(),
  autoMode: unknown(),
  disableDefaultAddons: unknown(),
  installsCni: false,
  karpenter: true,
  addons: [],
  newAddonBlock: undefined,
  partlyHidden: true,
} as const satisfies Partial<ClusterDeclaration>;

/** What EKS makes in IPv4 alone, by what is written of a cluster. Source: its user guide, "IPv6 feature support" and "Hybrid nodes". */
export function ipv4Only(written: {
  readonly hybrid: boolean;
  readonly outpost: boolean;
}): Pick<ClusterDeclaration, 'ipv4Only'> {
  if (written.hybrid) return { ipv4Only: message('Hybrid nodes need an IPv4 cluster') };
  return written.outpost ? { ipv4Only: message('A cluster on Outposts has no IPv6') } : {};
}

/** What most carriers do not say of a group of nodes. */
export const bareGroup = {
  kind: 'nodeGroup',
  customAmi: unknown(),
  launchTemplate: absent,
  instanceTypesDefaulted: false,
  podsPerCore: absent,
  defaultNodes: undefined,
  availabilityZones: unknown(),
  localZones: absent,
  nodesTogether: undefined,
  subnetRefs: unknown(),
  privateNetworking: unknown(),
  maxUnavailable: unknown(),
  maxUnavailablePercentage: unknown(),
} as const satisfies Partial<NodeGroup>;

/** Max pods that EKS or the nodes work out, where no field of the carrier is for another number. */
export const maxPodsLeftOpen = { kind: 'computed', setting: undefined, block: undefined } as const satisfies MaxPods;
