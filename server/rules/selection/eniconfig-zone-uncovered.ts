import { list, message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import {
  choiceOf,
  hasHiddenEniConfigs,
  isZoneKey,
  possibleEniConfigNames,
  type SelectionKeys,
  selectionKeys,
} from '../../model/eniConfigChoice.js';
import { nameOfGroup } from '../../model/nodeGroup.js';
import type { EniConfig, NodeGroup } from '../../model/resource.js';
import { groupZonePlaces, isZoneName } from '../../model/zones.js';
import { groupBy } from '../../text/groupBy.js';
import { memoized, memoizedWithin } from '../../text/memo.js';
import { placeKey, type Sourced } from '../../text/span.js';
import type { Finding, Rule } from '../rule.js';

export const rule: Rule = {
  id: 'eniconfig-zone-uncovered',
  severity: 'error',
  followsSettings: true,
  advice: message(
    'Write an ENIConfig with the name of the zone and a subnet in it, or leave the zone out of the group',
  ),
  reportsAbsence: true,
  silentWithout: ['eniConfigs'],
  *check(cluster) {
    const keys = selectionKeys(cluster);
    if (keys.customNetworking !== true || keys.label === undefined || !isZoneKey(keys.label)) return;
    // ENIConfigs none of which is called like a zone are a finding of eniconfig-names-are-not-zones, and those that may be of
    // another cluster do not tell that this one goes by zones.
    if (hasHiddenEniConfigs(cluster) || !cluster.eniConfigs.some(isOfZone)) return;
    const uncovered = cluster.nodeGroups.flatMap((group) => uncoveredZones(group, cluster, keys));
    for (const [first, ...others] of groupBy(uncovered, ({ zone }) => keyOf(zone)).values()) {
      if (first) yield finding(first.zone, [first, ...others], cluster, keys);
    }
  },
};

function isOfZone({ name }: EniConfig): boolean {
  return name.kind === 'known' && isZoneName(name.value);
}

/** A zone that no ENIConfig is called after, and a group with nodes in it. */
interface Uncovered {
  readonly zone: Sourced<string>;
  readonly group: NodeGroup;
}

function uncoveredZones(group: NodeGroup, cluster: Cluster, keys: SelectionKeys): readonly Uncovered[] {
  const choosesItself = choiceOf(group, keys) !== undefined || group.labelsPartlyHidden;
  const zones = groupZonePlaces(group, cluster);
  if (choosesItself || group.amiFamily === 'windows' || zones.kind !== 'known') return [];
  // A name that contains the zone was meant for it: that it is not the zone's is a finding of eniconfig-names-are-not-zones.
  return zones.value.filter((zone) => !isMeant(zone.value, cluster)).map((zone) => ({ zone, group }));
}

/** A memo, because groups are in the same few zones. */
const isMeant = memoizedWithin((zone: string, cluster: Cluster) => allNames(cluster).includes(zone));

/** In one text, because looking through one is far faster than through many. */
const allNames = memoized((cluster: Cluster): string => [...possibleEniConfigNames(cluster)].join('\n'));

function finding(zone: Sourced<string>, groups: readonly Uncovered[], cluster: Cluster, keys: SelectionKeys): Finding {
  const { labelSetting } = keys;
  return {
    at: zone.at,
    severity: cluster.whollyVisible ? 'error' : 'info',
    message: message(
      'No ENIConfig here is named {zone}: nodes of {groups} there get no pod addresses and stay NotReady',
      {
        zone: zone.value,
        groups: list([...new Set(groups.map(({ group }) => nameOfGroup(group)))]),
      },
    ),
    related:
      labelSetting.kind === 'set'
        ? [{ at: labelSetting.at, message: message("A node gets the ENIConfig with its zone's name") }]
        : [],
  };
}

/** The same for the same zone at the same place, whoever's zone it is. */
function keyOf({ value, at }: Sourced<string>): string {
  return `${value} ${placeKey(at)}`;
}
