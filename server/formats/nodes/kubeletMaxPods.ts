import { message } from '../../messages/message.js';
import type { Launcher, MaxPods } from '../../model/resource.js';
import type { MapNode, Node } from '../../syntax/node.js';
import { entryOf, get } from '../../syntax/read.js';
import { at, type Place } from '../place.js';
import { hasHiddenEntries, integerFact } from '../read.js';
import { type Refused, refusedBy } from '../refused.js';
import { inQuotes, plainInteger, unquoting } from '../writtenScalar.js';

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

/**
 * Fields of a map that want an integer and have its digits as a text, which the type takes for none. An expression is left to the feature gate that Karpenter
 * has for it since 7695b3c49, which is in no release yet, and a text in Terraform to its provider, which makes a number of it. Source: EC2NodeClass of
 * karpenter-provider-aws v1.9.2 to v1.14.1 (int32);
 * kops 268927e2, pkg/apis/kops/v1alpha2, componentconfig.go and instancegroup.go; terraform-provider-kubernetes, manifest/morph.
 */
export function textsForIntegers(
  holder: Node | undefined,
  fields: readonly string[],
  tool: Launcher,
  place: Place,
): readonly Refused[] {
  if (/\.(?:tf|tofu)(?:\.json)?$/i.test(place.uri)) return [];
  return fields.flatMap((name) => {
    const { value, alias } = entryOf(holder, name) ?? {};
    const isText = value?.kind === 'scalar' && value.readAs.type === 'string' && plainInteger.test(value.text);
    if (!isText || alias !== undefined) return [];
    const text = message('{tool} refuses {name} {value}: it must be an integer', {
      tool,
      name,
      value: inQuotes(value),
    });
    const fixes = unquoting(value, plainInteger, place);
    return [refusedBy(tool)('invalid-structure', at(place, value), text, { fixes })];
  });
}
