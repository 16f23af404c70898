import { knownValue } from '../model/fact.js';
import { isAsShipped } from '../model/shippedValues.js';
import { groupBy } from '../text/groupBy.js';
import { folderOf, parentOf } from '../text/paths.js';
import { type Draft, declarationIn, draft, keyOf, type Member, type Possible } from './draft.js';
import type { DocumentModel, FileModel } from './fileModel.js';
import { besideOwnAddon, namesAnother, namesBeside, narrowing, offerToNamesakes } from './named.js';
import { clustersNamed, homeless, observedName, settingsName } from './observations.js';

/** What stands in the fences of a documentation: those of one fence together, unless they cannot be of one cluster. */
export function fencesIn(file: FileModel): readonly Draft[] {
  const fences: Member[][] = [];
  for (const document of file.documents) {
    if (!document.form.isFragment) continue;
    if (!document.form.continues) fences.push([]);
    if (document.resources.length > 0) fences.at(-1)?.push({ file, document });
  }
  return fences.flatMap((members) => {
    const declarations = members.flatMap(({ document }) => declarationIn(document) ?? []);
    const isOne = declarations.length < 2 && !contradict(members);
    const [first, ...others] = members;
    if (first === undefined) return [];
    const made = isOne
      ? [{ ...draft(first, declarations[0]), members: [first, ...others] }]
      : members.map((each) => draft(each, declarationIn(each.document)));
    return made.map((each) => ({ ...each, key: keyOf(each.members[0] ?? first) }));
  });
}

/** True for a document that says something about the CNI of a cluster. */
export function tells({ resources }: DocumentModel): boolean {
  return resources.some(({ kind }) => kind === 'cniSign' || kind === 'cniSettings');
}

/** What is to be decided: `telling` is documentation, `givenBy` the script that gives a file to a program. */
interface Undecided {
  readonly undecided: readonly Member[];
  readonly telling: readonly Member[];
  readonly declared: readonly Draft[];
  readonly givenBy: ReadonlyMap<Member, Member>;
}

/**
 * Steps 2 to 5 for documents that declare no cluster, and the clusters that documentation may tell of. Returns the clusters that are made
 * for those left over.
 */
export function decide({ undecided, telling, declared, givenBy }: Undecided): readonly Draft[] {
  const homes = groupBy(declared, ({ folder }) => folder);
  const inFile = groupBy(declared, ({ members: [first] }) => first?.file);
  const candidatesFor = candidatesAmong({ undecided, declared, homes, inFile });
  let inOrBelow: ReadonlyMap<string, readonly Draft[]> | undefined;
  // A folder without clusters in, above or below it tells of another CNI of nobody knows which cluster, and not of all of them.
  const beneath = (member: Member | undefined): readonly Draft[] => {
    inOrBelow ??= byFoldersAbove(declared);
    return (member && inOrBelow.get(folderOf(member.file.uri))) ?? [];
  };
  const homeOf = homeless(undecided, homes);
  const isOneOfSeveral = namesBeside([...undecided, ...declared.flatMap(({ members }) => members)]);
  const groups = groupBy(undecided, (own) => {
    const member = givenBy.get(own) ?? own;
    const candidates = candidatesFor(member);
    const [only] = candidates;
    if (only === undefined || candidates.length > 1) return homeOf(member);
    return namesAnother(member.document, only) || isOneOfSeveral(member, only) ? homeOf(member) : only;
  });
  const left: Draft[] = [];
  const possible = new Map<readonly Draft[], Possible[]>();
  const offer = (candidates: readonly Draft[], one: Possible): void => {
    const others = possible.get(candidates);
    if (others) others.push(one);
    else possible.set(candidates, [one]);
  };
  let nextId = 0;
  const offerAll = (candidates: readonly Draft[], members: readonly Member[], counts: Possible['counts']): void => {
    offer(candidates, { id: nextId++, members, counts });
    const reached = candidates === declared && declared.length > 1 ? beneath(members[0]) : candidates;
    if (reached.length > 0) offer(reached, { id: nextId++, members, counts: 'otherCnis' });
  };
  for (const [home, members] of groups) {
    const fits = !contradict(members);
    if (typeof home === 'object' && fits) {
      for (const member of members) home.members.push(member);
      continue;
    }
    const lists = new Set(typeof home === 'object' ? [[home]] : members.map(candidatesFor));
    for (const candidates of lists) offerAll(candidates, members, 'settings');
    // Where a file declares several clusters itself, no word about files could tell them apart.
    const elsewhere = members.filter(({ file }) => !inFile.has(file)).map(candidatesFor);
    const candidates = elsewhere.reduce((most, each) => (each.length > most.length ? each : most), []);
    for (const each of fits ? together(members) : apart(members)) left.push({ ...each, candidates });
  }
  const shown = groupBy(telling, (member) => nearestHome(member.file.uri, homes) ?? folderOf(member.file.uri));
  for (const [home, members] of shown) offerAll(typeof home === 'string' ? declared : home, members, 'shownSettings');
  offerToNamesakes(declared, tells);
  for (const [candidates, all] of possible) for (const candidate of candidates) candidate.possible.push(all);
  return left;
}

