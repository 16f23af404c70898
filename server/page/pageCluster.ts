import type { Catalogue } from '../messages/message.js';
import { type Cluster, configuredKey } from '../model/cluster.js';
import type { PlannedFinding, PlannedPlace } from '../plan/clusterPlan.js';
import type { PlanChanges } from '../plan/planChanges.js';
import { nowhere } from '../plan/source.js';
import type { Location } from '../text/span.js';
import { changesSince, type Graph, graphOf, graphReader, type ListChanges, withChanges } from './graph.js';

/** A cluster of a page: what its plan is made of. */
export interface PageCluster {
  readonly cluster: Cluster;
  readonly placeOf: (at: Location) => PlannedPlace | undefined;
  /** What lint says about it, as its files are. */
  readonly findings: readonly PlannedFinding[];
  /** Conditions beside those of the config file. */
  readonly budgets: readonly string[];
  /** What is otherwise from the beginning. */
  readonly changes: PlanChanges;
}

/** The same as JSON. */
export interface WrittenCluster extends WrittenBeside {
  readonly lists: WrittenLists;
}

/** Lists of which most entries stay as they are when the files change a little. */
export interface WrittenLists {
  readonly graph: Graph;
  /** By number; the files are those of `files`. */
  readonly places: readonly WrittenPlace[];
  readonly findings: readonly WrittenFinding[];
  /** The place of each finding, none where it is in no file: apart from what is said there, which stays when a line is put in front. */
  readonly findingPlaces: readonly (WrittenPlace | readonly [])[];
}

export type WrittenFinding = readonly [rule: string, severity: PlannedFinding['severity'], message: string];

export type WrittenPlace = readonly [file: number, line: number, column: number];

/** What is written beside these lists. */
export interface WrittenBeside {
  readonly files: readonly string[];
  readonly budgets: readonly string[];
  readonly changes: PlanChanges;
}

/** What a page holds for its program. */
export interface PageContent {
  /** Of the texts that the program says, and those that the clusters bring along. */
  readonly catalogue: Catalogue | undefined;
  readonly clusters: readonly WrittenCluster[];
}

/** A cluster as it is written into a page: files go by the names that people know, and what no plan asks for is left out. */
export function writtenCluster({ cluster, placeOf, findings, budgets, changes }: PageCluster): WrittenCluster {
  const places: WrittenPlace[] = [];
  const files = new Map<string, number>();
  const fileNumber = (name: string): number => {
    const known = files.get(name) ?? files.size;
    files.set(name, known);
    return known;
  };
  const writtenPlace = ({ uri, line, column }: PlannedPlace): WrittenPlace => [fileNumber(uri), line, column];
  const placeNumber = (each: object): number | undefined => {
    if (!isLocation(each)) return undefined;
    const place = each.uri === nowhere.uri ? undefined : placeOf(each);
    if (place === undefined) return noPlace;
    return places.push(writtenPlace(place)) - 1;
  };
  // The key of a cluster that has no name in the config file is a path of this machine.
  const key = cluster.key.startsWith(configuredKey) ? cluster.key : '';
  const needed: Cluster = {
    ...cluster,
    key,
    resources: cluster.resources.slice(0, 1),
    unlessGiven: [],
    shapeProblems: [],
    fileProblems: [],
  };
  const lists: WrittenLists = {
    graph: graphOf(needed, placeNumber),
    places,
    findings: findings.map(({ rule, severity, message }) => [rule, severity, message]),
    findingPlaces: findings.map(({ at }) => (at === undefined ? [] : writtenPlace(at))),
  };
  return { lists, files: [...files.keys()], budgets, changes };
}

/** The cluster that was written into a page. */
export function readCluster(written: WrittenCluster): PageCluster {
  return clusterReader()(written);
}

/**
 * Reads a cluster each time it is otherwise. A location stands for the place of a number only, so that what lies behind an edit is the same object
 * after it, although its line is another one.
 */
export function clusterReader(): (written: WrittenCluster) => PageCluster {
  const locations: Location[] = [];
  const locationAt = (document: number): Location => {
    if (document === noPlace) return nowhere;
    locations[document] ??= { ...nowhere, uri: 'file', document };
    return locations[document];
  };
  const read = graphReader(locationAt);
  return ({ lists: { graph, places, findings, findingPlaces }, files, budgets, changes }) => {
    const placeAt = ([file, line, column]: WrittenPlace | readonly [] = []): PlannedPlace | undefined => {
      const uri = file === undefined ? undefined : files[file];
      return uri === undefined || line === undefined || column === undefined ? undefined : { uri, line, column };
    };
    return {
      // It was a cluster when it was written.
      cluster: read(graph) as Cluster,
      placeOf: ({ uri, document }) => placeAt(uri === nowhere.uri ? [] : places[document]),
      findings: findings.map(([rule, severity, message], index) => ({
        rule,
        severity,
        message,
        at: placeAt(findingPlaces[index]),
      })),
      budgets,
      changes,
    };
  };
}

/** What is otherwise in each of the lists than before; all of it where there was nothing. */
export function listsSince(before: WrittenLists | undefined, now: WrittenLists): ListsChanges {
  return {
    graph: changesSince(before?.graph ?? [], now.graph),
    places: changesSince(before?.places ?? [], now.places),
    findings: changesSince(before?.findings ?? [], now.findings),
    findingPlaces: changesSince(before?.findingPlaces ?? [], now.findingPlaces),
  };
}

export type ListsChanges = {
  readonly [List in keyof WrittenLists]: ListChanges<WrittenLists[List][number]>;
};

/** The lists that earlier ones are after changes. */
export function changedLists(before: WrittenLists | undefined, changes: ListsChanges): WrittenLists {
  return {
    graph: withChanges(before?.graph ?? [], changes.graph),
    places: withChanges(before?.places ?? [], changes.places),
    findings: withChanges(before?.findings ?? [], changes.findings),
    findingPlaces: withChanges(before?.findingPlaces ?? [], changes.findingPlaces),
  };
}

/** The number of a place that is in no file. */
const noPlace = -1;

function isLocation(each: object): each is Location {
  return 'uri' in each && 'document' in each && 'span' in each;
}
