import { knownValue } from '../model/fact.js';
import type { Resource } from '../model/resource.js';
import { groupBy } from '../text/groupBy.js';
import type { DocumentModel } from './fileModel.js';

/**
 * The documents that a document is to those who join: a script that works on several clusters is one for each name that its commands say, and
 * one for all that names none, which is with the cluster that the script itself makes.
 */
export function partsByName(document: DocumentModel): readonly DocumentModel[] {
  if (document.form.syntax !== 'shell') return [document];
  const names = new Set(document.resources.map(nameOf));
  names.delete(undefined);
  if (names.size < 2) return [document];
  const [declared] = document.resources.flatMap((each) => (each.kind === 'cluster' ? [nameOf(each)] : []));
  const parts = groupBy(document.resources, (each) => nameOf(each) ?? declared);
  return [...parts.values()].map((resources) => ({ ...document, resources }));
}

/** The cluster that a resource names, or declares; undefined where that is not seen. */
function nameOf(resource: Resource): string | undefined {
  if (resource.kind === 'cluster') return knownValue(resource.name);
  const isNamed = resource.kind === 'cniSettings' || resource.kind === 'nodeGroup';
  return isNamed && resource.clusterName ? knownValue(resource.clusterName) : undefined;
}
