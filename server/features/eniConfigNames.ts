import type { Cluster } from '../model/cluster.js';
import { defaultKey, externalLabel, isZoneKey, type SelectionKeys, selectionKeys } from '../model/eniConfigChoice.js';
import { knownValue } from '../model/fact.js';
import type { EniConfig, Label, NodeGroup, NodeObject } from '../model/resource.js';
import { groupZonePlaces } from '../model/zones.js';
import type { Location } from '../text/span.js';
import type { Subject } from './subject.js';

/** A place that names an ENIConfig. `zone`: the zone's name is the ENIConfig's, because nodes choose by their zone label. */
export interface NameUse {
  readonly at: Location;
  readonly role: 'label' | 'annotation' | 'zone';
  readonly key: string;
  readonly of: NodeGroup | NodeObject;
}

/** The ENIConfigs of this name in the cluster: one, or several where files disagree. */
export function definitionsOf(name: string, cluster: Cluster): readonly EniConfig[] {
  return [...cluster.eniConfigs, ...cluster.possibleEniConfigs].filter((config) => knownValue(config.name) === name);
}

/** Every label, annotation and zone of the cluster that names an ENIConfig by this name. */
export function usesOf(name: string, cluster: Cluster): readonly NameUse[] {
  const keys = selectionKeys(cluster);
  return [
    ...[...cluster.nodeGroups, ...cluster.nodes].flatMap((of) => labelUses(of, keys, name)),
    ...(choosesByZone(keys) ? zoneUses(name, cluster, keys) : []),
  ];
}

/** True where nodes choose their ENIConfig by the label that holds their zone. */
export function choosesByZone({ label }: SelectionKeys): boolean {
  return label !== undefined && isZoneKey(label);
}

/** How a label or annotation names an ENIConfig; undefined for any other key. A key that cannot be seen is the default one. */
export function choosingRole(
  key: string,
  annotation: boolean,
  keys: SelectionKeys,
): 'label' | 'annotation' | undefined {
  if (annotation) return key === (keys.annotation ?? defaultKey) ? 'annotation' : undefined;
  return key === externalLabel || key === (keys.label ?? defaultKey) ? 'label' : undefined;
}

function labelUses(of: NodeGroup | NodeObject, keys: SelectionKeys, name: string): readonly NameUse[] {
  const uses = (labels: readonly Label[], annotation: boolean): readonly NameUse[] =>
    labels.flatMap(({ key, value }) => {
      const role = choosingRole(key.value, annotation, keys);
      return role && value.kind === 'known' && value.value === name ? [{ at: value.at, role, key: key.value, of }] : [];
    });
  return [...uses(of.labels, false), ...(of.kind === 'node' ? uses(of.annotations, true) : [])];
}

function zoneUses(name: string, cluster: Cluster, { label = '' }: SelectionKeys): readonly NameUse[] {
  return cluster.nodeGroups.flatMap((of) => {
    const isLabelled = of.labels.some(({ key }) => key.value === externalLabel);
    const zones = groupZonePlaces(of, cluster);
    if (isLabelled || zones.kind !== 'known') return [];
    return zones.value.flatMap((zone) =>
      zone.value === name ? [{ at: zone.at, role: 'zone' as const, key: label, of }] : [],
    );
  });
}

/** The name of the ENIConfig that stands or is chosen under the cursor; undefined where none is. */
export function nameUnder(subject: Subject, cluster: Cluster): string | undefined {
  switch (subject.kind) {
    case 'eniConfig':
      return knownValue(subject.eniConfig.name);
    case 'label': {
      const role = choosingRole(subject.label.key.value, subject.annotation, selectionKeys(cluster));
      return role && knownValue(subject.label.value);
    }
    case 'zone':
      return choosesByZone(selectionKeys(cluster)) ? subject.zone : undefined;
    default:
      return undefined;
  }
}
