import { message } from '../messages/message.js';
import type { CniSign } from '../model/cniSign.js';
import { absent, type Fact, known, unknown } from '../model/fact.js';
import type { ClusterDeclaration, CniSettings, NodeClass, NodeGroup, Resource, Subnet } from '../model/resource.js';
import type { MapNode, Node, SyntaxDocument } from '../syntax/node.js';
import { entries, get, items, path, textOf } from '../syntax/read.js';
import { bareCluster, bareContainer, bareGroup, bareSettings } from './bare.js';
import { imageFacts } from './daemonSet.js';
import { containerSettings, hasHiddenEnv, mapForList } from './env.js';
import type { Format } from './format.js';
import { maxPodsOfKubelet, textsForIntegers } from './nodes/kubeletMaxPods.js';
import { at, type Place } from './place.js';
import {
  apiGroup,
  hasHiddenEntries,
  integerFact,
  isKind,
  isMissing,
  labels,
  manifests,
  textFact,
  textListFact,
} from './read.js';
import { type Refused, refusedBy } from './refused.js';

/**
 * kOps: its Cluster, with the settings of aws-node where that is its CNI, and its InstanceGroups of nodes. What counts for the nodes of all groups stands
 * in the Cluster, so it is their class. Source: kops 268927e2, pkg/apis/kops/v1alpha2 and v1alpha3.
 */
export const format: Format = {
  id: 'kops',
  kinds: ['Cluster', 'InstanceGroup'],
  hints: ['kops.k8s.io/'],
  takes: { texts: ['kops.k8s.io/'] },
  read: (document, place) =>
    manifests(document).flatMap((manifest): readonly Resource[] => {
      if (apiGroup(manifest) !== 'kops.k8s.io') return [];
      if (isKind(manifest, 'Cluster')) return ofCluster(manifest, document, place);
      return isKind(manifest, 'InstanceGroup') ? ofInstanceGroup(manifest, place) : [];
    }),
};

function ofCluster(manifest: MapNode, document: SyntaxDocument, place: Place): readonly Resource[] {
  const spec = get(manifest, 'spec');
  const networking = get(spec, 'networking');
  const cni = get(networking, 'amazonvpc') ?? get(networking, 'amazonVPC');
  if (isMissing(cni)) return isOfAnotherCni(networking) ? [sign('replaced', manifest, place)] : [];
  return [
    declaration(manifest, place),
    ...subnets(spec, place),
    nodesOf(manifest, document.templated, place),
    settings(manifest, cni, document.templated, place),
    ...overwritten(cni, place),
    ...textsForIntegers(get(spec, 'kubelet'), ['maxPods'], 'kOps', place),
    ...(document.templated ? [] : mapForList(cni, envIsNoMap, place)),
  ];
}

const envIsNoMap = message('env must be a list of names and values: {tool} refuses a map here', { tool: 'kOps' });

/** The networking that is written is none of ours. Of none at all nobody knows, because kOps chooses it by its release. */
function isOfAnotherCni(networking: Node | undefined): boolean {
  return networking?.kind === 'map' && !hasHiddenEntries(networking) && entries(networking).some(isCni);
}

function isCni({ key }: { readonly key: Node & { kind: 'scalar' } }): boolean {
  return /^(?:calico|canal|cilium|cni|external|flannel|gcp|kindnet|kopeio|kubenet|kube-?router|weave)$/i.test(key.text);
}

function sign(says: CniSign['says'], manifest: MapNode, place: Place): CniSign {
  return { kind: 'cniSign', at: at(place, manifest), says };
}

function declaration(manifest: MapNode, place: Place): ClusterDeclaration {
  const spec = get(manifest, 'spec');
  const extra = textListFact(ofNetwork(spec, 'additionalNetworkCIDRs'), place);
  return {
    ...bareCluster,
    at: at(place, manifest),
    name: textFact(path(manifest, 'metadata', 'name'), place),
    version: textFact(get(spec, 'kubernetesVersion'), place),
    ipFamily: absent,
    // Source: validateNetworking, pkg/apis/kops/validation/validation.go:1304-1312.
    ipv4Only: message('kOps refuses the VPC CNI in an IPv6 cluster'),
    vpcId: textFact(get(spec, 'networkID') ?? path(spec, 'networking', 'networkID'), place),
    vpcCidr: textFact(ofNetwork(spec, 'networkCIDR'), place),
    extraCidrs: extra.kind === 'known' ? extra.value : [],
  };
}

/** In v1alpha2 the network is described beside `networking`, in v1alpha3 in it. */
function ofNetwork(spec: Node | undefined, key: string): Node | undefined {
  return get(spec, key) ?? path(spec, 'networking', key);
}

function subnets(spec: Node | undefined, place: Place): readonly Subnet[] {
  const access = { Private: 'private', Public: 'public' } as const;
  return items(ofNetwork(spec, 'subnets')).flatMap((subnet): readonly Subnet[] => {
    const type = textOf(get(subnet, 'type'));
    if (subnet.kind !== 'map' || type === 'Utility') return [];
    return [
      {
        kind: 'subnet',
        at: at(place, subnet),
        key: textFact(get(subnet, 'name'), place),
        id: textFact(get(subnet, 'id'), place),
        cidr: textFact(get(subnet, 'cidr'), place),
        zone: textFact(get(subnet, 'zone'), place),
        access: type === 'Private' || type === 'Public' ? access[type] : 'unknown',
        freeAddresses: absent,
      },
    ];
  });
}

