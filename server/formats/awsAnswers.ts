import { absent, type Fact, known, unknown } from '../model/fact.js';
import type { AmiFamily, ClusterDeclaration, NodeGroup, Resource, Subnet } from '../model/resource.js';
import type { MapNode, Node } from '../syntax/node.js';
import { entryOf, get, items, path, textOf } from '../syntax/read.js';
import { addonSettings } from './addon.js';
import type { Format } from './format.js';
import { at, type Place } from './place.js';
import { booleanFact, integerFact, isMissing, labels, textFact, textListFact } from './read.js';

const texts = [
  '"nodegroupArn"',
  'nodegroupArn:',
  '"addonArn"',
  'addonArn:',
  '"resourcesVpcConfig"',
  'resourcesVpcConfig:',
  'AvailableIpAddressCount',
];

/**
 * What the AWS CLI answers to `aws eks describe-cluster`, `describe-addon` and `describe-nodegroup`, and to `aws ec2 describe-subnets`, as
 * JSON and as YAML. Source: the API models of EKS 2017-11-01 and EC2 2016-11-15.
 */
export const format: Format = {
  id: 'awsAnswers',
  kinds: [],
  hints: texts,
  takes: { texts, among: ['yaml', 'json'] },
  read: (document, place) => {
    const { root } = document;
    // Our own files and manifests have a kind; an answer has its one key, and no template.
    if (root?.kind !== 'map' || document.templated || get(root, 'kind') !== undefined) return [];
    const [cluster, addon, group] = ['cluster', 'addon', 'nodegroup'].map((key) => get(root, key));
    return [
      ...(cluster?.kind === 'map' && get(cluster, 'arn') ? [readCluster(cluster, place)] : []),
      ...(addon?.kind === 'map' && get(addon, 'addonArn') ? readAddon(addon, place) : []),
      ...(group?.kind === 'map' && get(group, 'nodegroupArn') ? [readGroup(group, place)] : []),
      ...items(get(root, 'Subnets')).flatMap((subnet) => readSubnet(subnet, place)),
    ];
  },
};

function readCluster(cluster: MapNode, place: Place): ClusterDeclaration {
  const network = get(cluster, 'kubernetesNetworkConfig');
  return {
    kind: 'cluster',
    at: at(place, cluster),
    observed: true,
    name: textFact(get(cluster, 'name'), place),
    region: regionIn(get(cluster, 'arn'), place),
    version: textFact(get(cluster, 'version'), place),
    ipFamily: familyIn(get(network, 'ipFamily'), place),
    serviceIpv4Cidr: textFact(get(network, 'serviceIpv4Cidr'), place),
    vpcId: textFact(path(cluster, 'resourcesVpcConfig', 'vpcId'), place),
    vpcCidr: unknown(),
    madeVpc: undefined,
    extraCidrs: [],
    availabilityZones: unknown(),
    autoMode: booleanFact(path(cluster, 'computeConfig', 'enabled'), place),
    disableDefaultAddons: unknown(),
    installsCni: false,
    karpenter: false,
    addons: [],
    newAddonBlock: undefined,
    partlyHidden: true,
  };
}

/** The region in `arn:aws:eks:eu-west-1:111122223333:cluster/shop`. */
function regionIn(arn: Node | undefined, place: Place): Fact<string> {
  const region = textOf(arn)?.split(':')[3];
  return arn === undefined || region === undefined || region === '' ? unknown() : known(region, at(place, arn));
}

function familyIn(family: Node | undefined, place: Place): ClusterDeclaration['ipFamily'] {
  if (isMissing(family)) return unknown();
  const value = ({ ipv4: 'IPv4', ipv6: 'IPv6' } as const)[textOf(family) as 'ipv4' | 'ipv6'];
  return value === undefined ? unknown(at(place, family)) : known(value, at(place, family));
}

/** The settings of the add-on as EKS has them, where it is that of the CNI. */
function readAddon(addon: MapNode, place: Place): readonly Resource[] {
  if (textOf(get(addon, 'addonName')) !== 'vpc-cni') return [];
  const made = addonSettings({
    addon,
    values: entryOf(addon, 'configurationValues'),
    valuesKey: 'configurationValues',
    overwrites: false,
    clusterName: textFact(get(addon, 'clusterName'), place),
    version: textFact(get(addon, 'addonVersion'), place),
    place,
  });
  return made.map((each) =>
    each.kind === 'cniSettings' || each.kind === 'eniConfig' ? { ...each, observed: true } : each,
  );
}

function readGroup(group: MapNode, place: Place): NodeGroup {
  const scaling = get(group, 'scalingConfig');
  const update = get(group, 'updateConfig');
  const template = get(group, 'launchTemplate');
  const types = textListFact(get(group, 'instanceTypes'), place);
  const ami = textFact(get(group, 'amiType'), place);
  return {
    kind: 'nodeGroup',
    at: at(place, group),
    observed: { clusterName: textFact(get(group, 'clusterName'), place) },
    name: textFact(get(group, 'nodegroupName'), place),
    management: 'managed',
    amiFamily: familyOfAmi(ami.kind === 'known' ? ami.value : ''),
    customAmi: ami.kind === 'known' && ami.value === 'CUSTOM' ? ami : absent,
    launchTemplate: isMissing(template) ? absent : known('given', at(place, template)),
    instanceTypes: types.kind === 'known' && types.value.length > 0 ? types : unknown(),
    instanceTypesDefaulted: false,
    maxPods: isMissing(template) ? { kind: 'computed', setting: undefined, block: undefined } : { kind: 'unknown' },
    podsPerCore: isMissing(template) ? absent : unknown(),
    minSize: integerFact(get(scaling, 'minSize'), place),
    maxSize: integerFact(get(scaling, 'maxSize'), place),
    desiredCapacity: integerFact(get(scaling, 'desiredSize'), place),
    defaultNodes: undefined,
    availabilityZones: absent,
    localZones: absent,
    nodesTogether: undefined,
    subnetRefs: textListFact(get(group, 'subnets'), place),
    privateNetworking: unknown(),
    labels: labels(get(group, 'labels'), place),
    labelsPartlyHidden: true,
    taintKeys: items(get(group, 'taints')).flatMap((taint) => textOf(get(taint, 'key')) ?? []),
    maxUnavailable: integerFact(get(update, 'maxUnavailable'), place),
    maxUnavailablePercentage: integerFact(get(update, 'maxUnavailablePercentage'), place),
  };
}

/** The family of an `amiType`, such as `AL2023_x86_64_STANDARD`. Source: the API model of EKS, AMITypes. */
function familyOfAmi(type: string): AmiFamily {
  const families = { AL2_: 'al2', AL2023_: 'al2023', BOTTLEROCKET_: 'bottlerocket', WINDOWS_: 'windows' } as const;
  return Object.entries(families).find(([start]) => type.startsWith(start))?.[1] ?? 'unknown';
}

function readSubnet(subnet: Node, place: Place): readonly Subnet[] {
  const id = textFact(get(subnet, 'SubnetId'), place);
  const free = get(subnet, 'AvailableIpAddressCount');
  if (id.kind !== 'known' || isMissing(free)) return [];
  return [
    {
      kind: 'subnet',
      at: at(place, subnet),
      observed: true,
      key: absent,
      id,
      cidr: textFact(get(subnet, 'CidrBlock'), place),
      zone: textFact(get(subnet, 'AvailabilityZone'), place),
      access: 'unknown',
      freeAddresses: integerFact(free, place),
    },
  ];
}
