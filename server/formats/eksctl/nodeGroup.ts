import { absent, type Fact, known, knownValue, unknown } from '../../model/fact.js';
import type { AmiFamily, MaxPods, NodeGroup } from '../../model/resource.js';
import type { MapNode, Node } from '../../syntax/node.js';
import { entries, get, items, path, textOf } from '../../syntax/read.js';
import { at, type Place } from '../place.js';
import {
  booleanFact,
  filledTextFact,
  getAnyCase,
  hasHiddenEntries,
  integerFact,
  isMissing,
  labels,
  mayHoldMore,
  textFact,
  textListFact,
  withoutAbsent,
} from '../read.js';
import { podsPerCore, scriptedLabels, scriptedMaxPods } from './userData.js';

type Management = NodeGroup['management'];

/** What eksctl launches where a group names no type. Source: eksctl 99984adb, pkg/apis/eksctl.io/v1alpha5/types.go:249. */
const defaultInstanceType = 'm5.large';

/** The nodes eksctl launches where a group has no size. Source: eksctl 99984adb, pkg/apis/eksctl.io/v1alpha5/types.go:253. */
const defaultNodes = 2;

/** One entry of `nodeGroups` or `managedNodeGroups`. */
export function nodeGroup(group: MapNode, management: Management, place: Place): NodeGroup {
  const read = readGroup(group, management, place);
  if (!mayHoldMore(group)) return read;
  const { instanceTypes: types, instanceTypesDefaulted: isDefault, maxPods: written } = read;
  return {
    ...withoutAbsent(read),
    // What is there is another matter than what it is.
    customAmi: read.customAmi,
    launchTemplate: read.launchTemplate,
    labelsPartlyHidden: true,
    amiFamily: isMissing(get(group, 'amiFamily')) ? 'unknown' : read.amiFamily,
    instanceTypes: isDefault ? unknown() : types,
    instanceTypesDefaulted: false,
    maxPods: written.kind === 'computed' ? { kind: 'unknown' } : written,
  };
}

function readGroup(group: MapNode, management: Management, place: Place): NodeGroup {
  const name = textFact(get(group, 'name'), place);
  const launchTemplate = get(group, 'launchTemplate');
  const family = amiFamily(filledTextFact(get(group, 'amiFamily'), place), filledTextFact(get(group, 'ami'), place));
  const types = instanceTypes(group, management, place);
  const customAmi = filledTextFact(get(group, 'ami'), place);
  const template = isMissing(launchTemplate) ? absent : known('given' as const, at(place, launchTemplate));
  const scripted = scriptedLabels(group, family, place);
  return {
    kind: 'nodeGroup',
    at: at(place, group),
    name,
    management,
    amiFamily: family,
    customAmi,
    launchTemplate: template,
    instanceTypes: types.kind === 'absent' ? defaultType(group, name, place) : types,
    instanceTypesDefaulted: types.kind === 'absent',
    maxPods: maxPods(group, { management, amiFamily: family, customAmi, launchTemplate: template }, place),
    podsPerCore: podsPerCore(group, management, family, place),
    minSize: integerFact(get(group, 'minSize'), place),
    maxSize: integerFact(get(group, 'maxSize'), place),
    desiredCapacity: integerFact(get(group, 'desiredCapacity'), place),
    defaultNodes,
    availabilityZones: listFact(get(group, 'availabilityZones'), place),
    localZones: localZones(group, management, place),
    nodesTogether: nodesTogether(group, management, place),
    subnetRefs: listFact(get(group, 'subnets'), place),
    privateNetworking: booleanFact(get(group, 'privateNetworking'), place),
    labels: [...labels(get(group, 'labels'), place), ...scripted.labels],
    labelsPartlyHidden:
      hasHiddenEntries(get(group, 'labels')) ||
      hasHiddenEntries(group) ||
      scripted.hidden ||
      // eksctl refuses labels there, and wherever they are moved, they are the group's.
      !isMissing(path(group, 'bottlerocket', 'settings', 'kubernetes', 'node-labels')),
    taintKeys: taintKeys(get(group, 'taints')),
    maxUnavailable: integerFact(path(group, 'updateConfig', 'maxUnavailable'), place),
    maxUnavailablePercentage: integerFact(path(group, 'updateConfig', 'maxUnavailablePercentage'), place),
  };
}

