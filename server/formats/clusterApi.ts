import { message } from '../messages/message.js';
import { absent, type Fact, known } from '../model/fact.js';
import type { ClusterDeclaration, CniSettings, Resource, Subnet } from '../model/resource.js';
import type { MapNode, Node, SyntaxDocument } from '../syntax/node.js';
import { entryOf, get, items, path, textOf } from '../syntax/read.js';
import { addonSettings } from './addon/addon.js';
import { versionFact } from './addon/version.js';
import { bareCluster, bareSettings } from './bare.js';
import { containerSettings, hasHiddenEnv, mapForList } from './env.js';
import type { Format } from './format.js';
import { groupNumbers, managedGroup } from './nodes/managedGroup.js';
import { at, type Place } from './place.js';
import { apiGroup, booleanFact, hasHiddenEntries, isKind, isMissing, manifests, textFact } from './read.js';
import { cniTagIn } from './subnetTags.js';

/**
 * Cluster API on AWS: the control plane of EKS, with the add-on and the variables that are put into aws-node, and managed machine pools.
 * Source: cluster-api-provider-aws 2cf09d78, controlplane/eks/api/v1beta2, exp/api/v1beta2 and pkg/cloud/services/awsnode/cni.go.
 */
export const format: Format = {
  id: 'clusterApi',
  kinds: ['AWSManagedControlPlane', 'AWSManagedMachinePool'],
  hints: ['AWSManagedControlPlane', 'AWSManagedMachinePool'],
  takes: { texts: ['AWSManagedControlPlane', 'AWSManagedMachinePool'] },
  read: (document, place) =>
    manifests(document).flatMap((manifest): readonly Resource[] => {
      const group = apiGroup(manifest) ?? '';
      if (group === 'controlplane.cluster.x-k8s.io' && isKind(manifest, 'AWSManagedControlPlane')) {
        return ofControlPlane(manifest, document, place);
      }
      const isPool = group.endsWith('cluster.x-k8s.io') && isKind(manifest, 'AWSManagedMachinePool');
      return isPool ? ofMachinePool(manifest, place) : [];
    }),
};

function ofControlPlane(manifest: MapNode, document: SyntaxDocument, place: Place): readonly Resource[] {
  const spec = get(manifest, 'spec');
  const cni = get(spec, 'vpcCni');
  const isDisabled = [get(cni, 'disable'), get(spec, 'disableVPCCNI')].some((node) => {
    const fact = booleanFact(node, place);
    return fact.kind === 'known' && fact.value;
  });
  return [
    declaration(manifest, place),
    ...items(path(spec, 'network', 'subnets')).flatMap((subnet) => subnetOf(subnet, place)),
    ...(isDisabled ? [{ kind: 'cniSign', at: at(place, manifest), says: 'replaced' } as const] : []),
    ...addons(manifest, place),
    ...(cni?.kind === 'map' && !isMissing(get(cni, 'env')) ? [settings(manifest, cni, document.templated, place)] : []),
    ...(cni?.kind === 'map' && !document.templated ? mapForList(cni, envIsNoMap, place) : []),
  ];
}

const envIsNoMap = message('env must be a list of names and values: {tool} refuses a map here', {
  tool: message('the API server'),
});

function declaration(manifest: MapNode, place: Place): ClusterDeclaration {
  const spec = get(manifest, 'spec');
  const vpc = path(spec, 'network', 'vpc');
  const secondary = textFact(get(spec, 'secondaryCidrBlock'), place);
  const ipv6 = get(vpc, 'ipv6');
  return {
    ...bareCluster,
    at: at(place, manifest),
    name: clusterName(manifest, place),
    region: textFact(get(spec, 'region'), place),
    version: textFact(get(spec, 'version'), place),
    ipFamily: isMissing(ipv6) ? absent : known('IPv6', at(place, ipv6)),
    vpcId: textFact(get(vpc, 'id'), place),
    vpcCidr: textFact(get(vpc, 'cidrBlock'), place),
    extraCidrs: secondary.kind === 'absent' ? [] : [secondary],
    addons: items(get(spec, 'addons')).map((addon) => ({
      at: at(place, addon),
      name: textFact(get(addon, 'name'), place),
      version: textFact(get(addon, 'version'), place),
    })),
  };
}

