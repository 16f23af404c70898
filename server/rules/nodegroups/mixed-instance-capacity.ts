import { type Argument, list, type Message, message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import { type CniBasis, cniBasis, mayRunAnotherCni } from '../../model/cniBasis.js';
import { isComputedByEks } from '../../model/nodeGroup.js';
import type { NodeGroup } from '../../model/resource.js';
import {
  breaksSomeTypesOnly,
  capacityInForce,
  groupCapacity,
  type Overcommitment,
  overcommitment,
  type TypeCapacity,
} from '../../plan/capacity.js';
import { eksMaxPods, seenByEks } from '../../plan/maxPods.js';
import { type SettingsInForce, settingsInForce } from '../../plan/settings.js';
import type { Finding, Rule } from '../rule.js';
import { arithmetic, capacityFixes, explanation } from './overcommitment.js';

export const rule: Rule = {
  id: 'mixed-instance-capacity',
  severity: 'info',
  followsSettings: true,
  combines: true,
  advice: message('Give the group types of like size, or make a group of its own for the small ones'),
  silentWithout: ['nodeGroups'],
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
  const basis = cniBasis(cluster);
  yield {
    at: group.maxPods.at,
    severity: basis === 'seen' ? 'warning' : 'info',
    message: writtenText(
      {
        setting: group.maxPods.setting,
        maxPods: worst.maxPods,
        large: list(found.fitting.map(({ name }) => name)),
        small: worst.name,
        servable: worst.servable,
        calculation: arithmetic(group, worst),
      },
      { basis, fits: fitsInForce(group, found, cluster), assumesPrefixes: worst.assumesPrefixes },
    ),
    related: explanation(group, found, cluster),
    fixes: () => capacityFixes(group, found, cluster),
  };
}

/** Whether the large types can serve the number as it is, and not at best only. */
function fitsInForce(group: NodeGroup, { over: [worst], fitting }: Overcommitment, cluster: Cluster): boolean {
  const inForce = capacityInForce(group, cluster) ?? [];
  return fitting.every(({ name }) => inForce.some((type) => type.name === name && type.servable >= worst.maxPods));
}

/** What is in force is said as it is, the best case as what it is. */
function writtenText(
  numbers: Readonly<Record<string, Argument>>,
  {
    basis,
    fits,
    assumesPrefixes,
  }: { readonly basis: CniBasis; readonly fits: boolean; readonly assumesPrefixes: boolean },
): Message {
  if (basis === 'shipped') {
    return message(
      'With the VPC CNI as eksctl installs it {setting} {maxPods} fits {large}, but {small} serves {servable}: {calculation}',
      numbers,
    );
  }
  if (!fits) {
    return message(
      '{setting} {maxPods} fits {large} if prefix delegation is on, but {small} can serve {servable} even then: {calculation}',
      numbers,
    );
  }
  return assumesPrefixes
    ? message(
        '{setting} {maxPods} fits {large}, but {small} can serve {servable} even with prefix delegation: {calculation}',
        numbers,
      )
    : message('{setting} {maxPods} fits {large}, but {small} can serve {servable}: {calculation}', numbers);
}

/** EKS computes one number for all types: the smallest governs. */
function* checkComputed(group: NodeGroup, cluster: Cluster): Iterable<Finding> {
  const types = group.amiFamily === 'windows' ? undefined : groupCapacity(group, cluster);
  if (types === undefined || mayRunAnotherCni(cluster)) return;
  const settings = settingsInForce(cluster);
  const [first, ...others] = computedByEks(types, settings);
  const last = others.at(-1);
  if (first === undefined || last === undefined || first.pods === last.pods) return;
  yield {
    at: first.at,
    message: computedText({ smallest: first.name, low: first.pods, largest: last.name, high: last.pods }, settings),
    related: others.map(({ at, name, pods }) => ({
      at,
      message: message('{name} alone would get {pods}', { name, pods }),
    })),
  };
}

/** EKS computes by what runs; what is not seen of that is the condition. */
function computedText(numbers: Readonly<Record<string, Argument>>, { basis, variables }: SettingsInForce): Message {
  const text = message(
    'EKS gives every node of a group the max pods of its smallest instance type, {smallest} with {low}; {largest} alone would get {high}',
    numbers,
  );
  if (basis === 'shipped') return message('With the VPC CNI as eksctl installs it, {text}', { text });
  if (basis !== 'seen') return message('With the shipped settings of the VPC CNI, {text}', { text });
  return variables.get('ENABLE_PREFIX_DELEGATION')?.standing === 'unseen'
    ? message('Without prefix delegation, which is not visible here, {text}', { text })
    : text;
}

interface ComputedMaxPods extends TypeCapacity {
  readonly pods: number;
}

/** What EKS computes for each type, smallest first. */
function computedByEks(types: readonly TypeCapacity[], settings: SettingsInForce): readonly ComputedMaxPods[] {
  const seen = seenByEks(settings);
  return types
    .flatMap((type) => {
      const computed = eksMaxPods([type], seen, settings.version);
      return computed ? [{ ...type, pods: computed.pods }] : [];
    })
    .sort((a, b) => a.pods - b.pods);
}