function defaultType(group: MapNode, name: Fact<string>, place: Place): Fact<readonly Fact<string>[]> {
  const here = name.kind === 'known' ? name.at : at(place, group);
  return known([known(defaultInstanceType, here)], here);
}

/** The types a group may launch; absent where eksctl's default applies. */
function instanceTypes(group: MapNode, management: Management, place: Place): Fact<readonly Fact<string>[]> {
  const selector = get(group, 'instanceSelector');
  const chosenElsewhere = [selector, get(group, 'launchTemplate')].find(
    (node) => !isMissing(node) && !(node.kind === 'map' && entries(node).length === 0),
  );
  if (chosenElsewhere) return unknown(at(place, chosenElsewhere));
  const list =
    management === 'managed' ? get(group, 'instanceTypes') : path(group, 'instancesDistribution', 'instanceTypes');
  const listed = textListFact(list, place);
  if (listed.kind === 'unknown' || (listed.kind === 'known' && listed.value.length > 0)) return listed;
  const distribution = get(group, 'instancesDistribution');
  const single = filledTextFact(get(group, 'instanceType'), place);
  if (!isMissing(distribution) || knownValue(single) === 'mixed') return unknown(at(place, distribution ?? group));
  if (single.kind === 'known') return known([single], single.at);
  if (single.kind === 'absent' && hasHiddenEntries(group)) return unknown();
  return single;
}

/** eksctl ignores the case of family names. An own AMI without a family could be anything. */
function amiFamily(family: Fact<string>, ami: Fact<string>): AmiFamily {
  if (family.kind === 'unknown') return 'unknown';
  // Source of the default: eksctl 99984adb, pkg/apis/eksctl.io/v1alpha5/types.go:212.
  if (family.kind === 'absent') return ami.kind === 'absent' ? 'al2023' : 'unknown';
  const name = family.value.toLowerCase();
  if (name === 'amazonlinux2') return 'al2';
  if (name === 'amazonlinux2023') return 'al2023';
  if (name.startsWith('bottlerocket')) return 'bottlerocket';
  if (name.startsWith('ubuntu')) return 'ubuntu';
  return name.startsWith('windows') ? 'windows' : 'unknown';
}

/** Where a group's max pods come from. Source: eksctl 99984adb, pkg/nodebootstrap (one file per AMI family). */
function maxPods(
  group: MapNode,
  kind: Pick<NodeGroup, 'amiFamily' | 'management' | 'customAmi' | 'launchTemplate'>,
  place: Place,
): MaxPods {
  const { management, amiFamily: family } = kind;
  const scripted = scriptedMaxPods(group, kind, place);
  if (scripted.kind === 'unknown' || kind.launchTemplate.kind !== 'absent' || family === 'unknown') {
    return { kind: 'unknown' };
  }
  if (scripted.kind === 'bootstrap') {
    // With `--use-max-pods false` alone it is the kubelet's default, and that is said by itself.
    const own = scripted.usesMaxPods ? 'computed' : 'unknown';
    return (
      scripted.number ?? (own === 'computed' ? { kind: own, setting: undefined, block: undefined } : { kind: own })
    );
  }
  const { number, expression } = scripted.kind === 'nodeConfig' ? scripted : nothingScripted;
  if (number) return number;
  const written = writtenMaxPods(group, management, family);
  if (written === undefined) {
    const addable = management === 'selfManaged' || (family !== 'windows' && isMissing(get(group, 'ami')));
    const computed = {
      kind: 'computed',
      setting: addable ? 'maxPodsPerNode' : undefined,
      block: addable ? at(place, group) : undefined,
    } as const;
    return expression ?? computed;
  }
  if (isRefused(written.setting, kind)) return { kind: 'unknown' };
  const value = integerFact(written.node, place);
  return value.kind === 'known' && value.value > 0
    ? { kind: 'set', value: value.value, setting: written.setting, digits: 'all', at: value.at }
    : { kind: 'unknown' };
}

