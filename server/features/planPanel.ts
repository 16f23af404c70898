import { findingsOf, placeIn, plannedClusters } from '../linter/plans.js';
import type { Catalogue } from '../messages/message.js';
import type { Cluster } from '../model/cluster.js';
import { type WrittenCluster, writtenCluster } from '../page/pageCluster.js';
import { memoizedByName } from '../text/memo.js';
import { pathFrom } from '../text/paths.js';
import { filesOf } from '../workspace/takers.js';
import type { Workspace } from '../workspace/workspace.js';

/** The clusters whose plans are shown for a file: those it is a part of; for a config file, all that it counts for. */
export function clustersShownFor(workspace: Workspace, uri: string): readonly Cluster[] {
  const clusters = plannedClusters(workspace);
  if (uri === workspace.config.uri) return clusters;
  return clusters.filter(({ resources }) => filesOf(resources).has(uri));
}

/** A cluster for the panel. */
export interface ClusterForPanel {
  readonly written: WrittenCluster;
  /** The uris of the files that it names, by their names. */
  readonly files: Readonly<Record<string, string>>;
}

/** A cluster for the panel; files are called by their paths from a folder. */
export function panelPlan(
  workspace: Workspace,
  cluster: Cluster,
  { folder, catalogue }: { readonly folder: string; readonly catalogue: Catalogue | undefined },
): ClusterForPanel {
  const files: Record<string, string> = {};
  const pathOf = memoizedByName((uri: string): string => {
    const path = pathFrom(folder, uri);
    files[path] = uri;
    return path;
  });
  const placeOf: Parameters<typeof writtenCluster>[0]['placeOf'] = (at) => placeIn(workspace, at, pathOf);
  const findings = findingsOf(workspace, cluster, { catalogue, placeOf });
  const written = writtenCluster({ cluster, placeOf, findings, budgets: [], changes: {} });
  return { written, files };
}
