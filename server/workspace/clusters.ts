import { mostNamed } from '../messages/message.js';
import {
  type Candidates,
  type Cluster,
  type ClusterFacts,
  clusterName,
  configuredKey,
  listsOf,
} from '../model/cluster.js';
import { knownValue } from '../model/fact.js';
import { settledSettings } from '../model/layers.js';
import type { ConfiguredCluster, LensConfig } from '../model/lensConfig.js';
import type { ClusterDeclaration } from '../model/resource.js';
import { isAsShipped } from '../model/shippedValues.js';
import { attempted } from '../text/fault.js';
import { groupBy } from '../text/groupBy.js';
import { memoized } from '../text/memo.js';
import { withConfigured } from './configuredGroups.js';
import { faultOf, startOf } from './fault.js';
import { matchingFinder } from './fileMatchers.js';
import type { DocumentModel, FileModel } from './fileModel.js';
import { folderOf, parentOf } from './paths.js';

/*
 * Which resources make up a cluster: the one place with judgement. A document's resources belong to
 *   1. the cluster the config file assigns the file to,
 *   2. the cluster the document itself declares, or else the only one its file declares,
 *   3. the only cluster declared in the nearest enclosing folder that declares any,
 *   4. the workspace's only cluster,
 *   5. a cluster of its own folder.
 * What documentation shows belongs to none of these: it may be an example, a piece or one of several ways. Each fence is a cluster of its own,
 * never wholly visible, so that it neither accuses nor silences what is written elsewhere.
 * A copy of the DaemonSet as the CNI is released with says nothing about a cluster somewhere else, such as in a folder of vendored
 * manifests: steps 3 and 4 join it only with a cluster of its own folder.
 * What tells of a CNI without being settings of ours (`CniSign`) follows the same steps, and never makes a cluster less wholly visible. Of
 * documentation it counts as possible, and so do the settings that documentation shows: a README says what else is done to the cluster.
 * Where a step finds several clusters, or where documents contradict each other, they are linted by themselves, and the
 * clusters they might belong to only hear of them as something possible. Two declarations of one name are never merged.
 */

/** A document with resources of ours. */
interface Member {
  readonly file: FileModel;
  readonly document: DocumentModel;
}

/** A cluster while it is being put together. */
interface Draft {
  readonly key: string;
  readonly folder: string;
  readonly declaration: ClusterDeclaration | undefined;
  readonly configured: ConfiguredCluster | undefined;
  readonly members: Member[];
  /** One and the same list for all clusters that it may belong to. */
  readonly possible: (readonly Possible[])[];
  /** The declared clusters that it may be a part of. */
  readonly candidates: readonly Draft[];
}

/** Documents that may belong to several clusters. */
interface Possible {
  readonly id: number;
  readonly members: readonly Member[];
  /** They stand in documentation, of which only signs count. */
  readonly isShown?: true;
}

/** What may belong to a cluster; one and the same for all clusters that it may belong to. */
type PossibleResources = Pick<Cluster, 'possibleEniConfigs' | 'possibleSettings' | 'possibleSigns'>;

/**
 * Joins the resources of all files into clusters, in the order of the files. Every resource is in exactly one of them.
 * A cluster that is the same as in `previous` is that very object, so that what was found out about it can be kept.
 */
export function joinClusters(
  files: Iterable<FileModel>,
  config: LensConfig,
  previous: readonly Cluster[] = [],
): readonly Cluster[] {
  const all = [...files];
  const joined = attempted(() => join(all, config, previous));
  return 'value' in joined ? joined.value : joinedAlone(all, config, joined.fault);
}

/** Where joining fails, each file is by itself: nothing can be said of what is missing from it. */
function joinedAlone(files: readonly FileModel[], config: LensConfig, fault: unknown): readonly Cluster[] {
  const faults: Cluster[] = [];
  const clusters = files.flatMap((file) => {
    const alone = attempted(() => join([file], config, []));
    if ('value' in alone) return alone.value.map((cluster) => ({ ...cluster, parsed: false, whollyVisible: false }));
    faults.push(faultyCluster(file, alone.fault));
    return [];
  });
  const [first] = files;
  return [...(faults.length === 0 && first ? [faultyCluster(first, fault)] : faults), ...clusters];
}

