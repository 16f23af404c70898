import { list, message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import {
  type Choice,
  eniConfigsByName,
  isZoneKey,
  likelyChoiceOf,
  selectionKeys,
} from '../../model/eniConfigChoice.js';
import { knownValue } from '../../model/fact.js';
import { nameOfGroup } from '../../model/nodeGroup.js';
import type { NodeGroup } from '../../model/resource.js';
import { subnetOfEniConfig } from '../../model/subnets.js';
import { groupZones, isZoneName } from '../../model/zones.js';
import type { Sourced } from '../../text/span.js';
import type { Finding, Rule } from '../rule.js';

export const rule: Rule = {
  id: 'eniconfig-fixed-to-one-zone',
  severity: 'warning',
  advice: message(
    'Make one group per zone, each with the label of its own ENIConfig, or name the ENIConfigs after zones and choose them by topology.kubernetes.io/zone',
  ),
  needsAll: true,
  silentWithout: ['nodeGroups'],
  *check(cluster) {
    const keys = selectionKeys(cluster);
    if (keys.customNetworking === false) return;
    for (const group of cluster.nodeGroups) {
      const choice = likelyChoiceOf(group, keys);
      // A zone written on a group is a finding of zone-label-set-by-hand.
      if (choice === undefined || isZoneKey(choice.key) || group.amiFamily === 'windows') continue;
      const zones = groupZones(group, cluster);
      if (zones.kind === 'known') yield* checkGroup(group, choice, zones.value, cluster);
      else yield* checkChosenZones(group, choice, cluster);
    }
  },
};

function* checkGroup(group: NodeGroup, choice: Choice, zones: readonly string[], cluster: Cluster): Iterable<Finding> {
  const name = knownValue(choice.name);
  if (name === undefined || name === '') return;
  const subnetZone = zoneOfEniConfig(name, cluster);
  if (subnetZone !== undefined && !zones.includes(subnetZone.value)) {
    yield {
      at: choice.at,
      severity: 'error',
      message: message(
        'The subnet of the ENIConfig {name} lies in {zone}, and {group} has no nodes there: none of its nodes gets addresses for pods',
        { name, zone: subnetZone.value, group: nameOfGroup(group) },
      ),
      related: [{ at: subnetZone.at, message: message('The subnet') }],
    };
    return;
  }
  if (zones.length < 2) return;
  const others = zones.filter((zone) => zone !== (subnetZone?.value ?? zone));
  yield {
    at: choice.at,
    message:
      others.length > 0
        ? message(
            'The subnet of the ENIConfig {name} lies in {zone} only: nodes of {group} in {others} get no addresses for pods',
            { name, zone: subnetZone?.value ?? '', group: nameOfGroup(group), others: list(others) },
          )
        : message(
            'Every node of {group} gets the ENIConfig {name}, whose subnet lies in one zone: only the nodes in one of {zones} get addresses for pods',
            { name, group: nameOfGroup(group), zones: list(zones) },
          ),
    related: subnetZone ? [{ at: subnetZone.at, message: message('The subnet') }] : [],
  };
}

/** Where the tool chooses the zones when it runs, it spreads the nodes of a group over all of them. */
function* checkChosenZones(group: NodeGroup, choice: Choice, cluster: Cluster): Iterable<Finding> {
  const name = knownValue(choice.name);
  const vpc = cluster.declaration?.madeVpc;
  const isLeftToTool = [group.availabilityZones, group.localZones, group.subnetRefs].every(
    ({ kind }) => kind === 'absent',
  );
  if (
    name === undefined ||
    !eniConfigsByName(cluster).has(name) ||
    !isLeftToTool ||
    group.nodesTogether ||
    vpc?.zonesAreChosen !== true
  )
    return;
  const zones = vpc.subnets.filter(({ access, isLocal }) => access === 'public' && !isLocal).length;
  if (zones < 2) return;
  yield {
    at: choice.at,
    severity: 'hint',
    message: message(
      'Every node of {group} gets the ENIConfig {name}, whose subnet lies in one zone, and no file names the zones of the group: eksctl chooses up to {zones}, and only the nodes in one of them get addresses for pods',
      { group: nameOfGroup(group), name, zones },
    ),
  };
}

/** The zone of the ENIConfig's subnet, where the cluster's subnets say so. */
function zoneOfEniConfig(name: string, cluster: Cluster): Sourced<string> | undefined {
  const config = eniConfigsByName(cluster).get(name);
  const zone = config && subnetOfEniConfig(config, cluster)?.zone;
  return zone?.kind === 'known' && isZoneName(zone.value) ? zone : undefined;
}
