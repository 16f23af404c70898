import { message } from '../../messages/message.js';
import { absent, known, knownValue, unknown } from '../../model/fact.js';
import type { ShapeProblem } from '../../model/problem.js';
import type { EniConfig, Resource } from '../../model/resource.js';
import type { Entry, MapNode, Node } from '../../syntax/node.js';
import { entries, entryOf, get } from '../../syntax/read.js';
import type { Location } from '../../text/span.js';
import { idFact, securityGroups } from '../eniConfig.js';
import { at, type Place } from '../place.js';
import { booleanFact, hasHiddenEntries, isMissing } from '../read.js';
import { eniConfigTypeFaults } from './eniConfigTypes.js';

/** Who makes ENIConfigs of values: EKS, by the add-on's schema, or Helm. Charts before 1.1.16 (`oldChart`) put a region before their names. */
export type EniConfigMaker = 'addon' | 'chart' | 'oldChart';

/**
 * The ENIConfigs made of `eniConfig: { create, region, subnets: { <zone>: { id, securityGroups } } }`, each named by its key, and what is
 * required and not found. Source: charts/aws-vpc-cni/templates/eniconfig.yaml of amazon-vpc-cni-k8s v1.23.1, and the add-on's schema of
 * v1.15.1-eksbuild.1.
 */
export function eniConfigValues(values: MapNode, place: Place, by: EniConfigMaker): readonly Resource[] {
  const entry = entries(values).find(({ key }) => key.text === 'eniConfig');
  if (entry === undefined || isMissing(entry.value)) return [];
  const { value } = entry;
  if (value.kind !== 'map' || hasHiddenEntries(value)) return [hiddenConfig(value, place)];
  const create = isCreated(get(value, 'create'), by, place);
  const zones = entries(get(value, 'subnets'));
  const configs = zones.map((zone) => configOf(zone, place));
  const made = create === false ? [] : configs.map((each) => (by === 'oldChart' ? { ...each, name: unknown() } : each));
  const unread = create === undefined || hasHiddenEntries(get(value, 'subnets'));
  // What is not made lacks nothing.
  const isJudged = by === 'addon' || create === true;
  return [
    ...made,
    ...(unread ? [hiddenConfig(value, place)] : []),
    ...(isJudged ? missingKeys(entry, value, by, place) : []),
    ...(isJudged ? zones.flatMap((zone) => missingId(zone, by, place)) : []),
    ...zones.flatMap(({ value }) =>
      eniConfigTypeFaults(
        { subnet: entryOf(value, 'id'), groups: entryOf(value, 'securityGroups') },
        by === 'addon' ? message('EKS') : message('the API server'),
        place,
      ),
    ),
  ];
}

/** The chart makes none by default, and takes every text for true that is not empty; a text in an add-on's values is a fault of its own. */
function isCreated(node: Node | undefined, by: EniConfigMaker, place: Place): boolean | undefined {
  const fact = booleanFact(node, place);
  if (by === 'addon') return fact.kind === 'unknown' ? undefined : (knownValue(fact) ?? true);
  if (fact.kind !== 'unknown') return knownValue(fact) ?? false;
  return node?.kind === 'scalar' && !node.open && node.readAs.type === 'string' ? node.text !== '' : undefined;
}

function configOf({ key, value, span }: Entry, place: Place): EniConfig {
  const here = at(place, key);
  return {
    kind: 'eniConfig',
    at: at(place, { host: key.host, span }),
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

function missingKeys({ key }: Entry, value: MapNode, by: EniConfigMaker, place: Place): readonly ShapeProblem[] {
  const subnets = get(value, 'subnets');
  // The schema wants one zone at least; the chart makes nothing of an empty map.
  const hasZones = !isMissing(subnets) && (by !== 'addon' || subnets.kind !== 'map' || entries(subnets).length > 0);
  const wanted = by === 'addon' ? (['create', 'region'] as const) : [];
  const missing = [
    ...wanted.filter((name) => isMissing(get(value, name))),
    ...(hasZones ? [] : (['subnets'] as const)),
  ];
  if (missing.length === 0) return [];
  return [problem({ here: at(place, key), missing, zone: undefined, map: at(place, value), by })];
}

function missingId({ key, value }: Entry, by: EniConfigMaker, place: Place): readonly ShapeProblem[] {
  const isIncomplete =
    value.kind === 'map' ? !hasHiddenEntries(value) && isMissing(get(value, 'id')) : isMissing(value);
  if (!isIncomplete || key.open) return [];
  return [problem({ here: at(place, key), missing: ['id'], zone: key.text, map: at(place, value), by })];
}

type Incomplete = Extract<ShapeProblem, { readonly fault: 'eniConfigValues' }>;

function problem({
  here,
  by,
  ...rest
}: Pick<Incomplete, 'missing' | 'zone' | 'map'> & {
  readonly here: Location;
  readonly by: EniConfigMaker;
}): Incomplete {
  const takenBy = by === 'addon' ? 'addon' : 'chart';
  return { kind: 'shapeProblem', fault: 'eniConfigValues', at: here, takenBy, ...rest };
}