/** That of EKS, else the one it is made of. */
function clusterName(manifest: MapNode, place: Place): Fact<string> {
  const own = textFact(path(manifest, 'spec', 'eksClusterName'), place);
  return own.kind === 'absent' ? textFact(path(manifest, 'metadata', 'name'), place) : own;
}

function subnetOf(subnet: Node, place: Place): readonly Subnet[] {
  if (subnet.kind !== 'map') return [];
  const isPublic = booleanFact(get(subnet, 'isPublic'), place);
  const written = textFact(get(subnet, 'id'), place);
  const id = textFact(get(subnet, 'resourceID'), place);
  const isId = written.kind === 'known' && written.value.startsWith('subnet-');
  return [
    {
      kind: 'subnet',
      at: at(place, subnet),
      key: isId ? absent : written,
      id: id.kind === 'absent' && isId ? written : id,
      cidr: textFact(get(subnet, 'cidrBlock'), place),
      zone: textFact(get(subnet, 'availabilityZone'), place),
      access:
        isPublic.kind === 'unknown' ? 'unknown' : isPublic.kind === 'known' && isPublic.value ? 'public' : 'private',
      freeAddresses: absent,
      ...cniTagIn(get(subnet, 'tags'), place),
    },
  ];
}

/** The add-on vpc-cni of the list; where nothing is written it overwrites what others change. */
function addons(manifest: MapNode, place: Place): readonly Resource[] {
  const listed = items(path(manifest, 'spec', 'addons')).filter((addon) => textOf(get(addon, 'name')) === 'vpc-cni');
  return listed.flatMap((addon) =>
    addonSettings({
      addon,
      values: entryOf(addon, 'configuration'),
      valuesKey: 'configuration',
      overwrites: ['overwrite', undefined].includes(textOf(get(addon, 'conflictResolution'))),
      clusterName: clusterName(manifest, place),
      version: versionFact(get(addon, 'version'), place),
      place,
    }),
  );
}

/** The variables are put into the container aws-node of the DaemonSet that runs, again and again; what it has besides stays. */
function settings(manifest: MapNode, cni: MapNode, isTemplated: boolean, place: Place): CniSettings {
  const isHidden = isTemplated || hasHiddenEntries(cni) || hasHiddenEnv(get(cni, 'env'));
  return {
    ...bareSettings,
    at: at(place, cni),
    takenBy: 'apiServer',
    absent: 'unknown',
    overwrites: true,
    ...(isHidden ? {} : { isPatch: true }),
    clusterName: clusterName(manifest, place),
    containers: [containerSettings('aws-node', cni, place)],
    partlyHidden: isHidden,
  };
}

function ofMachinePool(manifest: MapNode, place: Place): readonly Resource[] {
  const spec = get(manifest, 'spec');
  if (spec?.kind !== 'map') return [];
  const type = textFact(get(spec, 'instanceType'), place);
  const own = textFact(get(spec, 'eksNodegroupName'), place);
  return [
    managedGroup({
      body: spec,
      name: own.kind === 'absent' ? textFact(path(manifest, 'metadata', 'name'), place) : own,
      instanceTypes: type.kind === 'known' ? known([type], type.at) : type,
      amiType: get(spec, 'amiType'),
      launchTemplate: get(spec, 'awsLaunchTemplate'),
      subnets: get(spec, 'subnetIDs'),
      labels: get(spec, 'labels'),
      taints: items(get(spec, 'taints')),
      ...groupNumbers(get(spec, 'scaling'), get(spec, 'updateConfig')),
      place,
    }),
  ];
}
