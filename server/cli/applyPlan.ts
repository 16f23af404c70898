import { replaceFiles, type WriteFailure } from '../disk/replaceFiles.js';
import { rootsOf, writablePlace } from '../disk/writable.js';
import { appliedChanges } from '../linter/appliedChanges.js';
import { plannedClusters } from '../linter/plans.js';
import { message, whole } from '../messages/message.js';
import type { PlanChanges } from '../plan/planChanges.js';
import { distinctBy } from '../text/groupBy.js';
import type { Workspace } from '../workspace/workspace.js';
import type { Call } from './call.js';
import { exitCodes } from './exitCodes.js';
import { withSignals } from './interrupt.js';
import { shownPath } from './shownPath.js';
import { tell, tellProblems } from './tell.js';

/**
 * Writes changes into the files that hold what they change, all of them or none, tells what became of it on standard error, and returns the
 * exit code. Throws Interrupted after a signal, with every file whole.
 */
export async function applyPlan(
  workspaces: readonly Workspace[],
  changes: PlanChanges,
  paths: readonly string[],
  call: Call,
): Promise<number> {
  const applied = workspaces.map((workspace) => ({
    workspace,
    outcome: appliedChanges(workspace, plannedClusters(workspace), changes),
  }));
  const reasons = applied.flatMap(({ outcome }) => (outcome.kind === 'refused' ? outcome.reasons : []));
  if (reasons.length > 0) {
    for (const reason of reasons) tell(message('eni-lens: nothing is written: {reason}', { reason }), call);
    return exitCodes.unreadable;
  }
  const changed = applied.flatMap(({ workspace, outcome }) =>
    outcome.kind === 'applied' ? changedFiles(workspace, outcome.workspace) : [],
  );
  const failures = await write(changed, rootsOf(call.folder, paths));
  const pathOf = (path: string): string => shownPath(call.folder, path);
  tellProblems({ unwritten: failures.map(({ path, reason }) => ({ path: pathOf(path), reason })) }, call);
  if (failures.length > 0) return exitCodes.unreadable;
  for (const { uri } of changed) tell(message('eni-lens: {path} is changed', { path: whole(pathOf(uri)) }), call);
  if (changed.length === 0) tell(message('eni-lens: the files say so already'), call);
  const left = distinctBy(
    applied.flatMap(({ outcome }) => (outcome.kind === 'applied' ? outcome.left : [])),
    call.say,
  );
  for (const text of left) tell(message('eni-lens: not written: {reason}', { reason: text }), call);
  return exitCodes.clean;
}

interface ChangedFile {
  readonly uri: string;
  readonly before: string;
  readonly after: string;
}

function changedFiles(before: Workspace, after: Workspace): readonly ChangedFile[] {
  return [...after.files.values()].flatMap(({ uri, text = '' }) => {
    const old = before.files.get(uri)?.text ?? '';
    return text === old ? [] : [{ uri, before: old, after: text }];
  });
}

async function write(changed: readonly ChangedFile[], roots: readonly string[]): Promise<readonly WriteFailure[]> {
  const places = changed.map((file) => ({ ...file, place: writablePlace(file.uri, roots) }));
  const refused = places.flatMap(({ uri, place }) => ('reason' in place ? [{ path: uri, reason: place.reason }] : []));
  if (refused.length > 0) return refused;
  const replacements = places.flatMap(({ before, after, place }) =>
    'path' in place ? [{ path: place.path, before, after }] : [],
  );
  return withSignals((aborted) => replaceFiles(replacements, aborted));
}
