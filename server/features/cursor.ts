import { configDocument, isConfigName } from '../formats/eniLensConfig.js';
import type { Cluster } from '../model/cluster.js';
import { type Place, placeAt } from '../syntax/find.js';
import type { SyntaxDocument } from '../syntax/node.js';
import { parseDocument } from '../syntax/yaml/parse.js';
import type { Location } from '../text/span.js';
import type { DocumentModel, FileModel } from '../workspace/fileModel.js';
import type { Workspace } from '../workspace/workspace.js';
import type { Cursor } from './convert.js';

/** A memo for the documents of ours somebody points at: each has a list of resources of its own, the same as long as its text. */
const trees = new WeakMap<DocumentModel['resources'], SyntaxDocument>();

/** Keeps the tree of a document that was just parsed for the questions that follow an edit. */
export function rememberTree({ resources }: DocumentModel, tree: SyntaxDocument): void {
  trees.set(resources, tree);
}

/** The tree of the document under the cursor, read again: the model keeps no trees. */
export function treeUnder({ file, document, text }: Cursor): SyntaxDocument {
  const known = trees.get(document.resources);
  if (known?.text === text) return known;
  const tree = isConfigName(file.uri) ? configDocument(file.uri, text) : parseDocument(text);
  trees.set(document.resources, tree);
  return tree;
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
export function clusterAt(
  clusters: readonly Cluster[],
  { uri, document }: Pick<Location, 'uri' | 'document'>,
): Cluster | undefined {
  const isHere = ({ at }: { readonly at: Location }): boolean => at.uri === uri && at.document === document;
  return clusters.find(
    (cluster) =>
      (cluster.declaration !== undefined && isHere(cluster.declaration)) ||
      cluster.settings.some(isHere) ||
      cluster.eniConfigs.some(isHere) ||
      cluster.nodes.some(isHere) ||
      cluster.nodeGroups.some(isHere) ||
      cluster.subnets.some(isHere) ||
      cluster.nodeConfigs.some(isHere) ||
      cluster.bootScripts.some(isHere) ||
      cluster.configMaps.some(isHere) ||
      cluster.shapeProblems.some(isHere) ||
      cluster.fileProblems.some(isHere),
  );
}
