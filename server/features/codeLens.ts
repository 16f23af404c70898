import type { CodeLens } from 'vscode-languageserver-types';
import { type Message, render } from '../messages/message.js';
import type { Cluster } from '../model/cluster.js';
import { groupIn, placeOfGroup } from '../model/nodeGroup.js';
import { planOf, planOfGroup } from '../plan/plan.js';
import type { Location } from '../text/span.js';
import type { Workspace } from '../workspace/workspace.js';
import { rangeOf } from './convert.js';
import { clusterAt } from './cursor.js';
import { clusterSummary, summary } from './hover/group.js';
import type { HoverOptions } from './hover.js';

/** The command of a lens: the client puts the cursor at the place and shows the hover there. */
const showHover = 'eniLens.showHover';

/** Pods and addresses above every node group and every cluster that has several. Nothing where the numbers cannot be known. */
export function codeLens(workspace: Workspace, uri: string, { catalogue }: HoverOptions = {}): readonly CodeLens[] {
  const file = workspace.files.get(uri);
  if (file === undefined) return [];
  const lenses = file.documents.flatMap(({ id, resources }) => {
    const cluster = resources.length > 0 ? clusterAt(workspace.clusters, { uri, document: id }) : undefined;
    if (cluster === undefined) return [];
    return resources.flatMap((resource): readonly { at: Location; title: Message }[] => {
      if (resource.kind === 'nodeGroup') {
        const plan = planOfGroup(groupIn(cluster, resource), cluster);
        return plan ? [{ at: placeOfGroup(resource), title: summary(planOf(cluster), plan) }] : [];
      }
      return resource.kind === 'cluster' && resource.name.kind === 'known'
        ? clusterLens(cluster, resource.name.at)
        : [];
    });
  });
  return lenses.flatMap(({ at, title }): readonly CodeLens[] => {
    const range = rangeOf(workspace, at);
    if (range === undefined) return [];
    const command = { title: render(title, catalogue), command: showHover, arguments: [uri, range.start] };
    return [{ range: { start: range.start, end: range.start }, command }];
  });
}

/** A cluster of one group says nothing that the group's own lens does not. */
function clusterLens(cluster: Cluster, at: Location): readonly { readonly at: Location; readonly title: Message }[] {
  const plan = planOf(cluster);
  return cluster.nodeGroups.length > 1 && plan.groups.length > 0
    ? [{ at, title: clusterSummary(plan, cluster.nodeGroups.length) }]
    : [];
}