/** What the nodes of all groups have. */
function nodesOf(manifest: MapNode, isTemplated: boolean, place: Place): NodeClass {
  const spec = get(manifest, 'spec');
  return {
    kind: 'nodeClass',
    at: at(place, manifest),
    name: textFact(path(manifest, 'metadata', 'name'), place),
    amiFamily: 'unknown',
    maxPods: isTemplated || spec?.kind !== 'map' ? { kind: 'unknown' } : maxPodsOfKubelet(spec, 'kOps', place),
    podsPerCore: absent,
  };
}

/** kOps writes all variables that the manifest of a release has, with its values, and over them those of the list. */
function settings(manifest: MapNode, cni: Node, isTemplated: boolean, place: Place): CniSettings {
  const isHidden = isTemplated || hasHiddenEntries(cni) || hasHiddenEnv(get(cni, 'env'));
  const image = get(cni, 'imageName');
  return {
    ...bareSettings,
    at: at(place, cni),
    takenBy: 'tool',
    absent: isHidden ? 'unknown' : 'shippedDefault',
    clusterName: textFact(path(manifest, 'metadata', 'name'), place),
    overwrites: true,
    containers: [{ ...bareContainer, ...containerSettings('aws-node', cni, place), image: textFact(image, place) }],
    ...imageFacts(image, place),
    partlyHidden: isHidden,
  };
}

const refused = refusedBy('kOps');

/** What kOps sets whatever is written. Source: upup/pkg/fi/cloudup/template_functions.go:324-336. */
const ownVariables: ReadonlySet<string> = new Set(['ADDITIONAL_ENI_TAGS', 'ENABLE_IPv4', 'ENABLE_IPv6']);

function overwritten(cni: Node, place: Place): readonly Refused[] {
  return items(get(cni, 'env')).flatMap((entry) => {
    const name = get(entry, 'name');
    const text = textOf(name);
    if (name === undefined || text === undefined || !ownVariables.has(text)) return [];
    return [
      refused(
        'kops-variable-overwritten',
        at(place, name),
        message('{name} has no effect: kOps puts a value of its own into it', { name: text }),
        { tags: ['unnecessary'] },
      ),
    ];
  });
}

/** A group of nodes; without the Cluster it belongs to nobody knows which CNI gives it addresses. */
function ofInstanceGroup(manifest: MapNode, place: Place): readonly Resource[] {
  const spec = get(manifest, 'spec');
  if (spec?.kind !== 'map' || textOf(get(spec, 'role')) !== 'Node' || isOfAnotherCloud(spec)) return [];
  const isKarpenters = textOf(get(spec, 'manager')) === 'Karpenter';
  const size = (key: string): Fact<number> => (isKarpenters ? unknown() : integerFact(get(spec, key), place));
  const written = get(spec, 'nodeLabels');
  const group: NodeGroup = {
    ...bareGroup,
    at: at(place, manifest),
    name: textFact(path(manifest, 'metadata', 'name'), place),
    nodeClass: { name: textFact(path(manifest, 'metadata', 'labels', 'kops.k8s.io/cluster'), place), at: undefined },
    management: 'selfManaged',
    amiFamily: 'unknown',
    instanceTypes: typesOf(spec, place),
    maxPods: maxPodsOfKubelet(spec, 'kOps', place),
    minSize: size('minSize'),
    maxSize: size('maxSize'),
    desiredCapacity: isKarpenters ? unknown() : absent,
    // Source: upup/pkg/fi/cloudup/populate_instancegroup_spec.go.
    defaultNodes: 2,
    availabilityZones: textListFact(get(spec, 'zones'), place),
    subnetRefs: subnetsOf(spec, place),
    labels: labels(written, place),
    labelsPartlyHidden: hasHiddenEntries(spec) || hasHiddenEntries(written),
    taintKeys: items(get(spec, 'taints')).flatMap((taint) => textOf(taint)?.split(/[=:]/)[0] ?? []),
  };
  return [
    group,
    sign('another', manifest, place),
    ...textsForIntegers(spec, ['minSize', 'maxSize'], 'kOps', place),
    ...textsForIntegers(get(spec, 'kubelet'), ['maxPods'], 'kOps', place),
  ];
}

/** True for a machine type as EC2 has none: all of its types have a dot, and of the other clouds that kOps knows only some of OpenStack. */
function isOfAnotherCloud(spec: MapNode): boolean {
  const type = get(spec, 'machineType');
  return type?.kind === 'scalar' && !type.open && type.text !== '' && !type.text.includes('.');
}

/** Where none are named kOps takes those of the cluster that are for nodes. */
function subnetsOf(spec: MapNode, place: Place): NodeGroup['subnetRefs'] {
  const named = textListFact(get(spec, 'subnets'), place);
  return named.kind === 'absent' ? unknown() : named;
}

/** Those of the mixed instances policy, else the machine type. */
function typesOf(spec: MapNode, place: Place): NodeGroup['instanceTypes'] {
  const policy = get(spec, 'mixedInstancesPolicy');
  const listed = textListFact(get(policy, 'instances'), place);
  if (hasHiddenEntries(spec) || hasHiddenEntries(policy) || !isMissing(get(policy, 'instanceRequirements')))
    return unknown();
  if (listed.kind !== 'absent' && !(listed.kind === 'known' && listed.value.length === 0)) return listed;
  const type = textFact(get(spec, 'machineType'), place);
  return type.kind === 'known' ? known([type], type.at) : unknown();
}
