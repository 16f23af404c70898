import { list, message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import { versionOf } from '../../model/env.js';
import { isComputedByEks } from '../../model/nodeGroup.js';
import type { NodeGroup } from '../../model/resource.js';
import { breaksSomeTypesOnly, groupCapacity, overcommitment, type TypeCapacity } from '../../plan/capacity.js';
import { eksMaxPods } from '../../plan/nodes.js';
import { bestCaseSettings } from '../../plan/settings.js';
import type { Finding, Rule } from '../rule.js';
import { arithmetic, capacityFixes, explanation } from './overcommitment.js';

export const rule: Rule = {
  id: 'mixed-instance-capacity',
  severity: 'info',
  advice: message('Give the group types of like size, or make a group of its own for the small ones'),
  *check(cluster) {
    for (const group of cluster.nodeGroups) {
      if (group.maxPods.kind === 'set') yield* checkWritten(group, cluster);
      else if (group.maxPods.kind === 'computed' && isComputedByEks(group)) yield* checkComputed(group, cluster);
    }
  },
};

/** One number for types of which only the large ones can serve it. */
function* checkWritten(group: NodeGroup, cluster: Cluster): Iterable<Finding> {
  const found = overcommitment(group, cluster);
  if (found === undefined || group.maxPods.kind !== 'set' || !breaksSomeTypesOnly(group, found)) return;
  const [worst] = found.over;
  yield {
    at: group.maxPods.at,
    severity: 'warning',
    message: message('{setting} {maxPods} fits {large}, but {small} can serve {servable}: {calculation}', {
      setting: group.maxPods.setting,
      maxPods: worst.maxPods,
      large: list(found.fitting.map(({ name }) => name)),
      small: worst.name,
      servable: worst.servable,
      calculation: arithmetic(group, worst),
    }),
    related: explanation(group, found, cluster),
    fixes: () => capacityFixes(group, found, cluster),
  };
}

/** EKS computes one number for all types: the smallest governs. */
function* checkComputed(group: NodeGroup, cluster: Cluster): Iterable<Finding> {
  const types = group.amiFamily === 'windows' ? undefined : groupCapacity(group, cluster);
  const [first, ...others] = types === undefined ? [] : computedByEks(types, cluster);
  const last = others.at(-1);
  if (first === undefined || last === undefined || first.pods === last.pods) return;
  yield {
    at: first.at,
    message: message(
      'EKS gives every node of a group the max pods of its smallest instance type, {smallest} with {low}; {largest} alone would get {high}',
      { smallest: first.name, low: first.pods, largest: last.name, high: last.pods },
    ),
    related: others.map(({ at, name, pods }) => ({
      at,
      message: message('{name} alone would get {pods}', { name, pods }),
    })),
  };
}

interface ComputedMaxPods extends TypeCapacity {
  readonly pods: number;
}

/** What EKS computes for each type, smallest first; nothing where that depends on prefix delegation, which cannot be seen. */
function computedByEks(types: readonly TypeCapacity[], cluster: Cluster): readonly ComputedMaxPods[] {
  const settings = bestCaseSettings(cluster);
  if (settings === undefined) return [];
  const { prefixDelegation, assumesPrefixes } = settings;
  const compute = (usesPrefixes: boolean): readonly ComputedMaxPods[] =>
    types
      .flatMap((type) => {
        const computed = eksMaxPods([type], { ...settings, prefixDelegation: usesPrefixes }, versionOf(cluster));
        return computed ? [{ ...type, pods: computed.pods }] : [];
      })
      .sort((a, b) => a.pods - b.pods);
  const best = compute(prefixDelegation);
  if (!assumesPrefixes) return best;
  const plain = compute(false);
  return plain[0]?.name === best[0]?.name && plain[0]?.pods !== plain.at(-1)?.pods ? best : [];
}
