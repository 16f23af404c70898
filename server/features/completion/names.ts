import { message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import {
  choosesByZone,
  choosingRole,
  defaultKey,
  eniConfigsByName,
  externalLabel,
  isZoneKey,
  selectionKeys,
} from '../../model/eniConfigChoice.js';
import { knownValue } from '../../model/fact.js';
import { limitsOf } from '../../model/groupTypes.js';
import { instanceTypeNames } from '../../model/instanceTypes.js';
import type { NodeGroup } from '../../model/resource.js';
import { groupZones, zoneLabels } from '../../model/zones.js';
import { kindsOfGroup } from '../../plan/nodes.js';
import { settingsInForce } from '../../plan/settings.js';
import { memoizedByName } from '../../text/memo.js';
import { podsText } from '../podsText.js';
import type { Subject } from '../subject.js';
import type { Proposal } from './proposal.js';
import { placeholder } from './trial.js';

/** More types than anybody reads; typing makes them fewer. */
const mostTypes = 200;

/** Instance types that hold what is typed, those of the group's own kind first, with their max pods. */
export function instanceTypeProposals(
  group: NodeGroup,
  cluster: Cluster,
  typed: string,
): { readonly proposals: readonly Proposal[]; readonly isIncomplete: boolean } {
  const settings = settingsInForce(cluster);
  const lower = typed.toLowerCase();
  const own = Object.keys(cluster.facts.instanceTypes);
  const listed = new Set(writtenTypes(group));
  const matching = [...new Set([...own, ...instanceTypeNames()])].filter(
    (name) => name.startsWith(lower) && !listed.has(name),
  );
  const shown = matching.toSorted(byUse(cluster)).slice(0, mostTypes);
  const proposals = shown.flatMap((type, rank): readonly Proposal[] => {
    const limits = limitsOf(type, cluster);
    if (limits === undefined) return [];
    const at = group.at;
    const plain: NodeGroup = {
      ...group,
      instanceTypes: { kind: 'known', value: [{ kind: 'known', value: type, at }], at },
    };
    const [kind] = kindsOfGroup(plain, cluster, settings);
    const text = { enis: limits.enis, addresses: limits.ipv4PerEni };
    const detail = kind?.maxPods
      ? message('{pods} · {enis} ENIs × {addresses} addresses', { ...text, pods: podsText([kind]) })
      : message('{enis} ENIs × {addresses} addresses', text);
    return [{ label: type, kind: 'type', detail, text: type, rank }];
  });
  return { proposals, isIncomplete: matching.length > shown.length };
}

/** By family: those that the cluster has already, then those for any work, the latest generation first. In a family by vCPUs. */
function byUse(cluster: Cluster): (a: string, b: string) => number {
  const used = new Set(cluster.nodeGroups.flatMap(writtenTypes).map(familyOf));
  const ranks = memoizedByName((family: string): readonly number[] => [used.has(family) ? 0 : 1, ...ranksOf(family)]);
  return (a, b) => {
    const [left, right] = [familyOf(a), familyOf(b)];
    if (left !== right) return firstDifference(ranks(left), ranks(right)) || (left < right ? -1 : 1);
    return (limitsOf(a, cluster)?.vcpus ?? 0) - (limitsOf(b, cluster)?.vcpus ?? 0) || (a < b ? -1 : 1);
  };
}

/** The types of a group that are known, also where another one is half typed. */
function writtenTypes({ instanceTypes }: NodeGroup): readonly string[] {
  return instanceTypes.kind === 'known' ? instanceTypes.value.flatMap((type) => knownValue(type) ?? []) : [];
}

function familyOf(type: string): string {
  return type.slice(0, type.indexOf('.'));
}

/** `m5a` is of the series m, of the generation 5, and has no other equipment than its processor. */
function ranksOf(family: string): readonly number[] {
  const [, series = '', generation = '0'] = /^([a-z]+)(\d+)/.exec(family) ?? [];
  return [/^[mcrt]\d+[agi]?$/.test(family) ? 0 : 1, -Number(generation), 'mcrt'.indexOf(series)];
}

function firstDifference(a: readonly number[], b: readonly number[]): number {
  return a.map((rank, index) => rank - (b[index] ?? 0)).find((each) => each !== 0) ?? 0;
}

/** ENIConfigs where a label or annotation chooses one, and zones where it holds one. */
export function labelValueProposals(
  { label, annotation }: Extract<Subject, { readonly kind: 'label' }>,
  cluster: Cluster,
): readonly Proposal[] {
  const key = label.key.value;
  if (!annotation && isZoneKey(key)) return zoneProposals(cluster);
  if (choosingRole(key, annotation, selectionKeys(cluster)) === undefined) return [];
  const names = [...new Set(cluster.eniConfigs.flatMap(({ name }) => knownValue(name) ?? []))].filter(isReal);
  return names.map((name, rank) => {
    const config = eniConfigsByName(cluster).get(name);
    const subnet = config && knownValue(config.subnetId);
    return {
      label: name,
      kind: 'reference',
      detail: subnet === undefined ? message('ENIConfig') : message('ENIConfig in {subnet}', { subnet }),
      text: name,
      rank,
    };
  });
}

/** Keys of labels that decide about pod networking, as far as they are not there yet. */
export function labelKeyProposals(
  { of, annotation }: Extract<Subject, { readonly kind: 'label' }>,
  cluster: Cluster,
): readonly Proposal[] {
  const keys = selectionKeys(cluster);
  const present = annotation && of.kind === 'node' ? of.annotations : of.labels;
  const known = annotation
    ? [{ key: keys.annotation ?? defaultKey, detail: message('chooses the ENIConfig') }]
    : [
        { key: keys.label ?? defaultKey, detail: message('chooses the ENIConfig') },
        { key: externalLabel, detail: message('chooses the ENIConfig before any other key') },
        { key: zoneLabels[0], detail: message('the zone; every node has it by itself') },
      ];
  // A node of a group gets its zone's label from Kubernetes; writing it is a mistake.
  const useful = known.filter(({ key }) => of.kind === 'node' || !isZoneKey(key));
  const distinct = useful.filter(({ key }, index) => useful.findIndex((other) => other.key === key) === index);
  return distinct
    .filter(({ key }) => !present.some((label) => label.key.value === key))
    .map(({ key, detail }, rank) => ({ label: key, kind: 'key', detail, text: key, rank }));
}

/** The zones the cluster's files name. */
export function zoneProposals(cluster: Cluster): readonly Proposal[] {
  return zonesOf(cluster).map((zone, rank) => ({
    label: zone,
    kind: 'value',
    detail: message('zone'),
    text: zone,
    rank,
  }));
}

/** Zones of the cluster, its subnets and its groups, in alphabetical order. */
export function zonesOf(cluster: Cluster): readonly string[] {
  const { declaration, subnets, nodeGroups } = cluster;
  const declared = declaration?.availabilityZones.kind === 'known' ? declaration.availabilityZones.value : [];
  const zones = [
    ...declared.map((fact) => knownValue(fact)),
    ...subnets.map(({ zone }) => knownValue(zone)),
    ...nodeGroups.flatMap((group) => knownValue(groupZones(group, cluster)) ?? []),
  ];
  const named = zones.filter((zone) => zone !== undefined && isReal(zone) && /^(?:[a-z]{2}|eusc)-/.test(zone));
  return [...new Set(named.filter((zone) => zone !== undefined))].sort();
}

/** Names for an ENIConfig: the zones that have none yet, where nodes choose by zone, and those that labels name; the zones where nothing is said. */
export function eniConfigNameProposals(cluster: Cluster): readonly Proposal[] {
  const keys = selectionKeys(cluster);
  const taken = new Set(cluster.eniConfigs.map(({ name }) => knownValue(name)));
  const chosen = [...cluster.nodeGroups, ...cluster.nodes].flatMap((of) =>
    of.labels.flatMap(({ key, value }) => (choosingRole(key.value, false, keys) ? (knownValue(value) ?? []) : [])),
  );
  const zones = choosesByZone(keys) || chosen.every((name) => !isReal(name)) ? zonesOf(cluster) : [];
  const wanted = [...new Set([...zones, ...chosen])].filter((name) => !taken.has(name) && isReal(name));
  return wanted.map((name, rank) => ({
    label: name,
    kind: 'reference',
    detail: message('nodes choose this name, and no ENIConfig has it'),
    text: name,
    rank,
  }));
}

/** Ids of subnets the cluster's files name. */
export function subnetProposals(cluster: Cluster): readonly Proposal[] {
  return cluster.subnets.flatMap(({ id, zone, cidr }, rank): readonly Proposal[] => {
    const value = knownValue(id);
    if (value === undefined || !isReal(value)) return [];
    const where = knownValue(zone) ?? '?';
    const range = knownValue(cidr);
    const detail =
      range === undefined ? message('subnet in {where}', { where }) : message('{range} in {where}', { range, where });
    return [{ label: value, kind: 'reference', detail, text: value, rank }];
  });
}

function isReal(text: string): boolean {
  return !text.includes(placeholder);
}
