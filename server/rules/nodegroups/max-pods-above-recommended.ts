import { recommendedCap } from '../../ipam/maxPods.js';
import { message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import type { Fix } from '../../model/fix.js';
import { groupTypes, isServedByAnotherCni } from '../../model/groupTypes.js';
import type { NodeGroup } from '../../model/resource.js';
import { overcommitment } from '../../plan/capacity.js';
import { eachGroup } from '../each.js';
import type { Finding, Rule } from '../rule.js';
import { setMaxPods } from './overcommitment.js';

export const rule: Rule = {
  id: 'max-pods-above-recommended',
  severity: 'info',
  advice: message('Lower max pods, or test that a node runs so many'),
  needsAll: true,
  silentWithout: ['nodeGroups'],
  check: eachGroup(checkGroup),
};

function* checkGroup(group: NodeGroup, cluster: Cluster): Iterable<Finding> {
  const { maxPods } = group;
  if (maxPods.kind !== 'set' || isServedByAnotherCni(group, cluster)) return;
  // More than the CNI can serve is the worse fault, and a finding of its own.
  if (overcommitment(group, cluster) !== undefined) return;
  // Without the number of vCPUs nobody knows which of the two caps it is.
  const types = (groupTypes(group, cluster) ?? []).filter(({ limits }) => limits.vcpus !== undefined);
  const caps = types.map((type) => ({ ...type, cap: recommendedCap(type.limits).pods }));
  const [first, ...others] = caps;
  if (first === undefined) return;
  const least = others.reduce((smallest, type) => (type.cap < smallest.cap ? type : smallest), first);
  if (maxPods.value <= least.cap) return;
  yield {
    at: maxPods.at,
    message: message('{setting} {maxPods} is above the {cap} pods EKS recommends for {name} with {vcpus} vCPUs', {
      setting: maxPods.setting,
      maxPods: maxPods.value,
      cap: least.cap,
      name: least.name,
      vcpus: least.limits.vcpus ?? 0,
    }),
    fixes: () => lowerMaxPods(group, maxPods.setting, least),
  };
}

function lowerMaxPods(
  group: NodeGroup,
  setting: string,
  { name, cap: pods }: { readonly name: string; readonly cap: number },
): readonly Fix[] {
  const change = setMaxPods(group, pods);
  if (change === undefined) return [];
  const title = message('Set {setting} to {pods}, the most EKS recommends for {name}', { setting, pods, name });
  return [{ title, level: 'suggested', changes: [change] }];
}
