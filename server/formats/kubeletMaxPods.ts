import type { Launcher, MaxPods } from '../model/resource.js';
import type { MapNode } from '../syntax/node.js';
import { get } from '../syntax/read.js';
import { at, type Place } from './place.js';
import { hasHiddenEntries, integerFact } from './read.js';

/**
 * Max pods as `kubelet.maxPods` of a spec says it, else what the launcher works out. What is no number, such as an expression, which Karpenter
 * has a feature gate for, is unknown; so is a spec with entries that are not seen.
 */
export function maxPodsOfKubelet(spec: MapNode, by: Launcher, place: Place): MaxPods {
  const kubelet = get(spec, 'kubelet');
  if (hasHiddenEntries(spec) || hasHiddenEntries(kubelet)) return { kind: 'unknown' };
  const written = integerFact(get(kubelet, 'maxPods'), place);
  const setting = 'maxPods';
  if (written.kind === 'unknown') return { kind: 'unknown' };
  if (written.kind === 'known') return { kind: 'set', value: written.value, setting, digits: 'all', at: written.at };
  const byLauncher = { kind: 'computed', setting, by } as const;
  return kubelet?.kind === 'map'
    ? { ...byLauncher, block: at(place, kubelet) }
    : { ...byLauncher, block: at(place, spec), within: 'kubelet' };
}