/** All that is left of what we failed to join: that we did. */
function faultyCluster(file: FileModel, fault: unknown): Cluster {
  const { uri } = file;
  const document = file.documents[0]?.id ?? 0;
  const problem = faultOf({ ...startOf(uri), document }, fault);
  return {
    key: `fault:${uri}`,
    resources: [problem],
    ...listsOf([problem]),
    declaration: undefined,
    possibleEniConfigs: [],
    possibleSettings: [],
    possibleSigns: [],
    isExample: false,
    parsed: false,
    whollyVisible: false,
    mayBelongTo: undefined,
    facts: { cniVersion: undefined, expectedPodsPerNode: undefined, instanceTypes: {} },
  };
}

function join(files: Iterable<FileModel>, config: LensConfig, previous: readonly Cluster[]): readonly Cluster[] {
  const clustersFor = matchingFinder(config.clusters, config.uri);
  const configured = new Map<ConfiguredCluster, Draft>();
  const declared: Draft[] = [];
  const shown: Draft[] = [];
  const undecided: Member[] = [];
  const telling: Member[] = [];
  for (const file of files) {
    const [assigned] = clustersFor(file.uri);
    for (const fence of fencesIn(file)) shown.push(fence);
    for (const document of file.documents)
      if (document.form.isFragment && tells(document)) telling.push({ file, document });
    for (const document of file.documents.filter(({ resources, form }) => resources.length > 0 && !form.isFragment)) {
      const member = { file, document };
      if (assigned) addConfigured(configured, assigned, member);
      else if (declarationIn(document)) declared.push(draft(member, declarationIn(document)));
      else undecided.push(member);
    }
  }
  const own = decide(undecided, telling, declared);
  const possibleOf = sharedPossible();
  const before = new Map(previous.map((cluster) => [cluster.key, cluster]));
  return [...configured.values(), ...declared, ...own, ...shown].flatMap((each) => {
    const made = attempted(() => finish(each, possibleOf(each), config));
    const [first] = each.members;
    if ('fault' in made) return first ? [faultyCluster(first.file, made.fault)] : [];
    const joined = made.value;
    const known = before.get(joined.key);
    return [known !== undefined && isSame(known, joined) ? known : joined];
  });
}

/** True when the two hold the very same resources and facts: a document that was not read again keeps its resources. */
function isSame(a: Cluster, b: Cluster): boolean {
  const names = Object.keys(b) as (keyof Cluster)[];
  return names.every((name) => {
    const [x, y] = [a[name], b[name]];
    if (x === y) return true;
    if (Array.isArray(x) && Array.isArray(y))
      return x.length === y.length && x.every((each, index) => each === y[index]);
    if (name === 'mayBelongTo') return JSON.stringify(x) === JSON.stringify(y);
    return name === 'facts' && isSameFacts(a.facts, b.facts);
  });
}

function isSameFacts(a: ClusterFacts, b: ClusterFacts): boolean {
  const names = Object.keys(b) as (keyof ClusterFacts)[];
  return names.every((name) => a[name] === b[name]);
}

