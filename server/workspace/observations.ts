import { knownValue } from '../model/fact.js';
import { clusterOfNode } from '../model/observedNodes.js';
import { memoized } from '../text/memo.js';
import { folderOf } from '../text/paths.js';
import type { Draft, Member } from './draft.js';
import type { DocumentModel } from './fileModel.js';

/** The names of the clusters that a document says its settings, groups and nodes are of, or declares. */
export const namesIn = memoized(
  ({ resources }: DocumentModel): ReadonlySet<string> =>
    new Set(
      resources.flatMap((resource) => {
        if (resource.kind === 'cniSettings' || resource.kind === 'nodeGroup')
          return (resource.clusterName && knownValue(resource.clusterName)) ?? [];
        if (resource.kind === 'cluster') return knownValue(resource.name) ?? [];
        return resource.kind === 'node' ? (clusterOfNode(resource) ?? []) : [];
      }),
    ),
);

/** The name of the cluster that a document was read from, where it says one; undefined for what is written to make a cluster. */
export function observedName(document: DocumentModel): string | undefined {
  return document.observed ? settingsName(document) : undefined;
}

/** The name of the only cluster that a document says its settings and groups are of; undefined where it names none, or several. */
export function settingsName(document: DocumentModel): string | undefined {
  const names = namesIn(document);
  return names.size === 1 ? [...names][0] : undefined;
}

/** The declared clusters of a name. */
export function clustersNamed(name: string, declared: readonly Draft[]): readonly Draft[] {
  return declared.filter(({ declaration }) => declaration !== undefined && knownValue(declaration.name) === name);
}

/**
 * What documents of no declared cluster are one cluster by: their folder and, where it declares clusters or documents in it name several, the name
 * of theirs.
 */
export function homeless(members: readonly Member[], homes: ReadonlyMap<string, unknown>): (member: Member) => string {
  const names = new Map<string, Set<string>>();
  for (const { file, document } of members) {
    const name = settingsName(document);
    const folder = folderOf(file.uri);
    if (name !== undefined) names.set(folder, (names.get(folder) ?? new Set()).add(name));
  }
  return ({ file, document }) => {
    const folder = folderOf(file.uri);
    const isShared = homes.has(folder) || (names.get(folder)?.size ?? 0) > 1;
    const name = isShared ? settingsName(document) : undefined;
    return name === undefined ? folder : `${folder}#${name}`;
  };
}
