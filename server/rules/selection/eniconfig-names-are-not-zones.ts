import { list, type Message, message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import {
  defaultKey,
  hasHiddenEniConfigs,
  isZoneKey,
  likelyChoiceOf,
  possibleEniConfigNames,
  type SelectionKeys,
  selectionKeys,
} from '../../model/eniConfigChoice.js';
import { knownValue } from '../../model/fact.js';
import type { Fix } from '../../model/fix.js';
import { isObjectName } from '../../model/kubernetesNames.js';
import { groupZonePlaces, isZoneName } from '../../model/zones.js';
import type { Sourced } from '../../text/span.js';
import type { Finding, Rule } from '../rule.js';

export const rule: Rule = {
  id: 'eniconfig-names-are-not-zones',
  severity: 'warning',
  followsSettings: true,
  advice: message('Name each ENIConfig after its zone, or let ENI_CONFIG_LABEL_DEF name a label of your own'),
  needsAll: true,
  silentWithout: ['eniConfigs'],
  *check(cluster) {
    const keys = selectionKeys(cluster);
    if (keys.customNetworking !== true || keys.label === undefined || !isZoneKey(keys.label)) return;
    const chosen = chosenNames(cluster, keys);
    // What no object can be named is refused, whatever nodes ask for.
    const own = cluster.eniConfigs.flatMap(({ name }) =>
      name.kind === 'known' && isObjectName(name.value) ? [name] : [],
    );
    const strange = own.filter(({ value }) => value !== 'default' && !isZoneName(value) && !chosen.has(value));
    const meant = strange.flatMap((name) => {
      const zone = zoneWithin(name.value);
      return zone === undefined ? [] : [{ name, zone }];
    });
    for (const { name, zone } of meant) yield finding(name, zone, keys, cluster);
    if (meant.length === 0 && isNoZoneNamed(cluster)) yield* findingOfAll(strange, keys, cluster);
  },
};

/**
 * The names that a label or annotation of its own chooses, whatever the zone; or would, if the default label were the one that is read:
 * that nothing reads it is a finding of eniconfig-key-mismatch.
 */
function chosenNames(cluster: Cluster, keys: SelectionKeys): ReadonlySet<string> {
  const all = [...cluster.nodeGroups, ...cluster.nodes];
  const choices = [keys, { ...keys, label: defaultKey }].flatMap((each) => all.map((of) => likelyChoiceOf(of, each)));
  return new Set(choices.flatMap((choice) => (choice && knownValue(choice.name)) ?? []));
}

/** The zone in a longer name: `us-west-2a` of `us-west-2a-pods`, `us-west-2us-west-2a` and `pods-us-west-2a`. */
function zoneWithin(name: string): string | undefined {
  const [zone] =
    /(?<![a-z])(?:eusc-)?[a-z]{2}(?:-[a-z]{3,})+-\d[a-z](?![a-z0-9])/.exec(
      name.replace(/^((?:eusc-)?[a-z]{2}(?:-[a-z]+)+-\d)(?=\1)/, ''),
    ) ?? [];
  const found = zone === undefined || isZoneName(zone) ? zone : undefined;
  return found;
}

function finding(name: Sourced<string>, zone: string, keys: SelectionKeys, cluster: Cluster): Finding {
  return {
    at: name.at,
    message: message('No node gets the ENIConfig {name}: nodes in {zone} ask for one named {zone}', {
      name: name.value,
      zone,
    }),
    related: keyPlace(keys),
    fixes: () => (possibleEniConfigNames(cluster).has(zone) ? [] : [rename(name, zone)]),
  };
}

function rename({ at }: Sourced<string>, zone: string): Fix {
  return {
    title: message('Name it {name}', { name: zone }),
    level: 'suggested',
    changes: [{ kind: 'replaceValue', at, value: zone, asString: false }],
  };
}

/** True when the names of all ENIConfigs are seen, and none is a zone's or `default`. */
function isNoZoneNamed(cluster: Cluster): boolean {
  const names = [...possibleEniConfigNames(cluster)];
  const isUsable = names.some((name) => isZoneName(name) || name === 'default');
  return names.length > 0 && !isUsable && !hasHiddenEniConfigs(cluster) && cluster.nodes.length === 0;
}

function* findingOfAll(names: readonly Sourced<string>[], keys: SelectionKeys, cluster: Cluster): Iterable<Finding> {
  const [first] = names;
  if (first === undefined) return;
  yield { at: first.at, message: textOfAll(names), related: keyPlace(keys), fixes: () => renameAll(names, cluster) };
}

/** The zones of the groups, where each name is the end of one of them and no two are of the same: `a` for `eu-central-1a`. */
function renameAll(names: readonly Sourced<string>[], cluster: Cluster): readonly Fix[] {
  const places = cluster.nodeGroups.map((group) => groupZonePlaces(group, cluster));
  const zones = [
    ...new Set(places.flatMap((place) => (place.kind === 'known' ? place.value.map(({ value }) => value) : []))),
  ];
  const renamed = names.map((name) => {
    const [zone, ...others] = zones.filter((each) => each.endsWith(name.value.toLowerCase()));
    return zone !== undefined && others.length === 0 ? { name, zone } : undefined;
  });
  const meant = new Set(renamed.map((each) => each?.zone));
  if (!renamed.every((each) => each !== undefined) || meant.size < names.length) return [];
  const title = message('Name them {names}', { names: list(renamed.map(({ zone }) => zone)) });
  return [{ title, level: 'suggested', changes: renamed.flatMap(({ name, zone }) => rename(name, zone).changes) }];
}

function textOfAll(names: readonly Sourced<string>[]): Message {
  return message('No node gets {names}: nodes ask for an ENIConfig with the name of their zone', {
    names: list(names.map(({ value }) => value)),
  });
}

function keyPlace({ labelSetting }: SelectionKeys): Finding['related'] & object {
  return labelSetting.kind === 'set'
    ? [{ at: labelSetting.at, message: message("A node gets the ENIConfig with its zone's name") }]
    : [];
}
