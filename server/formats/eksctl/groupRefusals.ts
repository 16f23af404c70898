import { message } from '../../messages/message.js';
import type { Change } from '../../model/change.js';
import { knownValue } from '../../model/fact.js';
import { nameOfGroup } from '../../model/nodeGroup.js';
import type { NodeGroup } from '../../model/resource.js';
import type { MapNode } from '../../syntax/node.js';
import { entryOf, get, items, textOf } from '../../syntax/read.js';
import type { Location } from '../../text/span.js';
import { largestInt32 } from '../nodes/kubeletFlags.js';
import { wrongNumberOfPods } from '../nodes/nodeConfigRefusals.js';
import { at, type Place } from '../place.js';
import { filledTextFact, hasHiddenEntries, integerFact, isMissing, isOpen, textListFact } from '../read.js';
import type { Refused } from '../refused.js';
import { nameless } from './addonRefusals.js';
import { familyRefusals, isFamily } from './families.js';
import { groupRows } from './groupRows.js';
import { labelRefusals, taintRefusals } from './labels.js';
import { maxPodsRefusals } from './maxPods.js';
import { overrideRefusals } from './override.js';
import { suspendableProcesses } from './release.js';
import { oneOf } from './rowKinds.js';
import { type AroundGroups, booleanOf, isFilled, refusal, refusedByEksctl, rowRefusals, type Subject } from './rows.js';
import { sizeRefusals } from './sizes.js';

/** The rule that says what eksctl refuses of a group, where no other one does. */
export const groupRule = 'group-rejected-by-eksctl';

/** What eksctl refuses of a field of a group, or reads and gives to nobody, whatever else a template may add. */
export function groupFieldRefusals(map: MapNode, group: NodeGroup, place: Place): readonly Refused[] {
  const subject = { map, place, rule: groupRule, name: nameOfGroup(group), traits: new Set<string>() };
  return [
    ...maxPodsRefusals(map, group, place),
    ...kubeletRefusal(map, group, place),
    ...(group.management === 'selfManaged' ? kubeletTypes(map, place) : []),
    ...labelRefusals(subject, group),
    ...taintRefusals(subject, group.management),
  ];
}

/** What eksctl refuses of a group as a whole. */
export function groupRefusals(map: MapNode, group: NodeGroup, around: AroundGroups, place: Place): readonly Refused[] {
  const name = nameOfGroup(group);
  const subject: Subject = { map, place, rule: groupRule, name, traits: traitsOf(map, group, around, place) };
  return [
    ...rowRefusals(groupRows, subject),
    ...nameRefusals(subject),
    ...privateRefusal(subject, around),
    ...zoneRefusals(subject, group, around),
    ...subnetRefusals(subject, group, around),
    ...familyRefusals(subject, group, around),
    ...sizeRefusals(subject, group),
    ...typeRefusals(subject),
    ...overrideRefusals(subject, group),
  ];
}

/** `al2023` also where no family is written, but for self-managed groups: there eksctl takes its default after most checks. */
function traitsOf(
  map: MapNode,
  group: NodeGroup,
  { isWithoutDockerd }: AroundGroups,
  place: Place,
): ReadonlySet<string> {
  const { management, amiFamily } = group;
  const written = filledTextFact(get(map, 'amiFamily'), place);
  const isKnown = written.kind === 'known' && isFamily(written.value);
  const isDefault = written.kind === 'absent';
  const family = isDefault && management === 'selfManaged' ? 'noFamily' : amiFamily;
  return new Set([
    management,
    ...(isDefault || isKnown ? [family] : []),
    ...(isWithoutDockerd ? ['withoutDockerd'] : []),
  ]);
}

/**
 * eksctl hands `kubeletExtraConfig` on as it is. Source: Kubernetes 1.34, staging/src/k8s.io/kubelet/config/v1beta1/types.go (int32);
 * pkg/kubelet/apis/config/validation/validation.go, which takes no negative ones.
 */
