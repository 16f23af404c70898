import { type Argument, type Message, message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import { isZoneKey, possibleEniConfigNames, selectionKeys } from '../../model/eniConfigChoice.js';
import { nameOfGroup } from '../../model/nodeGroup.js';
import type { NodeGroup } from '../../model/resource.js';
import { groupZones } from '../../model/zones.js';
import { removeLabel } from '../fixes.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'zone-label-set-by-hand',
  severity: 'warning',
  advice: message('Remove the label: the cloud controller sets it'),
  silentWithout: ['nodeGroups'],
  *check(cluster) {
    for (const group of cluster.nodeGroups) {
      const zones = zonesOf(group, cluster);
      if (zones === undefined) continue;
      for (const label of group.labels) {
        const { key, value } = label;
        if (!isZoneKey(key.value) || value.kind !== 'known' || value.value === '') continue;
        if (zones.length === 1 && zones[0] === value.value) continue;
        yield {
          at: key.at,
          message: text(nameOfGroup(group), value.value, zones),
          fixes: () => (isNeeded(zones, cluster) ? [] : [removeLabel(label, 'suggested')]),
        };
      }
    }
  },
};

function text(group: Argument, zone: string, zones: readonly string[]): Message {
  const [only, ...others] = zones;
  if (only !== undefined && others.length === 0) {
    return message('The nodes of {group} are in {only}, but this label says {zone}', { group, only, zone });
  }
  return message(
    'This label says {zone} of every node of {group}, wherever it is: pods, volumes and ENIConfigs go by the wrong zone',
    { zone, group },
  );
}

/** The group's zones; none where it has several that nobody wrote down; undefined where a template or a subnet elsewhere decides. */
function zonesOf(group: NodeGroup, cluster: Cluster): readonly string[] | undefined {
  const zones = groupZones(group, cluster);
  if (zones.kind === 'known') return zones.value;
  const { availabilityZones, subnetRefs } = group;
  const isOpen = availabilityZones.kind === 'absent' && subnetRefs.kind === 'absent';
  const declared = cluster.declaration?.availabilityZones.kind;
  return isOpen && declared === 'absent' && cluster.subnets.length === 0 ? [] : undefined;
}

/** True when the label covers up that a zone has no ENIConfig: then taking it away only shows the next fault. */
function isNeeded(zones: readonly string[], cluster: Cluster): boolean {
  const { customNetworking, label } = selectionKeys(cluster);
  if (customNetworking !== true || label === undefined || !isZoneKey(label)) return false;
  const names = possibleEniConfigNames(cluster);
  return zones.some((zone) => !names.has(zone));
}
