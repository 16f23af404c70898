import { knownValue } from '../model/fact.js';
import { groupBy } from '../text/groupBy.js';
import { memoized, memoizedWithin } from '../text/memo.js';
import type { Draft, Possible } from './draft.js';
import type { DocumentModel } from './fileModel.js';
import { settingsName } from './observations.js';

/*
 * Clusters by their names: a command, an add-on or an answer of EKS often says which cluster it is about, and one cluster may be declared in
 * several files.
 */

/** The name of a cluster, where it is known. */
function nameOf({ declaration }: Draft): string | undefined {
  return declaration && knownValue(declaration.name);
}

/** True where a document names another cluster than this one: it is not joined, but may say the same name in another way. */
export function namesAnother(document: DocumentModel, cluster: Draft): boolean {
  const [name, own] = [settingsName(document), nameOf(cluster)];
  return name !== undefined && own !== undefined && name !== own;
}

/**
 * Narrows the clusters that a place suggests to those of a name. Where none of them has it, one whose name is not seen may; else those of the
 * name elsewhere count, and where there are none, the place does.
 */
export function narrowing(declared: readonly Draft[]): (name: string, near: readonly Draft[]) => readonly Draft[] {
  const named = groupBy(declared, nameOf);
  const setOf = memoized((near: readonly Draft[]) => new Set(near));
  const someUnnamed = memoized((near: readonly Draft[]) => near.some((each) => nameOf(each) === undefined));
  return memoizedWithin((name: string, near: readonly Draft[]) => {
    const all = named.get(name) ?? [];
    const exact = all.filter((each) => setOf(near).has(each));
    if (exact.length > 0) return exact;
    return someUnnamed(near) || all.length === 0 ? near : all;
  });
}

/**
 * What of a cluster stands in another file that declares it too, such as a file with its add-ons beside one with its node groups: possible for
 * those declarations that say nothing about the CNI.
 */
export function offerToNamesakes(declared: readonly Draft[], tells: (document: DocumentModel) => boolean): void {
  const namesakes = groupBy(declared, (each) => {
    const name = nameOf(each);
    return name === undefined
      ? undefined
      : JSON.stringify([name, each.declaration && knownValue(each.declaration.region)]);
  });
  for (const [name, all] of namesakes) {
    if (name === undefined || all.length < 2) continue;
    const telling = new Set(all.filter(({ members }) => members.some(({ document }) => tells(document))));
    const offered = [...telling].map(({ members }): Possible => ({ id: -1, members, counts: 'settings' }));
    if (offered.length > 0) for (const each of all) if (!telling.has(each)) each.possible.push(offered);
  }
}
