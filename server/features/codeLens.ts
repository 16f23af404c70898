import type { CodeLens } from 'vscode-languageserver-types';
import { type Catalogue, type Message, message, render } from '../messages/message.js';
import type { Cluster } from '../model/cluster.js';
import { groupIn, placeOfGroup } from '../model/nodeGroup.js';
import { planOf, planOfGroup } from '../plan/plan.js';
import { isSameDocument, type Location } from '../text/span.js';
import type { Workspace } from '../workspace/workspace.js';
import { rangeOf } from './convert.js';
import { clusterOf, resourcesIn } from './cursor.js';
import { clusterSummary, summary } from './hover/group.js';

/** The command of a lens: the client puts the cursor at the place and shows the hover there. */
const showHover = 'eniLens.showHover';

/** The command of a lens that opens the plan of the file at a cluster. */
const showPlan = 'eniLens.showPlan';

export interface LensOptions {
  readonly catalogue?: Catalogue | undefined;
  /** The editor shows plans: a lens opens them. */
  readonly showsPlans?: boolean;
}

/** Pods and addresses above every node group and every cluster that has several. Nothing where the numbers cannot be known. */
export function codeLens(
  workspace: Workspace,
  uri: string,
  { catalogue, showsPlans = false }: LensOptions = {},
): readonly CodeLens[] {
  const file = workspace.files.get(uri);
  if (file === undefined) return [];
  const lenses = file.documents.flatMap((document) => {
    const cluster = clusterOf(workspace, { file, document });
    if (cluster === undefined) return [];
    const own = { uri, document: document.id };
    const all = resourcesIn(workspace, { file, document }).flatMap((resource): readonly Lens[] => {
      if (resource.kind === 'nodeGroup') {
        const plan = planOfGroup(groupIn(cluster, resource), cluster);
        return plan ? lensesOf(cluster, placeOfGroup(resource), summary(planOf(cluster), plan)) : [];
      }
      return resource.kind === 'cluster' && resource.name.kind === 'known'
        ? clusterLens(cluster, resource.name.at)
        : [];
    });
    return all.filter(({ at }) => isSameDocument(at, own));
  });
  return lenses.flatMap(({ at, title, plan }): readonly CodeLens[] => {
    const range = rangeOf(workspace, at);
    if (range === undefined) return [];
    const { start } = range;
    const command =
      plan === undefined
        ? { command: showHover, arguments: [uri, start] }
        : { command: showPlan, arguments: [uri, plan] };
    if (plan !== undefined && !showsPlans) return [];
    return [{ range: { start, end: start }, command: { title: render(title, catalogue), ...command } }];
  });
}

interface Lens {
  readonly at: Location;
  readonly title: Message;
  /** The key of the cluster whose plan it opens; undefined for one that shows the hover. */
  readonly plan?: string;
}

/** Of a cluster of one group the group's own lens says the numbers. */
function clusterLens(cluster: Cluster, at: Location): readonly Lens[] {
  const plan = planOf(cluster);
  if (plan.groups.length === 0) return [];
  const summaryOf = cluster.nodeGroups.length > 1 ? clusterSummary(plan, cluster.nodeGroups.length) : undefined;
  return lensesOf(cluster, at, summaryOf);
}

function lensesOf({ key, isExample }: Cluster, at: Location, title: Message | undefined): readonly Lens[] {
  return [
    ...(title === undefined ? [] : [{ at, title }]),
    ...(isExample ? [] : [{ at, title: message('IP plan'), plan: key }]),
  ];
}