/** A number eksctl does not take is a finding of its own, and what will stand there instead nobody knows. */
function isRefused(setting: string, kind: Pick<NodeGroup, 'amiFamily' | 'management' | 'customAmi'>): boolean {
  const { management, amiFamily, customAmi } = kind;
  if (setting === 'maxPodsPerNode') return management === 'managed' && customAmi.kind !== 'absent';
  return management === 'selfManaged' && (amiFamily === 'bottlerocket' || amiFamily === 'windows');
}

const nothingScripted = { number: undefined, expression: undefined } as const;

function writtenMaxPods(
  group: MapNode,
  management: Management,
  family: AmiFamily,
): { readonly node: Node; readonly setting: string } | undefined {
  // eksctl gives a managed Windows group's setting to nobody (windows_managed.go:18).
  if (management === 'managed' && family === 'windows') return undefined;
  const bottlerocket = family === 'bottlerocket' && management === 'managed';
  const places: readonly (readonly string[])[] = [
    ['maxPodsPerNode'],
    ...(management === 'selfManaged' ? [['kubeletExtraConfig', 'maxPods']] : []),
    ...(bottlerocket ? [['bottlerocket', 'settings', 'kubernetes', 'max-pods']] : []),
  ];
  for (const keys of places) {
    const node = path(group, ...keys);
    // eksctl takes maxPodsPerNode: 0 for "not set"; the kubelet makes another number of it.
    const isSet = keys.length > 1 || textOf(node) !== '0';
    if (!isMissing(node) && isSet) return { node, setting: keys.join('.') };
  }
  return undefined;
}

/** Zones or subnets; eksctl takes an empty list for none. */
function listFact(node: Node | undefined, place: Place): Fact<readonly Fact<string>[]> {
  const list = textListFact(node, place);
  return list.kind === 'known' && list.value.length === 0 ? absent : list;
}

/** A managed group has no such field. */
function localZones(group: MapNode, management: Management, place: Place): NodeGroup['localZones'] {
  return management === 'selfManaged' ? listFact(get(group, 'localZones'), place) : absent;
}

/**
 * With efaEnabled. Where the group names its zones, local zones or subnets, eksctl takes the first subnet of them; more than one zone or
 * subnet it refuses, but a zone may have several subnets, and local zones are not counted. Where it names none, it gets all subnets of
 * the cluster and a placement group of eksctl's, unless one is written, or, for a managed group, a capacity reservation.
 * Source: eksctl 99984adb, pkg/vpc/vpc.go:873-876; pkg/cfn/builder/nodegroup.go:415-453, 512-519, managed_launch_template.go:97-106;
 * pkg/apis/eksctl.io/v1alpha5/validation.go:882-886. EC2 user guide, placement-groups: a cluster placement group spans no zones.
 */
function nodesTogether(group: MapNode, management: Management, place: Place): NodeGroup['nodesTogether'] {
  if (knownValue(booleanFact(get(group, 'efaEnabled'), place)) !== true) return undefined;
  const placed = [
    'availabilityZones',
    'subnets',
    ...(management === 'selfManaged' ? ['localZones', 'outpostARN'] : []),
  ];
  if (placed.some((key) => listFact(get(group, key), place).kind !== 'absent')) return 'subnet';
  const own = ['placement', ...(management === 'managed' ? ['capacityReservation'] : [])];
  return own.some((key) => !isMissing(get(group, key))) || hasHiddenEntries(group) ? undefined : 'zone';
}

function taintKeys(taints: Node | undefined): readonly string[] {
  const fromList = items(taints).flatMap((taint) => textOf(getAnyCase(taint, 'key')) ?? []);
  return taints?.kind === 'map' ? entries(taints).map(({ key }) => key.text) : fromList;
}
