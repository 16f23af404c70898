import { knownValue } from '../model/fact.js';
import { syntaxNamed } from '../syntax/claims.js';
import { groupBy } from '../text/groupBy.js';
import { memoized, memoizedWithin } from '../text/memo.js';
import { folderOf, parentOf } from '../text/paths.js';
import type { Draft, Member, Possible } from './draft.js';
import type { DocumentModel, FileModel } from './fileModel.js';
import { namesIn, settingsName } from './observations.js';

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
 * Tells where a document that names no cluster, or several, need not be of the only one that its step finds declared, because some document in the
 * same place names another: in the file that declares it, else in the folders from that of the document up to that of the cluster, else
 * anywhere. Never where the name of the cluster is not seen. `members`: all documents of the run that no config file assigns.
 */
export function namesBeside(members: readonly Member[]): (member: Member, cluster: Draft) => boolean {
  const anywhere = new Set<string>();
  const inFile = new Map<FileModel, Set<string>>();
  const inFolder = new Map<string, Set<string>>();
  for (const { file, document } of members) {
    const folder = folderOf(file.uri);
    for (const name of namesIn(document)) {
      anywhere.add(name);
      inFile.set(file, (inFile.get(file) ?? new Set()).add(name));
      inFolder.set(folder, (inFolder.get(folder) ?? new Set()).add(name));
    }
  }
  return ({ file, document }, cluster) => {
    const own = nameOf(cluster);
    if (own === undefined || settingsName(document) !== undefined) return false;
    const hasOther = (names: ReadonlySet<string> = new Set()): boolean => names.size > (names.has(own) ? 1 : 0);
    if (!hasOther(anywhere)) return false;
    if (cluster.members[0]?.file === file) return hasOther(inFile.get(file));
    let isBetween = false;
    for (let folder: string | undefined = folderOf(file.uri); folder !== undefined; folder = parentOf(folder)) {
      isBetween ||= hasOther(inFolder.get(folder));
      if (folder === cluster.folder) return isBetween;
    }
    return true;
  };
}

/**
 * Which of some clusters a document may be of that names none. A cluster has no second add-on of the VPC CNI: what makes one, and what is of one
 * module with it, is of no cluster that has its own. `members`: all documents that declare no cluster.
 */
export function besideOwnAddon(
  members: readonly Member[],
): (member: Member, near: readonly Draft[]) => readonly Draft[] {
  const modules = new Set(
    members.filter(({ document }) => isOfModule(document) && hasAddon(document)).map(({ file }) => folderOf(file.uri)),
  );
  const without = memoized((near: readonly Draft[]) =>
    near.filter(({ members: [first] }) => first === undefined || !hasAddon(first.document)),
  );
  return ({ file, document }, near) =>
    hasAddon(document) || (isOfModule(document) && modules.has(folderOf(file.uri))) ? without(near) : near;
}

/** True for a document that is one with those of its folder, as a file of Terraform is. */
function isOfModule({ form }: DocumentModel): boolean {
  return syntaxNamed(form.syntax)?.scope !== undefined;
}

/** True for a document that makes an add-on of the VPC CNI. A command changes one that may stand elsewhere. */
const hasAddon = memoized(({ resources, observed }: DocumentModel): boolean =>
  resources.some(
    (each) => each.kind === 'cniSettings' && each.takenBy === 'addon' && each.layer === undefined && !observed,
  ),
);

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
