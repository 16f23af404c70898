import { unknown } from '../model/fact.js';
import type { ClusterDeclaration, CniSettings, MadeAfterNodes, Resource } from '../model/resource.js';
import type { Node } from '../syntax/node.js';
import { textOf } from '../syntax/read.js';
import { addonSettings } from './addon.js';
import { versionFact } from './addonVersion.js';
import { bareCluster } from './bare.js';
import { givenByCdk } from './cloudFormationCdk.js';
import { groupsOfTemplate, isGroup, nodeTexts } from './cloudFormationGroups.js';
import { subnetsOfTemplate } from './cloudFormationSubnets.js';
import {
  convertedValue,
  dependencies,
  openTemplateValue,
  property,
  propertyEntry,
  type TemplateResource,
  templateResources,
} from './cloudFormationTemplate.js';
import type { Format } from './format.js';
import { at, type Place } from './place.js';
import { booleanFact, ipFamilyFact, textFact } from './read.js';

const texts = ['AWS::EKS::', 'Custom::AWSCDK-EKS-', 'kubernetes.io/role/cni', '/etc/eks/', 'node.eks.aws/'];

/**
 * Templates of CloudFormation and SAM, and what CDK makes: the vpc-cni add-on, the cluster, node groups and subnets. Parameters, conditions and
 * functions are not followed, and other stacks may have more, so a cluster is never seen whole.
 * Source: the AWS CloudFormation resource reference, AWS::EKS and AWS::EC2.
 */
export const format: Format = {
  id: 'cloudFormation',
  kinds: [],
  hints: texts,
  takes: { texts, among: ['yaml', 'json'] },
  read(document, place) {
    const resources = templateResources(document);
    const addons = resources.filter(isVpcCni);
    const clusters = resources.filter(isCluster);
    const settings = [
      ...addons.flatMap((addon) => settingsOf(addon, resources, place)),
      ...givenByCdk(resources, document, place),
    ];
    // Which of several clusters a group belongs to says a reference that nobody follows here.
    if (clusters.length > 1 || addons.length > 1) return [...settings, ...nodeTexts(resources, [], place)];
    const groups = groupsOfTemplate(resources, place);
    return [
      ...clusters.map((cluster) => declaration(cluster, resources, place)),
      ...settings,
      ...subnetsOfTemplate(resources, place),
      ...groups.map(({ group }) => group),
      ...nodeTexts(resources, groups, place),
    ];
  },
};

function isCluster({ type }: TemplateResource): boolean {
  return type === 'AWS::EKS::Cluster' || type === 'Custom::AWSCDK-EKS-Cluster';
}

function isVpcCni({ type, properties }: TemplateResource): boolean {
  return type === 'AWS::EKS::Addon' && textOf(property(properties, 'AddonName')) === 'vpc-cni';
}

/** The add-on. Taking `ConfigurationValues` away resets nothing; without them a new add-on is as shipped. */
function settingsOf(
  addon: TemplateResource,
  resources: readonly TemplateResource[],
  place: Place,
): readonly Resource[] {
  const { properties } = addon;
  const made = addonSettings({
    addon: properties,
    values: propertyEntry(properties, 'ConfigurationValues'),
    valuesKey: 'ConfigurationValues',
    overwrites: textOf(property(properties, 'ResolveConflicts')) === 'OVERWRITE',
    madeAfterNodes: waitsForNodes(addon, resources, place),
    clusterName: textFact(property(properties, 'ClusterName'), place),
    version: versionFact(property(properties, 'AddonVersion'), place),
    place,
  });
  return addon.isConditional ? made.map(possible) : made;
}

/** What is made under a condition, or not. */
function possible(resource: Resource): Resource {
  if (resource.kind !== 'cniSettings') return resource;
  return { ...resource, absent: 'unknown', partlyHidden: true } satisfies CniSettings;
}

/** The dependency by which an add-on waits for nodes; undefined where nodes wait for the add-on as well: which are first is not told then. */
function waitsForNodes(
  addon: TemplateResource,
  resources: readonly TemplateResource[],
  place: Place,
): MadeAfterNodes | undefined {
  const groups = resources.filter(isGroup);
  const isFirst = groups.some((group) => reaches(group, addon, resources));
  const direct = dependencies(addon).find((each) => {
    const target = resources.find(({ name }) => name.text === each.text);
    return target !== undefined && groups.some((group) => target === group || reaches(target, group, resources));
  });
  return direct === undefined || isFirst ? undefined : { at: at(place, direct), first: undefined };
}

/** Whether a resource waits for another one, by itself or by what it waits for. */
function reaches(from: TemplateResource, to: TemplateResource, resources: readonly TemplateResource[]): boolean {
  const byName = new Map(resources.map((each) => [each.name.text, each]));
  const seen = new Set([from]);
  for (const each of seen) {
    for (const { text } of dependencies(each)) {
      const next = byName.get(text);
      if (next === to) return true;
      if (next !== undefined) seen.add(next);
    }
  }
  return false;
}

/** Of CDK's own resource the properties are those of the API, in `Config`. */
function declaration(
  cluster: TemplateResource,
  resources: readonly TemplateResource[],
  place: Place,
): ClusterDeclaration {
  const { type, properties } = cluster;
  const isOfApi = type !== 'AWS::EKS::Cluster';
  const of = (...names: readonly string[]): Node | undefined =>
    isOfApi
      ? property(properties, 'Config', ...names.map((name) => name.charAt(0).toLowerCase() + name.slice(1)))
      : property(properties, ...names);
  return {
    ...bareCluster,
    at: at(place, properties),
    name: textFact(of('Name'), place),
    version: textFact(of('Version'), place),
    ipFamily: ipFamilyFact(of('KubernetesNetworkConfig', 'IpFamily'), place),
    serviceIpv4Cidr: textFact(of('KubernetesNetworkConfig', 'ServiceIpv4Cidr'), place),
    vpcId: unknown(),
    autoMode: booleanFact(convertedValue(of('ComputeConfig', 'Enabled')), place),
    ...(resources.some(({ type: each }) => /EKS::FargateProfile$|AWSCDK-EKS-FargateProfile$/.test(each)) && {
      fargate: true,
    }),
    addons: resources
      .filter((each) => each.type === 'AWS::EKS::Addon')
      .map((each) => ({
        at: at(place, each.properties),
        name: textFact(property(each.properties, 'AddonName'), place),
        version: textFact(property(each.properties, 'AddonVersion'), place),
      })),
    openValue: openTemplateValue,
  };
}
