import { absent, type Fact, known, unknown } from '../../model/fact.js';
import type { NodeGroup } from '../../model/resource.js';
import type { Node } from '../../syntax/node.js';
import { bareGroup } from '../bare.js';
import { at, type Place, type Written } from '../place.js';
import { isMissing, textFact } from '../read.js';
import { type Launch, typesOf } from './launch.js';

/** An Auto Scaling group, in whatever language it is written. */
export interface ScalingGroupSource
  extends Pick<NodeGroup, 'at' | 'name' | 'minSize' | 'maxSize' | 'desiredCapacity' | 'subnetRefs' | 'openValue'> {
  readonly launch: Launch;
  /** What stands in the place of the launch template's type; undefined where nothing does, `hidden` where it is not seen. */
  readonly overrides: Overrides | 'hidden' | undefined;
  /** The group may say more than is seen. */
  readonly isHidden: boolean;
  readonly place: Place;
}

/** The overrides of a mixed group. */
export interface Overrides {
  /** Where they stand. */
  readonly written: Written;
  readonly all: readonly {
    readonly type: Node | undefined;
    /** How much an instance counts of the sizes, which then are no numbers of nodes. */
    readonly weight: Node | undefined;
    /** A launch template of its own. */
    readonly template: Node | undefined;
  }[];
}

/**
 * A group of nodes that join a cluster by themselves; undefined for an Auto Scaling group that starts something else, as its user data says, or some
 * of its nodes by another launch template.
 */
export function scalingGroup(source: ScalingGroupSource): NodeGroup | undefined {
  const { launch, overrides, isHidden, place, minSize, maxSize, desiredCapacity, ...written } = source;
  const all = overrides === undefined || overrides === 'hidden' ? [] : overrides.all;
  if (launch.family === 'unknown' || all.some(({ template }) => !isMissing(template))) return undefined;
  const countsNodes = overrides !== 'hidden' && all.every(({ weight }) => isMissing(weight));
  return {
    ...bareGroup,
    ...written,
    ...(countsNodes
      ? { minSize, maxSize, desiredCapacity }
      : { minSize: unknown(), maxSize: unknown(), desiredCapacity: unknown() }),
    management: 'selfManaged',
    amiFamily: launch.family,
    customAmi: launch.image.kind === 'absent' ? unknown() : launch.image,
    instanceTypes: overrides === undefined ? typesOf(launch) : overriddenTypes(overrides, place),
    maxPods: launch.maxPods,
    podsPerCore: launch.podsPerCore,
    labels: launch.labels,
    labelsPartlyHidden: launch.labelsHidden || isHidden,
    taintKeys: [],
    maxUnavailable: absent,
    maxUnavailablePercentage: absent,
  };
}

/** The types, where each override names one. */
function overriddenTypes(overrides: Overrides | 'hidden', place: Place): Fact<readonly Fact<string>[]> {
  if (overrides === 'hidden') return unknown();
  const types = overrides.all.map(({ type }) => textFact(type, place));
  const isSeen = types.length > 0 && types.every(({ kind }) => kind !== 'absent');
  return isSeen ? known(types, at(place, overrides.written)) : unknown();
}
