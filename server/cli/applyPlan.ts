import { resolve } from 'node:path';
import { uriOf } from '../disk/fileSource.js';
import { replaceFiles, type WriteFailure } from '../disk/replaceFiles.js';
import { newPlace, rootsOf, writablePlace } from '../disk/writable.js';
import { configFileNames } from '../formats/eniLens/configNames.js';
import { appliedChanges, configByHand } from '../linter/appliedChanges.js';
import { additionEdits, type ConfigAddition } from '../linter/configAddition.js';
import { plannedClusters } from '../linter/plans.js';
import { type Message, message, whole } from '../messages/message.js';
import type { Cluster } from '../model/cluster.js';
import type { PlanChanges } from '../plan/planChanges.js';
import { applyEdits } from '../text/edit.js';
import { distinctBy } from '../text/groupBy.js';
import { folderOf, parentOf } from '../text/paths.js';
import type { Workspace } from '../workspace/workspace.js';
import type { Call } from './call.js';
import { exitCodes } from './exitCodes.js';
import { withSignals } from './interrupt.js';
import { shownPath } from './shownPath.js';
import { tell, tellProblems } from './tell.js';

/** What is applied, and where. */
export interface Applying {
  readonly workspaces: readonly Workspace[];
  readonly changes: PlanChanges;
  /** As the command line names them. */
  readonly paths: readonly string[];
  /** False where the command line wants no config file. */
  readonly hasConfig: boolean;
}

/**
 * Writes changes into the files that hold what they change, all of them or none, tells what became of it on standard error, and returns the
 * exit code. Throws Interrupted after a signal, with every file whole.
 */
export async function applyPlan({ workspaces, changes, paths, hasConfig }: Applying, call: Call): Promise<number> {
  // That there is no cluster is said already.
  const planned = workspaces.filter((workspace) => plannedClusters(workspace).length > 0);
  if (planned.length === 0) return exitCodes.unreadable;
  const all = planned.map((workspace) => appliedIn(workspace, changes, hasConfig, call));
  const reasons = all.flatMap((each) => ('reasons' in each ? each.reasons : []));
  if (reasons.length > 0) {
    for (const reason of reasons) tell(message('eni-lens: nothing is written: {reason}', { reason }), call);
    return exitCodes.unreadable;
  }
  const changed = all.flatMap((each) => ('changed' in each ? each.changed : []));
  for (const each of all) if ('shared' in each && each.shared) tellShared(each.shared, paths, call);
  const failures = await write(changed, rootsOf(call.folder, paths));
  const pathOf = (path: string): string => shownPath(call.folder, path);
  tellProblems({ unwritten: failures.map(({ path, reason }) => ({ path: pathOf(path), reason })) }, call);
  if (failures.length > 0) return exitCodes.unreadable;
  for (const { uri, before } of changed) {
    const path = whole(pathOf(uri));
    tell(
      before === undefined
        ? message('eni-lens: {path} is made', { path })
        : message('eni-lens: {path} is changed', { path }),
      call,
    );
  }
  if (changed.length === 0) tell(message('eni-lens: the files say so already'), call);
  const left = distinctBy(
    all.flatMap((each) => ('changed' in each ? each.left : [])),
    call.say,
  );
  for (const text of left) tell(message('eni-lens: not written: {reason}', { reason: text }), call);
  return exitCodes.clean;
}

interface ChangedFile {
  readonly uri: string;
  /** Undefined for one that is to be made. */
  readonly before: string | undefined;
  readonly after: string;
}

/**
 * The files that change in a workspace, and of them the config file whose number counts for all clusters that it does not name; or why nothing
 * of it can be written.
 */
function appliedIn(
  workspace: Workspace,
  changes: PlanChanges,
  hasConfig: boolean,
  call: Call,
):
  | { readonly changed: readonly ChangedFile[]; readonly shared: string | undefined; readonly left: readonly Message[] }
  | { readonly reasons: readonly Message[] } {
  const clusters = plannedClusters(workspace);
  const outcome = appliedChanges(workspace, clusters, changes);
  if (outcome.kind === 'refused') return outcome;
  const { config, left } = outcome;
  if (config !== undefined && !hasConfig)
    return { reasons: [message('--no-config wants no eni-lens.yaml, where expectedPodsPerNode is to be written')] };
  const own = config && changedConfig(workspace, config, clusters, call);
  if (own && 'reasons' in own) return own;
  const isOfAll = own !== undefined && clusters.some(({ configured }) => configured === undefined);
  return {
    changed: [...changedFiles(workspace, outcome.workspace), ...(own ? [own] : [])],
    shared: isOfAll ? own.uri : undefined,
    left,
  };
}

/** Says that a number in a config file counts also for clusters of files that were not named, where there may be such. */
function tellShared(config: string, paths: readonly string[], call: Call): void {
  const folder = folderOf(config);
  const named = paths.length > 0 ? paths : ['.'];
  const holdsAll = named.some((path) => folder.startsWith(`${uriOf(resolve(call.folder, path)).replace(/\/$/, '')}/`));
  if (holdsAll) return;
  const path = whole(shownPath(call.folder, config));
  tell(
    message(
      'eni-lens: expectedPodsPerNode counts in {path} for all clusters that it does not name, also of other files',
      {
        path,
      },
    ),
    call,
  );
}

/** The config file with an addition; one that is not there yet is made where it counts for all files of the clusters. */
function changedConfig(
  { config: { uri, text } }: Workspace,
  addition: ConfigAddition,
  clusters: readonly Cluster[],
  { folder }: Call,
): ChangedFile | { readonly reasons: readonly Message[] } {
  if (uri === undefined) {
    return {
      uri: `${commonFolder(clusters, `${uriOf(folder)}/`)}${configFileNames[0]}`,
      before: undefined,
      after: addition.text,
    };
  }
  const edits = additionEdits(uri, text, addition);
  const after = edits && applyEdits(text, edits);
  return after === undefined ? { reasons: [configByHand] } : { uri, before: text, after };
}

/** The folder where it holds all files of these clusters, else the lowest one that does. */
function commonFolder(clusters: readonly Cluster[], folder: string): string {
  const uris = clusters.flatMap(({ resources }) => resources.map(({ at }) => at.uri));
  const holdsAll = (each: string): boolean => uris.every((uri) => uri.startsWith(each));
  if (holdsAll(folder)) return folder;
  let common = folderOf(uris[0] ?? folder);
  while (!holdsAll(common)) common = parentOf(common) ?? '';
  return common;
}

function changedFiles(before: Workspace, after: Workspace): readonly ChangedFile[] {
  return [...after.files.values()].flatMap(({ uri, text = '' }) => {
    const old = before.files.get(uri)?.text ?? '';
    return text === old ? [] : [{ uri, before: old, after: text }];
  });
}

async function write(changed: readonly ChangedFile[], roots: readonly string[]): Promise<readonly WriteFailure[]> {
  const places = changed.map((file) => {
    const placeOf = file.before === undefined ? newPlace : writablePlace;
    return { ...file, place: placeOf(file.uri, roots) };
  });
  const refused = places.flatMap(({ uri, place }) => ('reason' in place ? [{ path: uri, reason: place.reason }] : []));
  if (refused.length > 0) return refused;
  const replacements = places.flatMap(({ before, after, place }) =>
    'path' in place ? [{ path: place.path, before, after }] : [],
  );
  return withSignals((aborted) => replaceFiles(replacements, aborted));
}
