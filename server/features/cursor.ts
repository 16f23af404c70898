import { configDocument } from '../formats/eniLens/config.js';
import { isConfigName } from '../formats/eniLens/configNames.js';
import type { Cluster } from '../model/cluster.js';
import type { Resource } from '../model/resource.js';
import { type Place, placeAt } from '../syntax/find.js';
import type { SyntaxDocument } from '../syntax/node.js';
import { memoized } from '../text/memo.js';
import { documentKey, type Location } from '../text/span.js';
import { type DocumentModel, type FileModel, hasResources } from '../workspace/fileModel.js';
import { takersOf } from '../workspace/takers.js';
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

/** The cluster a document's resources were joined into, or else those of a document that takes something from it; undefined where there are none. */
export function clusterOf(
  { clusters, files }: Workspace,
  { file, document }: { readonly file: FileModel; readonly document: DocumentModel },
): Cluster | undefined {
  const own = hasResources(document) ? clusterAt(clusters, { uri: file.uri, document: document.id }) : undefined;
  if (own !== undefined) return own;
  const [taker] = takersOf(files).get(documentKey({ uri: file.uri, document: document.id })) ?? [];
  return taker && clusterAt(clusters, { uri: taker.uri, document: taker.document.id });
}

/** What has places in a document: what it declares, and what other documents of its folder do that take something from it. */
export function resourcesIn(workspace: Workspace, place: DocumentPlace): readonly Resource[] {
  return listsIn(workspace, place, ({ resources }) => resources);
}

/** The same of what they would declare unless something gives the variables of their tool other values. */
export function assumedIn(workspace: Workspace, place: DocumentPlace): readonly Resource[] {
  return listsIn(workspace, place, ({ unlessGiven }) => unlessGiven);
}

interface DocumentPlace {
  readonly file: FileModel;
  readonly document: DocumentModel;
}

function listsIn(
  workspace: Workspace,
  place: DocumentPlace,
  listOf: (document: DocumentModel) => readonly Resource[],
): readonly Resource[] {
  const { file, document } = place;
  const takers = takersOf(workspace.files).get(documentKey({ uri: file.uri, document: document.id })) ?? [];
  if (takers.length === 0) return listOf(document);
  // Of another cluster than the one that is shown there nothing can be said beside it.
  const cluster = clusterOf(workspace, place);
  const seen = takers.filter(
    (each) => clusterAt(workspace.clusters, { uri: each.uri, document: each.document.id }) === cluster,
  );
  return [document, ...seen.map((each) => each.document)].flatMap(listOf);
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
const documentsOf = memoized(({ resources, unlessGiven }: Cluster): readonly string[] => [
  ...new Set([...resources, ...unlessGiven].map(({ at }) => documentKey(at))),
]);