type DraftsBy<K> = ReadonlyMap<K, readonly Draft[]>;

/** Which of the declared clusters a document may be of: steps 2 to 4, and the name that it says itself. */
function candidatesAmong({
  undecided,
  declared,
  homes,
  inFile,
}: {
  readonly undecided: readonly Member[];
  readonly declared: readonly Draft[];
  readonly homes: DraftsBy<string>;
  readonly inFile: DraftsBy<FileModel | undefined>;
}): (member: Member) => readonly Draft[] {
  const narrowed = narrowing(declared);
  const withoutAddon = besideOwnAddon(undecided);
  return (member: Member): readonly Draft[] => {
    const { file, document } = member;
    const own = inFile.get(file);
    const observed = own ? undefined : observedName(document);
    if (observed !== undefined) return clustersNamed(observed, declared);
    if (!own && isAsReleased(document)) return homes.get(folderOf(file.uri)) ?? [];
    const near = own ?? nearestHome(file.uri, homes) ?? declared;
    const name = settingsName(document);
    if (name !== undefined) return narrowed(name, near);
    return own ? near : withoutAddon(member, near);
  };
}

/** Documents that contradict each other by file, and those of a file that contradicts itself one by one. */
function apart(members: readonly Member[]): readonly Draft[] {
  return [...groupBy(members, ({ file }) => file).values()].flatMap((ofFile) =>
    contradict(ofFile) ? ofFile.map((member) => ({ ...draft(member), key: keyOf(member) })) : together(ofFile),
  );
}

function together([first, ...others]: readonly Member[]): readonly Draft[] {
  return first ? [{ ...draft(first), members: [first, ...others] }] : [];
}

/** True for a document with nothing of ours but DaemonSets in which nobody changed a setting. */
function isAsReleased({ resources, observed }: DocumentModel): boolean {
  if (observed) return false;
  const own = resources.filter(({ kind }) => kind !== 'cniSign');
  return own.length > 0 && own.every((resource) => resource.kind === 'cniSettings' && isAsShipped(resource));
}

/** Clusters by the folders they are in or below. */
function byFoldersAbove(declared: readonly Draft[]): ReadonlyMap<string, readonly Draft[]> {
  const found = new Map<string, Draft[]>();
  for (const each of declared) {
    for (let folder: string | undefined = each.folder; folder !== undefined; folder = parentOf(folder)) {
      const others = found.get(folder);
      if (others) others.push(each);
      else found.set(folder, [each]);
    }
  }
  return found;
}

function nearestHome(uri: string, homes: ReadonlyMap<string, readonly Draft[]>): readonly Draft[] | undefined {
  for (let folder: string | undefined = folderOf(uri); folder !== undefined; folder = parentOf(folder)) {
    const home = homes.get(folder);
    if (home) return home;
  }
  return undefined;
}

/**
 * Two whole DaemonSets, or two ENIConfigs of one name with different subnets in different files, cannot be of one cluster. One file
 * is applied as a whole, so two ENIConfigs of one name in it are a mistake. What runs and what is to run may differ.
 */
function contradict(members: readonly Member[]): boolean {
  const [running, declared] = [true, false].map((runs) => members.filter(({ document }) => document.observed === runs));
  return running !== undefined && running.length > 0
    ? contradictEachOther(running) || contradictEachOther(declared ?? [])
    : contradictEachOther(members);
}

function contradictEachOther(members: readonly Member[]): boolean {
  const resources = members.flatMap(({ document }) => document.resources);
  const manifests = resources.filter((resource) => resource.kind === 'cniSettings' && resource.whole);
  const configs = resources.filter((resource) => resource.kind === 'eniConfig');
  const named = groupBy(
    configs.filter(({ name }) => name.kind === 'known'),
    ({ name }) => knownValue(name),
  );
  const subnetsDiffer = [...named.values()].some((same) => {
    const subnets = new Set(same.map(({ subnetId }) => knownValue(subnetId)));
    const files = new Set(same.map(({ at }) => at.uri));
    return subnets.size > 1 && files.size > 1;
  });
  return manifests.length > 1 || subnetsDiffer;
}