function kubeletTypes(map: MapNode, place: Place): readonly Refused[] {
  const config = get(map, 'kubeletExtraConfig');
  return ['maxPods', 'podsPerCore'].flatMap((name) => {
    const node = get(config, name);
    if (isMissing(node) || isOpen(node, place)) return [];
    const number = integerFact(node, place);
    if (number.kind === 'known' && 0 <= number.value && number.value <= largestInt32) return [];
    if (node.kind === 'scalar') {
      const { text, fixes } = wrongNumberOfPods(name, node, place);
      return [refusedByEksctl('invalid-structure', at(place, node), text, { fixes })];
    }
    const text = message('{name} must be {expected}', { name, expected: message('an integer') });
    return [refusedByEksctl('invalid-structure', at(place, node), text)];
  });
}

/** `kubeletExtraConfig` on a managed group, which has no such field. */
function kubeletRefusal(map: MapNode, group: NodeGroup, place: Place): readonly Refused[] {
  const entry = entryOf(map, 'kubeletExtraConfig');
  if (group.management !== 'managed' || entry === undefined) return [];
  const text = message(
    'eksctl refuses kubeletExtraConfig on {group}: managed groups have no such field, and EKS configures their kubelet',
    { group: nameOfGroup(group) },
  );
  return [refusedByEksctl('kubelet-extra-config-on-managed', at(place, entry.key), text)];
}

/** Source: validation.go:1054-1069, which eksctl asks for nodeGroups only. */
function nameRefusals(subject: Subject): readonly Refused[] {
  const { map, place, rule, traits } = subject;
  const node = get(map, 'name');
  const written = filledTextFact(node, place);
  if (written.kind === 'absent') {
    // `- name:` and nothing else is half typed.
    if (hasHiddenEntries(map) || (node !== undefined && map.entries.length === 1)) return [];
    return [nameless(rule, map, node, message('eksctl refuses a node group without a name'), place)];
  }
  if (written.kind !== 'known' || !traits.has('selfManaged') || !/[^a-zA-Z\d-]/.test(written.value)) return [];
  const why = message('it takes letters, digits and hyphens, and begins with a letter');
  return [refusal(subject, { at: written.at, field: 'name', why, value: written.value })];
}

/** Source: validation.go:264-266. */
function privateRefusal({ map, place, rule, name }: Subject, { isFullyPrivate }: AroundGroups): readonly Refused[] {
  const entry = entryOf(map, 'privateNetworking');
  const isOff = isMissing(entry?.value) ? !hasHiddenEntries(map) : booleanOf(entry?.value) === false;
  if (!isFullyPrivate || !isOff) return [];
  const text = message('eksctl refuses {group} in a fully private cluster: it needs privateNetworking: true', {
    group: name ?? '',
  });
  const here = at(place, entry?.key ?? get(map, 'name') ?? map);
  const title = message('Set privateNetworking to true');
  const fixes = isMissing(entry?.value)
    ? []
    : [{ title, level: 'suggested', changes: [replacing(at(place, entry.value), 'true')] } as const];
  return [refusedByEksctl(rule, here, text, { fixes })];
}

/**
 * Zones of a group in which the cluster has no subnets: eksctl finds out when it makes the group. Source: pkg/vpc/vpc.go:783-858, 883-912, which
 * looks at localZones first.
 */
function zoneRefusals(
  subject: Subject,
  { availabilityZones, localZones, privateNetworking }: NodeGroup,
  { subnets }: AroundGroups,
): readonly Refused[] {
  if (availabilityZones.kind !== 'known' || localZones.kind !== 'absent' || privateNetworking.kind === 'unknown')
    return [];
  const access = knownValue(privateNetworking) === true ? 'private' : 'public';
  const { zones } = subnets[access];
  if (zones === undefined) return [];
  return availabilityZones.value.flatMap((zone): readonly Refused[] => {
    if (zone.kind !== 'known' || zones.has(zone.value)) return [];
    const why =
      access === 'private'
        ? message('the cluster has no private subnet in that zone')
        : message('the cluster has no public subnet in that zone');
    const advice = message('Take zones of the cluster, or give it subnets in this one');
    const field = 'availabilityZones';
    return [
      refusal(subject, { at: zone.at, field, value: zone.value, why, advice, isLate: true, severity: 'warning' }),
    ];
  });
}

