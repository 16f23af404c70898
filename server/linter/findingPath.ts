import { memoized } from '../text/memo.js';
import type { Location } from '../text/span.js';
import { type DocumentModel, documentHolding, type FileModel } from '../workspace/fileModel.js';
import { treeOf } from '../workspace/tree.js';
import { numbered, pathName, structuralPath } from './structuralPath.js';

/**
 * Says where places in a file are, whatever line they stand on: the document and the way to the place in it, such as
 * `ClusterConfig/shop:addons[vpc-cni].configurationValues.env.WARM_IP_TARGET`. Undefined where the text of the document was let go.
 */
export function pathsIn(file: FileModel | undefined): (at: Location) => string | undefined {
  const labels = file ? labelsIn(file) : undefined;
  return (at) => {
    const document = file && documentHolding(at, file);
    const within =
      known.get(at) ?? (document?.text === undefined ? undefined : structuralPath(treeOf(document).root, at.span));
    if (within === undefined) return undefined;
    known.set(at, within);
    return [labels?.get(at.document) ?? '', within].filter((part) => part !== '').join(':');
  };
}

/** A memo: the text of a document with a given id never changes, and with another one its findings have other locations. */
const known = new WeakMap<Location, string>();

/** The names of the documents, each in a way of its own. */
const labelsIn = memoized((file: FileModel): ReadonlyMap<number, string> => {
  const documents = file.documents.filter(mayHaveFindings);
  const labels = numbered(documents.map(labelOf));
  return new Map(documents.map(({ id }, index) => [id, labels[index] ?? '']));
});

/** What is none of ours may come and go between documents that are. */
function mayHaveFindings({ resources, suppressions }: DocumentModel): boolean {
  return resources.length > 0 || suppressions.length > 0;
}

/** The name of the manifest that a document is; '' for one without a name, a list of them and what is none of ours. */
function labelOf({ names }: DocumentModel): string {
  const own = names.find(({ span }) => span.start === 0);
  if (own === undefined) return '';
  const { kind, namespace, name } = own;
  return [kind, namespace, name].flatMap((part) => (part === undefined ? [] : pathName(part))).join('/');
}
