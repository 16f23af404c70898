import { unknown } from '../model/fact.js';
import type { ClusterDeclaration, CniSettings, MadeAfterNodes, Resource } from '../model/resource.js';
import type { Node } from '../syntax/node.js';
import { textOf } from '../syntax/read.js';
import { groupBy } from '../text/groupBy.js';
import { addonSettings } from './addon/addon.js';
import { versionFact } from './addon/version.js';
import { bareCluster } from './bare.js';
import { givenByCdk } from './cloudFormation/cdk.js';
import { groupsOfTemplate, isGroup, nodeTexts } from './cloudFormation/groups.js';
import { subnetsOfTemplate } from './cloudFormation/subnets.js';
import {
  convertedValue,
  dependencies,
  openTemplateValue,
  property,
  propertyEntry,
  type Template,
  type TemplateResource,
  templateIn,
} from './cloudFormation/template.js';
import { vpcOfSubnets } from './cloudFormation/vpc.js';
import type { Format } from './format.js';
import { at, type Place } from './place.js';
import { booleanFact, ipFamilyFact, textFact } from './read.js';
import { rangeFacts, rangeSizeFaults } from './vpcRanges.js';

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
    const template = templateIn(document);
    const { resources } = template;
    const addons = resources.filter(isVpcCni);
    const clusters = resources.filter(isCluster);
    const settings = [
      ...addons.flatMap((addon) => settingsOf(addon, addons.length > 1 ? undefined : template, place)),
      ...givenByCdk(resources, document, place),
    ];
    // Which of several clusters a group belongs to says a reference that nobody follows here.
    if (clusters.length > 1 || addons.length > 1) return [...settings, ...nodeTexts(template, [], place)];
    const groups = groupsOfTemplate(template, place);
    return [
      ...clusters.flatMap((cluster) => declared(cluster, template, place)),
      ...settings,
      ...subnetsOfTemplate(template, place),
      ...groups.map(({ group }) => group),
      ...nodeTexts(template, groups, place),
    ];
  },
};

function isCluster({ type }: TemplateResource): boolean {
  return type === 'AWS::EKS::Cluster' || type === 'Custom::AWSCDK-EKS-Cluster';
}

function isVpcCni({ type, properties }: TemplateResource): boolean {
  return type === 'AWS::EKS::Addon' && textOf(property(properties, 'AddonName')) === 'vpc-cni';
}

/**
 * The add-on. Taking `ConfigurationValues` away resets nothing; without them a new add-on is as shipped. `template`: where nodes may come before it;
 * undefined where that is not asked.
 */
function settingsOf(addon: TemplateResource, template: Template | undefined, place: Place): readonly Resource[] {
  const { properties } = addon;
  const made = addonSettings({
    addon: properties,
    values: propertyEntry(properties, 'ConfigurationValues'),
    valuesKey: 'ConfigurationValues',
    overwrites: textOf(property(properties, 'ResolveConflicts')) === 'OVERWRITE',
    madeAfterNodes: template && waitsForNodes(addon, template, place),
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
function waitsForNodes(addon: TemplateResource, template: Template, place: Place): MadeAfterNodes | undefined {
  const { resources, byName } = template;
  const dependents = groupBy(
    resources.flatMap((from) => dependencies(from).map(({ text }) => ({ from, to: byName.get(text) }))),
    ({ to }) => to,
  );
  /** These, and all that wait for one of them, by themselves or by what they wait for. */
  const waiting = (first: readonly TemplateResource[]): ReadonlySet<TemplateResource> => {
    const found = new Set(first);
    for (const each of found) for (const { from } of dependents.get(each) ?? []) found.add(from);
    return found;
  };
  if ([...waiting([addon])].some(isGroup)) return undefined;
  const behindNodes = waiting(resources.filter(isGroup));
  const direct = dependencies(addon).find(({ text }) => {
    const target = byName.get(text);
    return target !== undefined && behindNodes.has(target);
  });
  return direct && { at: at(place, direct), first: undefined };
}

/** A cluster, and what is wrong with the ranges of its VPC. */
function declared(cluster: TemplateResource, template: Template, place: Place): readonly Resource[] {
  const ranges = vpcOfSubnets(propertyOf(cluster, 'ResourcesVpcConfig', 'SubnetIds'), template);
  const declaration = declarationOf(cluster, template.resources, place);
  return ranges ? [{ ...declaration, ...rangeFacts(ranges, place) }, ...rangeSizeFaults(ranges, place)] : [declaration];
}

/** Of CDK's own resource the properties are those of the API, in `Config`. */
function propertyOf({ type, properties }: TemplateResource, ...names: readonly string[]): Node | undefined {
  return type === 'AWS::EKS::Cluster'
    ? property(properties, ...names)
    : property(properties, 'Config', ...names.map((name) => name.charAt(0).toLowerCase() + name.slice(1)));
}

function declarationOf(
  cluster: TemplateResource,
  resources: readonly TemplateResource[],
  place: Place,
): ClusterDeclaration {
  const { properties } = cluster;
  const of = (...names: readonly string[]): Node | undefined => propertyOf(cluster, ...names);
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
