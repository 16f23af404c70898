import type { Position } from 'vscode-languageserver-types';
import type { Cluster } from '../model/cluster.js';
import {
  choosesByZone,
  choosingRole,
  type SelectionKeys,
  selectionKeys,
  zoneChoosers,
} from '../model/eniConfigChoice.js';
import { type Fact, knownValue } from '../model/fact.js';
import { nodeGroupLabels } from '../model/nodeGroup.js';
import type { Label, NodeGroup, NodeObject } from '../model/resource.js';
import { isZoneName } from '../model/zones.js';
import { distinctBy, groupBy } from '../text/groupBy.js';
import { memoized } from '../text/memo.js';
import { contains, documentKey, isSame, type Location, placeKey, type Span, touches } from '../text/span.js';
import type { Workspace } from '../workspace/workspace.js';
import { isConfigFile } from './config/place.js';
import { type Cursor, cursorAt } from './convert.js';
import { clusterOf, placeUnder } from './cursor.js';

/*
 * The names that files of a cluster call each other's things by, from which definition, references, highlights and rename follow. They are
 * collected once for a cluster, in time that grows with what its files hold.
 */

/** What has the name. `subnetKey`: the key a node group refers to a subnet by, where that is no zone. */
export type NameKind = 'eniConfig' | 'zone' | 'subnet' | 'subnetKey' | 'nodeGroup';

/** A place that holds a name. */
export interface NamePlace {
  readonly kind: NameKind;
  readonly name: string;
  readonly at: Location;
  /** How much the place has to say about what the thing is, 1 the most; undefined where it only uses the name. Those with the most are its definitions. */
  readonly rank: number | undefined;
  /** The nodes that get the ENIConfig of this name by this place. */
  readonly chooses: Choosing | undefined;
}

/** How a place chooses an ENIConfig. `zone`: the zone's name is the ENIConfig's, because nodes choose by their zone label. */
export interface Choosing {
  readonly role: 'label' | 'annotation' | 'zone';
  readonly key: string;
  /** In lists, because a list of groups is that of many places. */
  readonly users: readonly (readonly (NodeGroup | NodeObject)[])[];
}

/** A thing of a cluster, by its name: where that stands, each place once. */
export interface Name {
  readonly text: string;
  readonly definitions: readonly NamePlace[];
  readonly uses: readonly NamePlace[];
}

/** A name under a cursor. */
export interface NameUnder {
  readonly cursor: Cursor;
  readonly cluster: Cluster;
  readonly place: NamePlace;
  /** What the cursor is on: the name, or the key before it. */
  readonly span: Span;
  readonly name: Name;
}

/** The name at a position, or behind the key at it; undefined where nothing of ours has one. */
export function nameAt(workspace: Workspace, uri: string, position: Position): NameUnder | undefined {
  const cursor = cursorAt(workspace, uri, position);
  const cluster = cursor && clusterUnder(workspace, cursor);
  if (cursor === undefined || cluster === undefined) return undefined;
  const { byDocument, byName } = namesIn(cluster);
  const here = byDocument.get(documentKey({ uri, document: cursor.document.id })) ?? [];
  const found = placeOn(cursor, here);
  const name = found && byName.get(keyOf(found.place, cluster));
  return name && { cursor, cluster, ...found, name };
}

/** What is named where a location starts; undefined where nothing of the cluster is. */
export function namedAt({ uri, document, span }: Location, cluster: Cluster): NamePlace | undefined {
  return namesIn(cluster)
    .byDocument.get(documentKey({ uri, document }))
    ?.find(({ at }) => touches(at.span, span.start));
}

function placeOn(cursor: Cursor, here: readonly NamePlace[]): Pick<NameUnder, 'place' | 'span'> | undefined {
  if (here.length === 0) return undefined;
  const direct = here.find(({ at }) => touches(at.span, cursor.offset));
  if (direct) return { place: direct, span: direct.at.span };
  const { entry, isKey } = placeUnder(cursor);
  if (entry === undefined || !isKey) return undefined;
  const value = entry.alias ?? entry.value.span;
  const place = here.find(({ at }) => isSame(at.span, value));
  return place && { place, span: entry.key.span };
}

/** The cluster whose names stand there; in the config file the one that is described there. */
function clusterUnder(workspace: Workspace, cursor: Cursor): Cluster | undefined {
  if (!isConfigFile(workspace.config, cursor.file.uri)) return clusterOf(workspace, cursor);
  const here = { start: cursor.offset, end: cursor.offset };
  return workspace.clusters.find(({ configured }) => configured && contains(configured.at.span, here));
}

/** The ENIConfig of a name, with the zone of that name where nodes choose by it; no places where nothing is called so. */
export function eniConfigNamed(text: string, cluster: Cluster): Name {
  return (
    namesIn(cluster).byName.get(keyOf({ kind: 'eniConfig', name: text }, cluster)) ?? {
      text,
      definitions: [],
      uses: [],
    }
  );
}

/** The places of a name, its definitions first. */
export function placesOf({ definitions, uses }: Name): readonly NamePlace[] {
  return [...definitions, ...uses];
}

interface Names {
  readonly byName: ReadonlyMap<string, Name>;
  readonly byDocument: ReadonlyMap<string, readonly NamePlace[]>;
}

const namesIn = memoized((cluster: Cluster): Names => {
  const collected = [
    ...eniConfigPlaces(cluster),
    ...zonePlaces(cluster),
    ...subnetPlaces(cluster),
    ...nodeGroupPlaces(cluster),
  ];
  // Several things may share a place through an alias, and several groups a label.
  const places = distinctBy(collected, (place) => `${keyOf(place, cluster)} ${placeKey(place.at)}`);
  const named = [...groupBy(places, (place) => keyOf(place, cluster))];
  return {
    byName: new Map(named.map(([key, each]) => [key, nameOf(each)])),
    byDocument: groupBy(places, ({ at }) => documentKey(at)),
  };
});

