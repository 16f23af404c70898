import { absent, type Fact, known, unknown } from '../model/fact.js';
import type { AmiFamily, NodeGroup } from '../model/resource.js';
import type { MapNode, Node } from '../syntax/node.js';
import { get, items, textOf } from '../syntax/read.js';
import { bareGroup } from './bare.js';
import { at, type Place } from './place.js';
import { hasHiddenEntries, integerFact, isMissing, labels, textFact, textListFact } from './read.js';

/** A managed node group as the API of EKS has it, under the keys of a tool that passes it on. */
export interface ManagedGroupSource {
  /** What stands for the group, and may have more keys than are seen. */
  readonly body: MapNode;
  readonly name: Fact<string>;
  readonly instanceTypes: Fact<readonly Fact<string>[]>;
  readonly amiType: Node | undefined;
  readonly launchTemplate: Node | undefined;
  readonly subnets: Node | undefined;
  /** A map with `minSize`, `maxSize` and `desiredSize`. */
  readonly scaling: Node | undefined;
  readonly labels: Node | undefined;
  /** A list of maps with a `key`. */
  readonly taints: Node | undefined;
  /** A map with `maxUnavailable` and `maxUnavailablePercentage`. */
  readonly update: Node | undefined;
  readonly place: Place;
}

/** The group: without a launch template EKS computes max pods, and no field of the API is for another number. */
export function managedGroup(source: ManagedGroupSource): NodeGroup {
  const { body, instanceTypes, scaling, update, place } = source;
  const isHidden = hasHiddenEntries(body);
  const hasTemplate = !isMissing(source.launchTemplate);
  const isNone =
    instanceTypes.kind === 'absent' || (instanceTypes.kind === 'known' && instanceTypes.value.length === 0);
  const seen = (fact: Fact<number>): Fact<number> => (fact.kind === 'absent' && isHidden ? unknown() : fact);
  const subnetRefs = textListFact(source.subnets, place);
  return {
    ...bareGroup,
    at: at(place, body),
    name: source.name,
    management: 'managed',
    amiFamily: familyOfAmiType(textFact(source.amiType, place)),
    customAmi: hasTemplate || isHidden ? unknown() : absent,
    launchTemplate: hasTemplate ? known('given' as const, at(place, body)) : absent,
    instanceTypes: isNone ? unknown() : instanceTypes,
    maxPods: hasTemplate || isHidden ? { kind: 'unknown' } : { kind: 'computed', setting: undefined, block: undefined },
    podsPerCore: hasTemplate || isHidden ? unknown() : absent,
    minSize: seen(integerFact(get(scaling, 'minSize'), place)),
    maxSize: seen(integerFact(get(scaling, 'maxSize'), place)),
    desiredCapacity: seen(integerFact(get(scaling, 'desiredSize'), place)),
    subnetRefs: subnetRefs.kind === 'absent' ? unknown() : subnetRefs,
    labels: labels(source.labels, place),
    labelsPartlyHidden: isHidden || hasHiddenEntries(source.labels),
    taintKeys: items(source.taints).flatMap((taint) => textOf(get(taint, 'key')) ?? []),
    maxUnavailable: seen(integerFact(get(update, 'maxUnavailable'), place)),
    maxUnavailablePercentage: seen(integerFact(get(update, 'maxUnavailablePercentage'), place)),
  };
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
