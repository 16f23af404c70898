import { absent, type Fact, known, unknown } from '../model/fact.js';
import type { AnsweredType, ClusterDeclaration, NodeGroup, Resource, Subnet } from '../model/resource.js';
import type { MapNode, Node } from '../syntax/node.js';
import { entries, entryOf, get, items, path, textOf } from '../syntax/read.js';
import { addonSettings } from './addon/addon.js';
import { bareCluster, ipv4Only } from './bare.js';
import { readEc2Type } from './ec2Types.js';
import type { Format } from './format.js';
import { groupNumbers, managedGroup } from './nodes/managedGroup.js';
import { at, type Place } from './place.js';
import { booleanFact, integerFact, ipFamilyFact, isMissing, textFact, textListFact } from './read.js';
import { cniTagIn } from './subnetTags.js';

const texts = [
  '"nodegroupArn"',
  'nodegroupArn:',
  '"addonArn"',
  'addonArn:',
  '"resourcesVpcConfig"',
  'resourcesVpcConfig:',
  'AvailableIpAddressCount',
  'Ipv4AddressesPerInterface',
];

/**
 * What the AWS CLI answers to `aws eks describe-cluster`, `describe-addon` and `describe-nodegroup`, and to `aws ec2 describe-subnets` and
 * `describe-instance-types`, as JSON and as YAML. Source: the API models of EKS 2017-11-01 and EC2 2016-11-15.
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
      ...items(get(root, 'InstanceTypes')).flatMap((type) => readType(type, place)),
    ];
  },
};

function readCluster(cluster: MapNode, place: Place): ClusterDeclaration {
  const network = get(cluster, 'kubernetesNetworkConfig');
  const family = ipFamilyFact(get(network, 'ipFamily'), place);
  return {
    ...bareCluster,
    at: at(place, cluster),
    observed: true,
    name: textFact(get(cluster, 'name'), place),
    region: regionIn(get(cluster, 'arn'), place),
    version: textFact(get(cluster, 'version'), place),
    ipFamily: family.kind === 'absent' ? unknown() : family,
    ...ipv4Only({
      hybrid: !isMissing(get(cluster, 'remoteNetworkConfig')),
      outpost: !isMissing(get(cluster, 'outpostConfig')),
    }),
    serviceIpv4Cidr: textFact(get(network, 'serviceIpv4Cidr'), place),
    vpcId: textFact(path(cluster, 'resourcesVpcConfig', 'vpcId'), place),
    autoMode: booleanFact(path(cluster, 'computeConfig', 'enabled'), place),
    karpenter: false,
  };
}

/** The region in `arn:aws:eks:eu-west-1:111122223333:cluster/shop`. */
function regionIn(arn: Node | undefined, place: Place): Fact<string> {
  const region = textOf(arn)?.split(':')[3];
  return arn === undefined || region === undefined || region === '' ? unknown() : known(region, at(place, arn));
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
  const read = managedGroup({
    body: group,
    name: textFact(get(group, 'nodegroupName'), place),
    instanceTypes: textListFact(get(group, 'instanceTypes'), place),
    amiType: get(group, 'amiType'),
    launchTemplate: get(group, 'launchTemplate'),
    subnets: get(group, 'subnets'),
    labels: get(group, 'labels'),
    taints: items(get(group, 'taints')),
    ...groupNumbers(get(group, 'scalingConfig'), get(group, 'updateConfig')),
    place,
  });
  return {
    ...read,
    observed: true,
    clusterName: textFact(get(group, 'clusterName'), place),
    availabilityZones: absent,
    labelsPartlyHidden: true,
  };
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
      ...cniTagIn(get(subnet, 'Tags'), place),
    },
  ];
}

/** EC2 does not say how many branch ENIs a type has, nor whether it carries a trunk. */
function readType(entry: Node, place: Place): readonly AnsweredType[] {
  const read = readEc2Type(plainValue(entry));
  if (read === undefined) return [];
  const limits = { ...read.type, trunking: undefined, branchEnis: undefined };
  return [{ kind: 'answeredType', at: at(place, entry), observed: true, name: read.name, limits }];
}

/** The value of a node without its places. */
function plainValue(node: Node): unknown {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'seq') return items(node).map(plainValue);
  return Object.fromEntries(entries(node).map(({ key, value }) => [key.text, plainValue(value)]));
}
