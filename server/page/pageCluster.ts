import type { Catalogue } from '../messages/message.js';
import { type Cluster, configuredKey } from '../model/cluster.js';
import type { PlannedFinding, PlannedPlace } from '../plan/clusterPlan.js';
import type { PlanChanges } from '../plan/planChanges.js';
import { nowhere } from '../plan/source.js';
import { type Location, placeKey } from '../text/span.js';
import { type Graph, graphOf, objectOf } from './graph.js';

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
export interface WrittenCluster {
  readonly graph: Graph;
  /** Line and column by the key of a place. */
  readonly places: Readonly<Record<string, readonly [line: number, column: number]>>;
  readonly findings: readonly PlannedFinding[];
  readonly budgets: readonly string[];
  readonly changes: PlanChanges;
}

/** What a page holds for its program. */
export interface PageContent {
  /** Of the texts that the program says. */
  readonly catalogue: Catalogue | undefined;
  readonly clusters: readonly WrittenCluster[];
}

/** A cluster as it is written into a page: files go by the names that people know, and what no plan asks for is left out. */
export function writtenCluster({ cluster, placeOf, findings, budgets, changes }: PageCluster): WrittenCluster {
  const places: Record<string, readonly [number, number]> = {};
  const named = new Map<Location, Location>();
  const replaced = (each: object): object => {
    if (!isLocation(each)) return each;
    const place = each.uri === nowhere.uri ? undefined : placeOf(each);
    const own = named.get(each) ?? { ...each, uri: place?.uri ?? nowhere.uri };
    named.set(each, own);
    if (place) places[placeKey(own)] = [place.line, place.column];
    return own;
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
  return { graph: graphOf(needed, replaced), places, findings, budgets, changes };
}

/** The cluster that was written into a page. */
export function readCluster({ graph, places, findings, budgets, changes }: WrittenCluster): PageCluster {
  const replaced = (each: object): object => (isLocation(each) && each.uri === nowhere.uri ? nowhere : each);
  return {
    // It was a cluster when it was written.
    cluster: objectOf(graph, replaced) as Cluster,
    placeOf: (at) => {
      const place = places[placeKey(at)];
      return place && { uri: at.uri, line: place[0], column: place[1] };
    },
    findings,
    budgets,
    changes,
  };
}

function isLocation(each: object): each is Location {
  return 'uri' in each && 'document' in each && 'span' in each;
}
