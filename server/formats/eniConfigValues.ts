import { message } from '../messages/message.js';
import { absent, known, knownValue, unknown } from '../model/fact.js';
import type { ShapeProblem } from '../model/problem.js';
import type { EniConfig, Resource } from '../model/resource.js';
import type { Entry, MapNode, Node } from '../syntax/node.js';
import { entries, entryOf, get } from '../syntax/read.js';
import { idFact, securityGroups } from './eniConfig.js';
import { eniConfigTypeFaults } from './eniConfigTypes.js';
import { at, type Place } from './place.js';
import { booleanFact, hasHiddenEntries, isMissing } from './read.js';

/**
 * The ENIConfigs that the add-on makes of `eniConfig: { create, region, subnets: { <zone>: { id, securityGroups } } }`, each named by
 * its key, and what its schema requires and does not find. Source: charts/aws-vpc-cni/templates/eniconfig.yaml of amazon-vpc-cni-k8s
 * v1.23.1, and the add-on's schema of v1.15.1-eksbuild.1.
 */
export function eniConfigValues(values: MapNode, place: Place): readonly Resource[] {
  const entry = entries(values).find(({ key }) => key.text === 'eniConfig');
  if (entry === undefined || isMissing(entry.value)) return [];
  const { value } = entry;
  if (value.kind !== 'map' || hasHiddenEntries(value)) return [hiddenConfig(value, place)];
  const create = booleanFact(get(value, 'create'), place);
  const zones = entries(get(value, 'subnets'));
  const made = knownValue(create) === false ? [] : zones.map((zone) => configOf(zone, place));
  const unread = create.kind === 'unknown' || hasHiddenEntries(get(value, 'subnets'));
  return [
    ...made,
    ...(unread ? [hiddenConfig(value, place)] : []),
    ...missingKeys(entry, value, place),
    ...zones.flatMap((zone) => missingId(zone, place)),
    ...zones.flatMap(({ value }) =>
      eniConfigTypeFaults(
        { subnet: entryOf(value, 'id'), groups: entryOf(value, 'securityGroups') },
        message('EKS'),
        place,
      ),
    ),
  ];
}

function configOf({ key, value, span }: Entry, place: Place): EniConfig {
  const here = at(place, key);
  return {
    kind: 'eniConfig',
    at: at(place, { span }),
    apiVersion: absent,
    name: key.open ? unknown(here) : known(key.text, here),
    namespace: absent,
    namespaceKey: undefined,
    spec: absent,
    subnetId: idFact(get(value, 'id'), place),
    ...securityGroups(get(value, 'securityGroups'), place),
    unknownFields: [],
    fieldsBesideSpec: [],
    partlyHidden: key.open,
  };
}

/** Stands for the ENIConfigs that a template makes: any number of them, of any name. */
function hiddenConfig(node: Node, place: Place): EniConfig {
  const here = at(place, node);
  return {
    kind: 'eniConfig',
    at: here,
    apiVersion: absent,
    name: unknown(here),
    namespace: absent,
    namespaceKey: undefined,
    spec: absent,
    subnetId: unknown(here),
    securityGroupIds: [],
    hasSecurityGroups: false,
    unknownFields: [],
    fieldsBesideSpec: [],
    partlyHidden: true,
  };
}

function missingKeys({ key }: Entry, value: MapNode, place: Place): readonly ShapeProblem[] {
  const subnets = get(value, 'subnets');
  const hasZones = !isMissing(subnets) && (subnets.kind !== 'map' || entries(subnets).length > 0);
  const missing = [
    ...(['create', 'region'] as const).filter((name) => isMissing(get(value, name))),
    ...(hasZones ? [] : (['subnets'] as const)),
  ];
  return missing.length === 0 ? [] : [problem(at(place, key), missing, undefined, at(place, value))];
}

function missingId({ key, value }: Entry, place: Place): readonly ShapeProblem[] {
  const isIncomplete =
    value.kind === 'map' ? !hasHiddenEntries(value) && isMissing(get(value, 'id')) : isMissing(value);
  return isIncomplete && !key.open ? [problem(at(place, key), ['id'], key.text, at(place, value))] : [];
}

function problem(
  here: ShapeProblem['at'],
  missing: readonly ('create' | 'region' | 'subnets' | 'id')[],
  zone: string | undefined,
  map: ShapeProblem['at'],
): ShapeProblem {
  return { kind: 'shapeProblem', fault: 'eniConfigValues', at: here, missing, zone, map };
}
