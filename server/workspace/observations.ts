import { knownValue } from '../model/fact.js';
import { clusterOfNode } from '../model/observedNodes.js';
import type { CniSettings, NodeGroup } from '../model/resource.js';
import { memoized } from '../text/memo.js';
import { folderOf } from '../text/paths.js';
import type { Draft, Member } from './draft.js';
import type { DocumentModel } from './fileModel.js';

/** The name of the cluster that a document was read from, where it says one; undefined for what is written to make a cluster. */
export const observedName = memoized(({ observed, resources }: DocumentModel): string | undefined => {
  if (!observed) return undefined;
  const names = new Set(
    resources.flatMap((resource) => {
      if (resource.kind === 'cniSettings' || resource.kind === 'nodeGroup') return nameIn(resource) ?? [];
      if (resource.kind === 'cluster') return knownValue(resource.name) ?? [];
      return resource.kind === 'node' ? (clusterOfNode(resource) ?? []) : [];
    }),
  );
  return names.size === 1 ? [...names][0] : undefined;
});

function nameIn({ clusterName }: CniSettings | NodeGroup): string | undefined {
  return clusterName && knownValue(clusterName);
}

/** The name of the only cluster that a document says its settings and groups are of; undefined where it names none, or several. */
export const settingsName = memoized((document: DocumentModel): string | undefined => {
  if (document.observed) return observedName(document);
  const names = new Set(
    document.resources.flatMap((each) =>
      each.kind === 'cniSettings' || each.kind === 'nodeGroup' ? (nameIn(each) ?? []) : [],
    ),
  );
  return names.size === 1 ? [...names][0] : undefined;
});

/** The declared clusters of a name. */
export function clustersNamed(name: string, declared: readonly Draft[]): readonly Draft[] {
  return declared.filter(({ declaration }) => declaration !== undefined && knownValue(declaration.name) === name);
}

/**
 * What documents of no declared cluster are one cluster by: their folder and, where those of a folder name several clusters, the name of theirs.
 */
export function homeless(members: readonly Member[]): (member: Member) => string {
  const names = new Map<string, Set<string>>();
  for (const { file, document } of members) {
    const name = settingsName(document);
    const folder = folderOf(file.uri);
    if (name !== undefined) names.set(folder, (names.get(folder) ?? new Set()).add(name));
  }
  return ({ file, document }) => {
    const folder = folderOf(file.uri);
    const name = (names.get(folder)?.size ?? 0) > 1 ? settingsName(document) : undefined;
    return name === undefined ? folder : `${folder}#${name}`;
  };
}