/** Private subnets of a group whose nodes are to have public addresses. Source: pkg/vpc/vpc.go:955-962. */
function subnetRefusals(
  subject: Subject,
  { subnetRefs, privateNetworking }: NodeGroup,
  { subnets }: AroundGroups,
): readonly Refused[] {
  const isPublic = privateNetworking.kind === 'absent' || knownValue(privateNetworking) === false;
  const [inner, outer] = [subnets.private.names, subnets.public.names];
  if (!isPublic || subnetRefs.kind !== 'known' || inner === undefined || outer === undefined) return [];
  return subnetRefs.value.flatMap((ref): readonly Refused[] => {
    if (ref.kind !== 'known' || outer.has(ref.value) || !inner.has(ref.value)) return [];
    const why = message('it is a private subnet, which a group takes with privateNetworking: true only');
    const fields = { at: ref.at, field: 'subnets', value: ref.value };
    return [refusal(subject, { ...fields, why, isLate: true, severity: 'warning' })];
  });
}

function replacing(here: Location, value: string): Change {
  return { kind: 'replaceValue', at: here, value, asString: false };
}

/** Types of a mixed group, CPU credits and suspended processes. Source: validation.go:1609-1705. */
function typeRefusals(subject: Subject): readonly Refused[] {
  if (!subject.traits.has('selfManaged')) return [];
  return [...tooManyTypes(subject), ...creditRefusals(subject), ...processRefusals(subject)];
}

const mostTypes = 20;

function tooManyTypes(subject: Subject): readonly Refused[] {
  const { map, place } = subject;
  const distribution = get(map, 'instancesDistribution');
  const entry = entryOf(distribution, 'instanceTypes');
  const types = textListFact(entry?.value, place);
  if (entry === undefined || types.kind !== 'known' || isFilled(get(map, 'instanceSelector'))) return [];
  const different = new Set(types.value.map((type) => knownValue(type) ?? ''));
  if (different.size <= mostTypes || different.has('')) return [];
  const why = message('it takes {most} types at most, and there are {count}', {
    most: mostTypes,
    count: different.size,
  });
  return [refusal(subject, { at: at(place, entry.key), field: 'instanceTypes', why })];
}

function creditRefusals(subject: Subject): readonly Refused[] {
  const { map, place } = subject;
  const entry = entryOf(map, 'cpuCredits');
  const value = textOf(entry?.value);
  if (entry === undefined || value === undefined || isOpen(entry.value, place) || hasHiddenEntries(map)) return [];
  const distribution = get(map, 'instancesDistribution');
  const list = isMissing(distribution) ? [get(map, 'instanceType')] : items(get(distribution, 'instanceTypes'));
  if (list.some((type) => type !== undefined && isOpen(type, place)) || isFilled(get(map, 'instanceSelector')))
    return [];
  if (!list.some((type) => textOf(type)?.startsWith('t'))) {
    const why = message('it is for types that begin with t, such as t3.large, and the group has none');
    return [refusal(subject, { at: at(place, entry.key), field: 'cpuCredits', why })];
  }
  if (/^(?:unlimited|standard)$/i.test(value)) return [];
  const why = oneOf(['standard', 'unlimited']);
  return [refusal(subject, { at: at(place, entry.value), field: 'cpuCredits', why, value })];
}

function processRefusals(subject: Subject): readonly Refused[] {
  const { map, place } = subject;
  return items(get(map, 'asgSuspendProcesses')).flatMap((item) => {
    const value = textOf(item);
    if (value === undefined || isOpen(item, place) || suspendableProcesses.includes(value)) return [];
    const why = oneOf(suspendableProcesses);
    return [refusal(subject, { at: at(place, item), field: 'asgSuspendProcesses', why, value })];
  });
}
