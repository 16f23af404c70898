import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { pageProgramFile } from '../disk/ownFiles.js';
import { placeIn, plannedClusters, planOfCluster } from '../linter/plans.js';
import { planPage } from '../page/page.js';
import type { PageCluster } from '../page/pageCluster.js';
import { attempted } from '../text/fault.js';
import type { Workspace } from '../workspace/workspace.js';
import type { Call } from './call.js';
import { shownPath } from './shownPath.js';

/** The clusters of a workspace for a page, with the changes it begins with and budgets beside those of the config file. One that we fail at is left out. */
export function pageClusters(
  workspace: Workspace,
  { changes, budgets }: Pick<PageCluster, 'changes' | 'budgets'>,
  call: Call,
): readonly PageCluster[] {
  const { catalogue, folder } = call;
  const pathOf = (uri: string): string => shownPath(folder, uri);
  return plannedClusters(workspace).flatMap((cluster) => {
    const made = attempted(() => planOfCluster(workspace, cluster, {}, { catalogue, pathOf }));
    if (!('value' in made)) return [];
    const { findings } = made.value;
    return [{ cluster, findings, budgets, changes, placeOf: (at) => placeIn(workspace, at, pathOf) }];
  });
}

/** The page of these clusters, in the language of the call. */
export function pageText(clusters: readonly PageCluster[], { language, catalogue }: Call): string {
  return planPage({
    clusters,
    language,
    catalogue,
    program: readFileSync(pageProgramFile, 'utf8'),
    pack: (text) => gzipSync(text, { level: 9 }).toString('base64'),
    hashOf: (text) => createHash('sha256').update(text).digest('base64'),
  });
}
