import { absent, type Fact, known, unknown } from '../../model/fact.js';
import type { AmiFamily, NodeGroup } from '../../model/resource.js';
import type { MapNode, Node } from '../../syntax/node.js';
import { get } from '../../syntax/read.js';
import { bareGroup, maxPodsLeftOpen } from '../bare.js';
import { at, type Place } from '../place.js';
import { hasHiddenEntries, integerFact, isMissing, labels, taintKeys, textFact, textListFact } from '../read.js';

/** A managed node group as the API of EKS has it, under the keys of a tool that passes it on. */
export interface ManagedGroupSource extends GroupNumbers {
  /** What stands for the group, and may have more keys than are seen. */
  readonly body: MapNode;
  readonly name: Fact<string>;
  readonly instanceTypes: Fact<readonly Fact<string>[]>;
  readonly amiType: Node | undefined;
  readonly launchTemplate: Node | undefined;
  readonly subnets: Node | undefined;
  readonly labels: Node | undefined;
  /** Maps with a `key`. */
  readonly taints: readonly Node[];
  readonly place: Place;
}

interface GroupNumbers {
  readonly minSize: Node | undefined;
  readonly maxSize: Node | undefined;
  readonly desiredSize: Node | undefined;
  readonly maxUnavailable: Node | undefined;
  readonly maxUnavailablePercentage: Node | undefined;
}

/** The numbers in `scalingConfig` and `updateConfig`, under the API's own keys. */
export function groupNumbers(scaling: Node | undefined, update: Node | undefined): GroupNumbers {
  return {
    minSize: get(scaling, 'minSize'),
    maxSize: get(scaling, 'maxSize'),
    desiredSize: get(scaling, 'desiredSize'),
    maxUnavailable: get(update, 'maxUnavailable'),
    maxUnavailablePercentage: get(update, 'maxUnavailablePercentage'),
  };
}

/** The group: without a launch template EKS computes max pods, and no field of the API is for another number. */
export function managedGroup(source: ManagedGroupSource): NodeGroup {
  const { body, launchTemplate, place } = source;
  const isHidden = hasHiddenEntries(body);
  const hasTemplate = !isMissing(launchTemplate);
  const number = (node: Node | undefined): Fact<number> => {
    const fact = integerFact(node, place);
    return fact.kind === 'absent' && isHidden ? unknown() : fact;
  };
  const subnetRefs = textListFact(source.subnets, place);
  return {
    ...bareGroup,
    at: at(place, body),
    name: source.name,
    management: 'managed',
    amiFamily: familyOfAmiType(textFact(source.amiType, place)),
    customAmi: hasTemplate || isHidden ? unknown() : absent,
    launchTemplate: isMissing(launchTemplate) ? absent : known('given', at(place, launchTemplate)),
    instanceTypes: chosenTypes(source.instanceTypes),
    maxPods: hasTemplate || isHidden ? { kind: 'unknown' } : maxPodsLeftOpen,
    podsPerCore: hasTemplate || isHidden ? unknown() : absent,
    minSize: number(source.minSize),
    maxSize: number(source.maxSize),
    desiredCapacity: number(source.desiredSize),
    subnetRefs: subnetRefs.kind === 'absent' ? unknown() : subnetRefs,
    labels: labels(source.labels, place),
    labelsPartlyHidden: isHidden || hasHiddenEntries(source.labels),
    taintKeys: taintKeys(source.taints),
    maxUnavailable: number(source.maxUnavailable),
    maxUnavailablePercentage: number(source.maxUnavailablePercentage),
  };
}

/** Where none are written EKS chooses, or what is out of sight. */
export function chosenTypes(types: NodeGroup['instanceTypes']): NodeGroup['instanceTypes'] {
  const isNone = types.kind === 'absent' || (types.kind === 'known' && types.value.length === 0);
  return isNone ? unknown() : types;
}

/** The family an AMI type names. EKS chooses one by the version of Kubernetes where none is written. */
export function familyOfAmiType(type: Fact<string>): AmiFamily {
  if (type.kind !== 'known') return 'unknown';
  const families = [
    ['AL2023_', 'al2023'],
    ['AL2_', 'al2'],
    ['BOTTLEROCKET_', 'bottlerocket'],
    ['WINDOWS_', 'windows'],
  ] as const;
  return families.find(([start]) => type.value.startsWith(start))?.[1] ?? 'unknown';
}