function nameOf(places: readonly NamePlace[]): Name {
  const best = places.reduce((least, { rank = least }) => Math.min(least, rank), Number.POSITIVE_INFINITY);
  return {
    text: places[0]?.name ?? '',
    definitions: places.filter(({ rank }) => rank === best),
    uses: places.filter(({ rank }) => rank !== best),
  };
}

/** Where nodes choose by their zone, a zone's name and an ENIConfig's are one. */
function keyOf({ kind, name }: Pick<NamePlace, 'kind' | 'name'>, cluster: Cluster): string {
  return `${kind === 'zone' && choosesByZone(selectionKeys(cluster)) ? 'eniConfig' : kind} ${name}`;
}

function placesOfFact(
  kind: NameKind,
  fact: Fact<string>,
  rank: number | undefined,
  chooses?: Choosing,
): readonly NamePlace[] {
  return fact.kind === 'known' ? [{ kind, name: fact.value, at: fact.at, rank, chooses }] : [];
}

function itemsOf(list: Fact<readonly Fact<string>[]> | undefined): readonly Fact<string>[] {
  return (list && knownValue(list)) ?? [];
}

function eniConfigPlaces(cluster: Cluster): readonly NamePlace[] {
  const { eniConfigs, possibleEniConfigs, nodeGroups, nodes } = cluster;
  const keys = selectionKeys(cluster);
  return [
    ...[...eniConfigs, ...possibleEniConfigs].flatMap(({ name }) => placesOfFact('eniConfig', name, 1)),
    ...nodeGroups.flatMap((group) => labelPlaces(group, group.labels, false, keys)),
    ...nodes.flatMap((node) => [
      ...labelPlaces(node, node.labels, false, keys),
      ...labelPlaces(node, node.annotations, true, keys),
    ]),
  ];
}

function labelPlaces(
  of: NodeGroup | NodeObject,
  labels: readonly Label[],
  annotation: boolean,
  keys: SelectionKeys,
): readonly NamePlace[] {
  return labels.flatMap(({ key, value }) => {
    const role = choosingRole(key.value, annotation, keys);
    return role ? placesOfFact('eniConfig', value, undefined, { role, key: key.value, users: [[of]] }) : [];
  });
}

/** Of zones a subnet says the most, then the cluster's own list. */
function zonePlaces(cluster: Cluster): readonly NamePlace[] {
  const { declaration, nodeGroups, subnets } = cluster;
  const { label = '' } = selectionKeys(cluster);
  const choosers = choosesByZone(selectionKeys(cluster)) ? zoneChoosers(cluster) : undefined;
  const places = (zone: Fact<string>, rank?: number): readonly NamePlace[] => {
    if (zone.kind !== 'known' || !isZoneName(zone.value)) return [];
    const users = choosers?.get(zone.at);
    return placesOfFact('zone', zone, rank, users && { role: 'zone', key: label, users });
  };
  return [
    ...subnets.flatMap(({ zone, key }) => [...places(zone, 2), ...places(key, 2)]),
    ...itemsOf(declaration?.availabilityZones).flatMap((zone) => places(zone, 3)),
    ...nodeGroups.flatMap(({ availabilityZones, localZones, subnetRefs }) =>
      [availabilityZones, localZones, subnetRefs].flatMap((list) => itemsOf(list).flatMap((zone) => places(zone))),
    ),
  ];
}

function subnetPlaces({ subnets, eniConfigs, nodeGroups, configured }: Cluster): readonly NamePlace[] {
  const keys = new Set(subnets.map(({ key }) => knownValue(key)).filter((key) => key !== undefined));
  const reference = (ref: Fact<string>): readonly NamePlace[] => {
    if (ref.kind !== 'known' || isZoneName(ref.value)) return [];
    return placesOfFact(
      ref.value.startsWith('subnet-') && !keys.has(ref.value) ? 'subnet' : 'subnetKey',
      ref,
      undefined,
    );
  };
  return [
    ...subnets.flatMap(({ id, key }) => [
      ...placesOfFact('subnet', id, 1),
      ...(isZoneName(knownValue(key) ?? '') ? [] : placesOfFact('subnetKey', key, 1)),
    ]),
    ...eniConfigs.flatMap(({ subnetId, subnetKey }) =>
      subnetKey ? reference({ kind: 'known', ...subnetKey }) : placesOfFact('subnet', subnetId, undefined),
    ),
    // Groups of a class share its list.
    ...[...new Set(nodeGroups.map(({ subnetRefs }) => subnetRefs))].flatMap(itemsOf).flatMap(reference),
    ...(configured?.nodeGroups ?? []).flatMap((group) => itemsOf(group.subnets).flatMap(reference)),
  ];
}

/** What makes a group says the most; a config file may tell of one that is made elsewhere. */
function nodeGroupPlaces({ nodeGroups, nodes, configured }: Cluster): readonly NamePlace[] {
  return [
    ...nodeGroups.flatMap(({ name }) => placesOfFact('nodeGroup', name, 1)),
    ...(configured?.nodeGroups ?? []).flatMap(({ name }) => placesOfFact('nodeGroup', { kind: 'known', ...name }, 2)),
    ...nodes.flatMap(({ labels }) =>
      labels.flatMap(({ key, value }) =>
        nodeGroupLabels.some((label) => label === key.value) ? placesOfFact('nodeGroup', value, undefined) : [],
      ),
    ),
  ];
}
