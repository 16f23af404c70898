import { type Fact, unknown } from '../../model/fact.js';
import type { NodeGroup, Resource } from '../../model/resource.js';
import type { Node } from '../../syntax/node.js';
import { get, items, textOf } from '../../syntax/read.js';
import { groupBy } from '../../text/groupBy.js';
import { userDataIn as nodeConfigTexts, readUserData } from '../nodeConfig.js';
import { launched, userDataResources } from '../nodes/launch.js';
import { managedGroup } from '../nodes/managedGroup.js';
import { type Overrides, scalingGroup } from '../nodes/scalingGroup.js';
import { at, type Place } from '../place.js';
import { hasHiddenEntries, integerFact, isMissing, textFact, textListFact } from '../read.js';
import { isLaunchTemplate, launchOf, launchTemplateOf, userDataIn } from './launch.js';
import { subnetsNamed } from './subnets.js';
import {
  convertedValue,
  nameOf,
  openTemplateValue,
  property,
  type Template,
  type TemplateResource,
} from './template.js';

/** True for what EKS or an Auto Scaling group starts nodes by. */
export function isGroup({ type }: TemplateResource): boolean {
  return type === 'AWS::EKS::Nodegroup' || type === scalingType;
}

const scalingType = 'AWS::AutoScaling::AutoScalingGroup';

/** A group, and the launch template by which its nodes are started. */
interface Started {
  readonly group: NodeGroup;
  readonly launchTemplate: TemplateResource | undefined;
}

/** The groups of nodes of a template. */
export function groupsOfTemplate(template: Template, place: Place): readonly Started[] {
  return template.resources.flatMap((each): readonly Started[] => {
    if (each.type === 'AWS::EKS::Nodegroup') return [managedIn(each, template, place)];
    return each.type === scalingType ? scalingIn(each, template, place) : [];
  });
}

/** What is said in the texts that nodes are started with: those of launch templates, and NodeConfigs wherever they stand. */
export function nodeTexts({ resources }: Template, started: readonly Started[], place: Place): readonly Resource[] {
  const groups = groupBy(started, ({ launchTemplate }) => launchTemplate);
  const ofTemplates = resources.filter(isLaunchTemplate).flatMap((launchTemplate) => {
    const text = userDataIn(property(launchTemplate.properties, 'LaunchTemplateData'));
    const [only, ...others] = groups.get(launchTemplate) ?? [];
    const group = others.length === 0 ? only?.group : undefined;
    if (text?.kind !== 'scalar') return [];
    return userDataResources(text, { group: group?.at, family: group?.amiFamily ?? 'unknown' }, place);
  });
  const free = { group: undefined, isOverruled: false, reader: 'nodeadm' } as const;
  const elsewhere = resources.flatMap((each) => (isLaunchTemplate(each) ? [] : nodeConfigTexts(each.body)));
  return [...ofTemplates, ...elsewhere.flatMap((text) => readUserData(text, free, place))];
}

function managedIn(group: TemplateResource, template: Template, place: Place): Started {
  const { properties } = group;
  const number = (...names: readonly string[]): Node | undefined => convertedValue(property(properties, ...names));
  const launchTemplate = launchTemplateOf(get(properties, 'LaunchTemplate'), template);
  const read = managedGroup({
    body: properties,
    name: nameOf(group, 'NodegroupName', place),
    instanceTypes: textListFact(property(properties, 'InstanceTypes'), place),
    amiType: property(properties, 'AmiType'),
    launchTemplate: launchTemplate ? undefined : property(properties, 'LaunchTemplate'),
    subnets: undefined,
    labels: property(properties, 'Labels'),
    taints: [],
    minSize: number('ScalingConfig', 'MinSize'),
    maxSize: number('ScalingConfig', 'MaxSize'),
    desiredSize: number('ScalingConfig', 'DesiredSize'),
    maxUnavailable: number('UpdateConfig', 'MaxUnavailable'),
    maxUnavailablePercentage: number('UpdateConfig', 'MaxUnavailablePercentage'),
    place,
  });
  const launch = launchTemplate && launchOf(launchTemplate, { family: read.amiFamily, isManaged: true }, place);
  const made = {
    ...read,
    ...(launch && launched(read, launch)),
    clusterName: textFact(property(properties, 'ClusterName'), place),
    taintKeys: taintKeys(property(properties, 'Taints')),
    subnetRefs: subnetsNamed(property(properties, 'Subnets'), template, place),
    openValue: openTemplateValue,
  };
  return { group: ifMade(made, group), launchTemplate };
}

/** Of what is made under a condition nobody knows how many nodes there are. */
function ifMade(group: NodeGroup, { isConditional }: TemplateResource): NodeGroup {
  return isConditional ? { ...group, minSize: unknown(), maxSize: unknown(), desiredCapacity: unknown() } : group;
}

/** A group of nodes that join a cluster by themselves; none of an Auto Scaling group that starts something else. */
function scalingIn(group: TemplateResource, template: Template, place: Place): readonly Started[] {
  const { properties } = group;
  const mixed = get(properties, 'MixedInstancesPolicy');
  const reference =
    get(properties, 'LaunchTemplate') ?? get(get(mixed, 'LaunchTemplate'), 'LaunchTemplateSpecification');
  const launchTemplate = launchTemplateOf(reference, template);
  const launch = launchTemplate && launchOf(launchTemplate, { family: 'unknown', isManaged: false }, place);
  if (launch === undefined) return [];
  const number = (name: string): Fact<number> => integerFact(convertedValue(property(properties, name)), place);
  const overrides = isMissing(mixed) ? undefined : property(mixed, 'LaunchTemplate', 'Overrides');
  const read = scalingGroup({
    at: at(place, properties),
    name: nameOf(group, 'AutoScalingGroupName', place),
    launch,
    overrides: isMissing(overrides) ? undefined : overridesIn(overrides),
    minSize: number('MinSize'),
    maxSize: number('MaxSize'),
    desiredCapacity: number('DesiredCapacity'),
    subnetRefs: subnetsNamed(property(properties, 'VPCZoneIdentifier'), template, place),
    isHidden: hasHiddenEntries(properties),
    openValue: openTemplateValue,
    place,
  });
  return read ? [{ group: ifMade(read, group), launchTemplate }] : [];
}

function overridesIn(overrides: Node): Overrides | 'hidden' {
  if (overrides.kind !== 'seq') return 'hidden';
  const all = items(overrides).map((each) => ({
    type: property(each, 'InstanceType'),
    weight: property(each, 'WeightedCapacity'),
    template: property(each, 'LaunchTemplateSpecification'),
  }));
  return { written: overrides, all };
}

function taintKeys(taints: Node | undefined): readonly string[] {
  return items(taints).flatMap((taint) => textOf(property(taint, 'Key')) ?? []);
}
