import { type Catalogue, render } from '../messages/message.js';
import type { Cluster } from '../model/cluster.js';
import type { ClusterPlan, PlannedFinding, PlannedPlace } from '../plan/clusterPlan.js';
import type { PlanChanges } from '../plan/planChanges.js';
import { planReport } from '../plan/report.js';
import type { Telling } from '../plan/telling.js';
import { whatIf } from '../plan/whatIf.js';
import { attempted } from '../text/fault.js';
import type { Location } from '../text/span.js';
import { spanInFile } from '../workspace/fileModel.js';
import type { Workspace } from '../workspace/workspace.js';
import { checkCluster, lint, type RuleFinding } from './lint.js';

/** How plans are told. `pathOf` is what the file of a uri is called. */
export interface PlanOptions {
  readonly catalogue?: Catalogue | undefined;
  readonly pathOf?: (uri: string) => string;
  /** Conditions beside those of the config file. */
  readonly budgets?: readonly string[] | undefined;
}

/** The clusters of which there is a plan: with node groups or settings of the CNI, and no example of a documentation. */
export function plannedClusters({ clusters }: Workspace): readonly Cluster[] {
  return clusters.filter(
    ({ nodeGroups, settings, isExample }) => !isExample && (nodeGroups.length > 0 || settings.length > 0),
  );
}

/** The plans of the clusters of a workspace with their findings, in the order of the files. One that we fail at is left out. */
export function plansOf(workspace: Workspace, changes: PlanChanges, options: PlanOptions = {}): readonly ClusterPlan[] {
  return plannedClusters(workspace).flatMap((cluster) => {
    const made = attempted(() => planOfCluster(workspace, cluster, changes, options));
    return 'value' in made ? [made.value] : [];
  });
}

/** The plan of one cluster of a workspace, with its findings. */
export function planOfCluster(
  workspace: Workspace,
  cluster: Cluster,
  changes: PlanChanges,
  { catalogue, pathOf = (uri) => uri, budgets }: PlanOptions = {},
): ClusterPlan {
  const telling: Telling = { catalogue, placeOf: (at) => placeIn(workspace, at, pathOf) };
  return planReport(whatIf(cluster, changes), telling, {
    findings: findingsOf(workspace, cluster, telling),
    ...(budgets ? { budgets } : {}),
  });
}

/** A place as people are told it; undefined for one that is in no file of the workspace. */
export function placeIn(
  { files }: Workspace,
  at: Location,
  pathOf: NonNullable<PlanOptions['pathOf']>,
): PlannedPlace | undefined {
  const file = files.get(at.uri);
  const span = file && spanInFile(file, at);
  if (file === undefined || span === undefined) return undefined;
  const { line, character } = file.lines.positionAt(span.start);
  return { uri: pathOf(at.uri), line: line + 1, column: character + 1 };
}

/** What lint says with the files as they are; what config file, comments and baseline silence is left out. */
export function findingsOf(
  workspace: Workspace,
  cluster: Cluster,
  { catalogue, placeOf }: Telling,
): readonly PlannedFinding[] {
  const own = new Set(checkCluster(cluster).map(({ message }) => message));
  const isOwn = ({ message, baselined }: RuleFinding): boolean => own.has(message) && baselined === undefined;
  return lint(workspace)
    .filter(isOwn)
    .map(({ rule, severity, message, at }) => ({
      rule,
      severity,
      message: render(message, catalogue),
      at: placeOf(at),
    }));
}
