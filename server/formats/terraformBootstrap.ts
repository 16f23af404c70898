import { absent, type Fact, unknown } from '../model/fact.js';
import type { AmiFamily, Label, MaxPods } from '../model/resource.js';
import type { MapNode, ScalarNode } from '../syntax/node.js';
import { get } from '../syntax/read.js';
import { maxPodsLeftOpen } from './bare.js';
import { mentionsMaxPods } from './bootScript.js';
import { bootstrapOptions, maxPodsByFlag } from './bootstrapCall.js';
import { maxPodsInSettings } from './bottlerocketSettings.js';
import { reservedLabels } from './nodeConfigRefusals.js';
import type { Place } from './place.js';
import { isMissing } from './read.js';
import type { Refused } from './refused.js';

/** What `bootstrap_extra_args` says. */
export interface ExtraArguments {
  readonly maxPods: MaxPods;
  readonly podsPerCore: Fact<number>;
  readonly labels: readonly Label[];
  readonly labelsHidden: boolean;
  readonly refused: readonly Refused[];
}

/**
 * What a self-managed group of terraform-aws-modules/eks starts its nodes with by `bootstrap_extra_args`: options of bootstrap.sh on Amazon Linux 2,
 * settings on Bottlerocket. Undefined where another text or an AMI may change that. `others`: the keys that do.
 * Source: terraform-aws-eks bef29c4, modules/_user_data/main.tf and templates.
 */
export function extraArguments(
  map: MapNode,
  family: AmiFamily,
  others: readonly string[],
  place: Place,
): ExtraArguments | undefined {
  const args = get(map, 'bootstrap_extra_args');
  if (args?.kind !== 'scalar' || typeof args.value !== 'string') return undefined;
  if (others.some((key) => key !== 'bootstrap_extra_args' && maySetMaxPods(map, key))) return undefined;
  if (family === 'bottlerocket') return settingsOf(args, place);
  return family === 'al2' ? optionsOf(args, place) : undefined;
}

/** A script beside it that says nothing of max pods leaves them as they are. */
function maySetMaxPods(map: MapNode, key: string): boolean {
  const node = get(map, key);
  if (isMissing(node)) return false;
  return !/^(?:pre|post)_bootstrap_user_data$/.test(key) || node.kind !== 'scalar' || mentionsMaxPods(node.text);
}

function optionsOf(args: ScalarNode, place: Place): ExtraArguments | undefined {
  const call = bootstrapOptions(args, place);
  if (call === undefined) return undefined;
  const { maxPods, labels, labelsHidden, usesMaxPods } = call;
  const own = usesMaxPods ? maxPodsLeftOpen : ({ kind: 'unknown' } as const);
  return {
    maxPods: maxPods.kind === 'absent' ? own : maxPodsByFlag(maxPods),
    podsPerCore: /pods[-_]per[-_]core/.test(args.text) ? unknown() : absent,
    labels,
    labelsHidden,
    refused: reservedLabels(labels),
  };
}

function settingsOf(args: ScalarNode, place: Place): ExtraArguments {
  const { maxPods, refused } = maxPodsInSettings(args, place);
  return { maxPods: maxPods ?? { kind: 'unknown' }, refused, podsPerCore: absent, labels: [], labelsHidden: true };
}