/** What stands in the fences of a documentation: those of one fence together, unless they cannot be of one cluster. */
function fencesIn(file: FileModel): readonly Draft[] {
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

function addConfigured(drafts: Map<ConfiguredCluster, Draft>, configured: ConfiguredCluster, member: Member): void {
  const existing = drafts.get(configured);
  const declaration = declarationIn(member.document);
  if (existing !== undefined && (existing.declaration !== undefined || declaration === undefined)) {
    existing.members.push(member);
    return;
  }
  const made = { ...draft(member, declaration), key: `${configuredKey}${configured.name}`, configured };
  drafts.set(configured, { ...made, members: [...(existing?.members ?? []), member] });
}

function draft(member: Member, declaration?: ClusterDeclaration): Draft {
  const { uri } = member.file;
  const key = declaration ? keyOf(member) : uri;
  return {
    key,
    folder: folderOf(uri),
    declaration,
    configured: undefined,
    members: [member],
    possible: [],
    candidates: [],
  };
}

function keyOf({ file, document }: Member): string {
  return `${file.uri}#${indexesIn(file).get(document)}`;
}

const indexesIn = memoized(
  ({ documents }: FileModel): ReadonlyMap<DocumentModel, number> =>
    new Map(documents.map((document, index) => [document, index])),
);

function declarationIn({ resources }: DocumentModel): ClusterDeclaration | undefined {
  return resources.find((resource) => resource.kind === 'cluster');
}

/** True for a document that says something about the CNI of a cluster. */
function tells({ resources }: DocumentModel): boolean {
  return resources.some(({ kind }) => kind === 'cniSign' || kind === 'cniSettings');
}

/**
 * Steps 2 to 5 for documents that declare no cluster, and the clusters that documentation may tell of. Returns the clusters that are made
 * for those left over.
 */
function decide(
  undecided: readonly Member[],
  telling: readonly Member[],
  declared: readonly Draft[],
): readonly Draft[] {
  const homes = groupBy(declared, ({ folder }) => folder);
  const inFile = groupBy(declared, ({ members: [first] }) => first?.file);
  const candidatesFor = ({ file, document }: Member): readonly Draft[] => {
    const own = inFile.get(file);
    if (own) return own;
    if (isAsReleased(document)) return homes.get(folderOf(file.uri)) ?? [];
    return nearestHome(file.uri, homes) ?? declared;
  };
  const groups = groupBy(undecided, (member) => {
    const candidates = candidatesFor(member);
    return candidates.length === 1 ? candidates[0] : folderOf(member.file.uri);
  });
  const left: Draft[] = [];
  const possible = new Map<readonly Draft[], Possible[]>();
  const offer = (candidates: readonly Draft[], one: Possible): void => {
    const others = possible.get(candidates);
    if (others) others.push(one);
    else possible.set(candidates, [one]);
  };
  let nextId = 0;
  for (const [home, members] of groups) {
    const fits = !contradict(members);
    if (typeof home === 'object' && fits) {
      for (const member of members) home.members.push(member);
      continue;
    }
    const one = { id: nextId++, members };
    const lists = new Set(typeof home === 'object' ? [[home]] : members.map(candidatesFor));
    for (const candidates of lists) offer(candidates, one);
    // Where a file declares several clusters itself, no word about files could tell them apart.
    const elsewhere = members.filter(({ file }) => !inFile.has(file)).map(candidatesFor);
    const candidates = elsewhere.reduce((most, each) => (each.length > most.length ? each : most), []);
    for (const each of fits ? together(members) : apart(members)) left.push({ ...each, candidates });
  }
  for (const [candidates, members] of groupBy(telling, (member) => nearestHome(member.file.uri, homes) ?? declared)) {
    offer(candidates, { id: nextId++, members, isShown: true });
  }
  for (const [candidates, all] of possible) for (const candidate of candidates) candidate.possible.push(all);
  return left;
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
function isAsReleased({ resources }: DocumentModel): boolean {
  const own = resources.filter(({ kind }) => kind !== 'cniSign');
  return own.length > 0 && own.every((resource) => resource.kind === 'cniSettings' && isAsShipped(resource));
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
 * is applied as a whole, so two ENIConfigs of one name in it are a mistake.
 */
function contradict(members: readonly Member[]): boolean {
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

/** Makes the lists of what is possible for a cluster, the same lists for the same documents. */
function sharedPossible(): (draft: Draft) => PossibleResources {
  const made = new Map<string, PossibleResources>();
  const numbers = new Map<readonly Possible[], number>();
  return ({ possible: lists }) => {
    for (const list of lists) if (!numbers.has(list)) numbers.set(list, numbers.size);
    const key = lists.map((list) => numbers.get(list)).join(' ');
    const known = made.get(key);
    if (known) return known;
    const possible = [...new Set(lists.flat())].sort((a, b) => a.id - b.id);
    const resourcesIn = (some: readonly Possible[]) =>
      some.flatMap(({ members }) => members.flatMap(({ document }) => document.resources));
    const { eniConfigs, settings, cniSigns } = listsOf(resourcesIn(possible.filter(({ isShown }) => !isShown)));
    const shown = listsOf(resourcesIn(possible.filter(({ isShown }) => isShown)));
    const told = [...cniSigns, ...shown.cniSigns].map(({ says }) => says);
    // Settings that documentation shows configure the CNI of a cluster somewhere, or may.
    const shownSettings: typeof told = shown.settings.length > 0 ? ['configured'] : [];
    const resourcesOfAll: PossibleResources = {
      possibleEniConfigs: eniConfigs,
      possibleSettings: settings,
      possibleSigns: [...new Set([...told, ...shownSettings])].sort(),
    };
    made.set(key, resourcesOfAll);
    return resourcesOfAll;
  };
}

/** How much of a file is known: all clusters of a file ask for it. */
const readingOf = memoized(
  ({ documents }: FileModel): Pick<DocumentModel, 'parsed' | 'templated'> => ({
    parsed: documents.every(({ parsed }) => parsed),
    templated: documents.some(({ templated }) => templated),
  }),
);

function onlyTells({ resources }: DocumentModel): boolean {
  return resources.length > 0 && resources.every(({ kind }) => kind === 'cniSign');
}

/** True where documents that may belong to a cluster hold more of it than signs. The same list may be that of all clusters. */
const holdsMore = memoized((list: readonly Possible[]): boolean =>
  list.some(({ members, isShown }) => !isShown && !members.every(({ document }) => onlyTells(document))),
);

function candidatesOf({ candidates }: Draft): Candidates | undefined {
  if (candidates.length === 0) return undefined;
  const names = candidates.slice(0, mostNamed).map(({ key, declaration }) => {
    const uri = declaration?.at.uri ?? key;
    return clusterName({ key, declaration }) ?? uri.slice(uri.lastIndexOf('/') + 1);
  });
  return { names, more: candidates.length - names.length };
}

function finish(draft: Draft, possible: PossibleResources, config: LensConfig): Cluster {
  const { key, declaration, configured, members } = draft;
  const resources = members.flatMap(({ document }) => document.resources);
  const lists = listsOf(resources);
  // A sign is none of what has to be seen whole.
  const files = [...new Set(members.filter(({ document }) => !onlyTells(document)).map(({ file }) => file))];
  const isExample = members.some(({ document }) => document.form.isFragment);
  const seen = isExample ? members.map(({ document }) => document) : files.map(readingOf);
  const parsed = seen.every(({ parsed: readable }) => readable);
  const settings = settledSettings(lists.settings);
  const nodeGroups = withConfigured(lists.nodeGroups, configured?.nodeGroups ?? []);
  const { eniConfigs } = lists;
  const hidden =
    isExample ||
    seen.some(({ templated }) => templated) ||
    declaration?.partlyHidden === true ||
    [...settings, ...eniConfigs].some(({ partlyHidden }) => partlyHidden);
  const complete = [settings, nodeGroups, eniConfigs].every(({ length }) => length > 0);
  return {
    key,
    resources,
    ...lists,
    declaration,
    settings,
    nodeGroups,
    subnets: [...lists.subnets, ...(configured?.subnets ?? [])],
    ...possible,
    isExample,
    parsed,
    whollyVisible:
      parsed &&
      !hidden &&
      complete &&
      !draft.possible.some(holdsMore) &&
      (files.length === 1 || configured !== undefined),
    mayBelongTo: candidatesOf(draft),
    facts: {
      cniVersion: configured?.cniVersion ?? config.cniVersion,
      expectedPodsPerNode: configured?.expectedPodsPerNode ?? config.expectedPodsPerNode,
      instanceTypes: config.instanceTypes,
    },
  };
}
