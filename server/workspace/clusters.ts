import { mostNamed } from '../messages/message.js';
import { type Candidates, type Cluster, type ClusterFacts, configuredKey, listsOf } from '../model/cluster.js';
import { knownValue } from '../model/fact.js';
import { isOnlyIfGiven, settledSettings, withFaultsOfGiven } from '../model/layers.js';
import type { ConfiguredCluster, LensConfig } from '../model/lensConfig.js';
import type { AnsweredType, Resource } from '../model/resource.js';
import { attempted } from '../text/fault.js';
import { memoized } from '../text/memo.js';
import { withAnswered } from './answeredTypes.js';
import { decide, fencesIn, tells } from './belonging.js';
import { withConfigured } from './configuredGroups.js';
import { type Draft, declarationIn, draft, type Member } from './draft.js';
import { faultOf, startOf } from './fault.js';
import { matchingFinder } from './fileMatchers.js';
import { type DocumentModel, type FileModel, hasResources } from './fileModel.js';
import { withNodeClasses } from './nodeClasses.js';
import { clustersNamed, observedName } from './observations.js';
import { withHeld, withObservedGroups } from './observedLists.js';
import { partsByName } from './parts.js';
import { holdsMore, onlyTells, type PossibleResources, sharedPossible } from './possible.js';
import { givenMembers, settingsInFiles } from './valuesFiles.js';

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
 * Where a document says of which cluster its settings or groups are, steps 2 to 4 find only clusters of that name or of none that is seen; with another name
 * it is only possible for the cluster it lies with. So is a document that names none where another in the same place (the file, the folders from its
 * own up to that of the cluster, or the workspace) names a second cluster, declared or not. What another declaration of the same cluster says is
 * possible for one that says nothing of the CNI.
 * A document that makes an add-on of the VPC CNI and names no cluster is of none that has one itself, nor is the rest of its module of Terraform.
 * A file of values that a script gives to Helm or the AWS CLI belongs where the script does; one that could be of anything counts only then.
 * What was read from a running cluster (`observed`) belongs to the declared cluster whose name it says, and else to none that has a name; where it
 * says none, the steps are the same. It contradicts nothing that is written to make a cluster: that is a finding.
 * What tells of a CNI without being settings of ours (`CniSign`) follows the same steps, and never makes a cluster less wholly visible. Of
 * documentation it counts as possible, and so do the settings that documentation shows: a README says what else is done to the cluster.
 * Of another CNI it tells the clusters of its own folder, of those above and of those below, or the workspace's only one; where there are
 * several elsewhere, none.
 * Where a step finds several clusters, or where documents contradict each other, they are linted by themselves, and the
 * clusters they might belong to only hear of them as something possible. Two declarations of one name are never merged.
 */

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
    unlessGiven: [],
    ...listsOf([problem]),
    declaration: undefined,
    possibleEniConfigs: [],
    possibleSettings: [],
    possibleSigns: [],
    isExample: false,
    parsed: false,
    whollyVisible: false,
    mayBelongTo: undefined,
    facts: { cniVersion: undefined, expectedPodsPerNode: undefined, instanceTypes: {}, budgets: [] },
    configured: undefined,
  };
}

function join(files: Iterable<FileModel>, config: LensConfig, previous: readonly Cluster[]): readonly Cluster[] {
  const clustersFor = matchingFinder(config.clusters, config.uri);
  const configured = new Map<ConfiguredCluster, Draft>();
  const declared: Draft[] = [];
  const shown: Draft[] = [];
  const read: Member[] = [];
  const undecided: Member[] = [];
  const telling: Member[] = [];
  const answered: AnsweredType[] = [];
  const all = [...files];
  const given = givenMembers(all.flatMap(membersOf));
  for (const file of all) {
    const [assigned] = clustersFor(file.uri);
    for (const fence of fencesIn(file)) shown.push(fence);
    for (const document of file.documents)
      if (document.form.isFragment && tells(document)) telling.push({ file, document });
    for (const each of membersOf(file)) {
      const member = given.by.has(each) ? each : given.all.has(each) ? withoutContested(each) : withoutUngiven(each);
      const { document } = member;
      if (!hasResources(document)) continue;
      if (document.observed) answered.push(...answeredIn(document));
      if (assigned) addConfigured(configured, assigned, member);
      else if (declarationIn(document)?.observed) read.push(member);
      else if (declarationIn(document)) declared.push(draft(member, declarationIn(document)));
      else undecided.push(member);
    }
  }
  for (const member of read) {
    // What was read of a cluster that a file declares declares it no second time.
    if (clustersNamed(observedName(member.document) ?? '', declared).length > 0) undecided.push(member);
    else declared.push(draft(member, declarationIn(member.document)));
  }
  const own = decide({ undecided, telling, declared, givenBy: given.by });
  const possibleOf = sharedPossible();
  const facts =
    answered.length === 0 ? config : { ...config, instanceTypes: withAnswered(config.instanceTypes, answered) };
  const before = new Map(previous.map((cluster) => [cluster.key, cluster]));
  return [...configured.values(), ...declared, ...own, ...shown].flatMap((each) => {
    const made = attempted(() => finish(each, possibleOf(each), facts));
    const [first] = each.members;
    if ('fault' in made) return first ? [faultyCluster(first.file, made.fault)] : [];
    const joined = made.value;
    const known = before.get(joined.key);
    return [known !== undefined && isSame(known, joined) ? known : joined];
  });
}

