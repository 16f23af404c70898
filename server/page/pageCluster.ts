import type { Catalogue } from '../messages/message.js';
import { type Cluster, configuredKey } from '../model/cluster.js';
import type { PlannedFinding, PlannedPlace } from '../plan/clusterPlan.js';
import type { PlanChanges } from '../plan/planChanges.js';
import { nowhere } from '../plan/source.js';
import type { Location } from '../text/span.js';
import { type Graph, graphOf, graphReader } from './graph.js';

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
  readonly graph: Graph;
  /** By number; the files are those of `files`. */
  readonly places: readonly WrittenPlace[];
}

export type WrittenPlace = readonly [file: number, line: number, column: number];

/** What is written beside the objects of a cluster and their places. */
export interface WrittenBeside {
  readonly files: readonly string[];
  readonly findings: readonly PlannedFinding[];
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
  const placeNumber = (each: object): number | undefined => {
    if (!isLocation(each)) return undefined;
    const place = each.uri === nowhere.uri ? undefined : placeOf(each);
    if (place === undefined) return noPlace;
    return places.push([fileNumber(place.uri), place.line, place.column]) - 1;
  };
  // The key of a cluster that has no name in the config file is a path of this machine.
  const key = cluster.key.startsWith(configuredKey) ? cluster.key : '';
  const needed: Cluster = {
    ...cluster,
    key,
    resources: cluster.resources.slice(0, 1),
    shapeProblems: [],
    fileProblems: [],
  };
  const graph = graphOf(needed, placeNumber);
  return { graph, places, files: [...files.keys()], findings, budgets, changes };
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
  return ({ graph, places, files, findings, budgets, changes }) => ({
    // It was a cluster when it was written.
    cluster: read(graph) as Cluster,
    placeOf: ({ uri, document }) => {
      const [file, line, column] = (uri === nowhere.uri ? undefined : places[document]) ?? [];
      const name = file === undefined ? undefined : files[file];
      return name === undefined || line === undefined || column === undefined ? undefined : { uri: name, line, column };
    },
    findings,
    budgets,
    changes,
  });
}

/** The number of a place that is in no file. */
const noPlace = -1;

function isLocation(each: object): each is Location {
  return 'uri' in each && 'document' in each && 'span' in each;
}
