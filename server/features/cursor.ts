import { isConfigName } from '../formats/configNames.js';
import { configDocument } from '../formats/eniLensConfig.js';
import type { Cluster } from '../model/cluster.js';
import { type Place, placeAt } from '../syntax/find.js';
import type { SyntaxDocument } from '../syntax/node.js';
import { memoized } from '../text/memo.js';
import { documentKey, type Location } from '../text/span.js';
import type { DocumentModel, FileModel } from '../workspace/fileModel.js';
import { treeOf } from '../workspace/tree.js';
import type { Workspace } from '../workspace/workspace.js';
import type { Cursor } from './convert.js';

/** The tree of the document under the cursor; that of a config file is read by its own rules. */
export function treeUnder({ file, document, text }: Cursor): SyntaxDocument {
  return isConfigName(file.uri) ? configDocument(file.uri, text) : treeOf(document);
}

/** The nodes under the cursor. */
export function placeUnder(cursor: Cursor): Place {
  return placeAt(treeUnder(cursor), cursor.offset);
}

/** The cluster a document's resources were joined into; undefined where it has none. */
export function clusterOf(
  { clusters }: Workspace,
  { file, document }: { readonly file: FileModel; readonly document: DocumentModel },
): Cluster | undefined {
  if (document.resources.length === 0) return undefined;
  return clusterAt(clusters, { uri: file.uri, document: document.id });
}

/** The cluster with something in a document. */
export function clusterAt(clusters: readonly Cluster[], at: Pick<Location, 'uri' | 'document'>): Cluster | undefined {
  return clustersByDocument(clusters).get(documentKey(at));
}

/** Where several clusters have something in a document, the first. */
const clustersByDocument = memoized(
  (clusters: readonly Cluster[]): ReadonlyMap<string, Cluster> =>
    new Map(clusters.toReversed().flatMap((cluster) => documentsOf(cluster).map((key) => [key, cluster] as const))),
);

/** The keys of the documents that a cluster has something in: few, where its resources are many. */
const documentsOf = memoized(({ resources }: Cluster): readonly string[] => [
  ...new Set(resources.map(({ at }) => documentKey(at))),
]);