/** What a file holds of ours, documentation left out: the same objects whenever they are asked for. */
const membersOf = memoized((file: FileModel): readonly Member[] =>
  file.documents
    .filter((document) => hasResources(document) && !document.form.isFragment)
    .flatMap(partsByName)
    .map((document) => ({ file, document })),
);

/** A document that no command gives to the CNI, without what would count then. */
const withoutUngiven = memoized((member: Member): Member => withOnly(member, (each) => !isOnlyIfGiven(each)));

/** A document that several commands give to the CNI: for whom its settings count is open, and that it cannot be read is not. */
const withoutContested = memoized(
  (member: Member): Member => withOnly(member, (each) => each.kind !== 'cniSettings' || !isOnlyIfGiven(each)),
);

function withOnly(member: Member, counts: (resource: Resource) => boolean): Member {
  const { file, document } = member;
  const resources = document.resources.filter(counts);
  return resources.length === document.resources.length ? member : { file, document: { ...document, resources } };
}

/** What EC2 says of instance types counts for all clusters. */
function answeredIn({ resources }: DocumentModel): readonly AnsweredType[] {
  return resources.flatMap((resource) => (resource.kind === 'answeredType' ? [resource] : []));
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

/** How much of a file is known: all clusters of a file ask for it. */
const readingOf = memoized(
  ({ documents }: FileModel): Pick<DocumentModel, 'parsed' | 'templated'> => ({
    parsed: documents.every(({ parsed }) => parsed),
    templated: documents.some(({ templated }) => templated),
  }),
);

function candidatesOf({ candidates }: Draft): Candidates | undefined {
  if (candidates.length === 0) return undefined;
  const first = candidates.slice(0, mostNamed).map(({ key, declaration }) => {
    const [folder = '', file = ''] = (declaration?.at.uri ?? key).split('/').slice(-2);
    return { name: declaration && knownValue(declaration.name), place: `${folder}/${file}` };
  });
  const names = first.map(({ name, place }) => {
    if (name === undefined) return place;
    // Two clusters of one name are told apart by where they are declared.
    return first.filter((other) => other.name === name).length > 1 ? `${name} (${place})` : name;
  });
  return { names, more: candidates.length - names.length };
}

function finish(draft: Draft, possible: PossibleResources, config: LensConfig): Cluster {
  const { key, declaration, configured, members } = draft;
  const all = members.flatMap(({ document }) => document.resources);
  const resources = declaration?.observed
    ? all
    : all.filter((resource) => resource.kind !== 'cluster' || !resource.observed);
  const lists = listsOf(resources);
  // A sign is none of what has to be seen whole.
  const files = [...new Set(members.filter(({ document }) => !onlyTells(document)).map(({ file }) => file))];
  const declaring = new Set(
    members.filter(({ document }) => !document.observed && !onlyTells(document)).map(({ file }) => file),
  );
  const isExample = members.some(({ document }) => document.form.isFragment);
  const seen = isExample ? members.map(({ document }) => document) : files.map(readingOf);
  const parsed = seen.every(({ parsed: readable }) => readable);
  const inFiles = settingsInFiles(lists.settings);
  const settings = settledSettings(lists.settings, inFiles);
  const nodeGroups = withConfigured(
    withNodeClasses(withObservedGroups(lists.nodeGroups), lists.nodeClasses, lists.cniSigns),
    configured?.nodeGroups ?? [],
  );
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
    unlessGiven: members.flatMap(({ document }) => document.unlessGiven),
    ...lists,
    declaration,
    settings,
    shapeProblems: withFaultsOfGiven(lists.shapeProblems, inFiles),
    nodeGroups,
    subnets: [...withHeld(lists), ...(configured?.subnets ?? [])],
    ...possible,
    isExample,
    parsed,
    whollyVisible:
      parsed &&
      !hidden &&
      complete &&
      !draft.possible.some(holdsMore) &&
      (declaring.size === 1 || configured !== undefined),
    mayBelongTo: candidatesOf(draft),
    facts: {
      cniVersion: configured?.cniVersion ?? config.cniVersion,
      expectedPodsPerNode: configured?.expectedPodsPerNode ?? config.expectedPodsPerNode,
      budgets: config.budgets,
      instanceTypes: config.instanceTypes,
    },
    configured,
  };
}
