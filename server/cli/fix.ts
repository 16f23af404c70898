import { repositoryAround } from '../disk/gitIgnore.js';
import { replaceFiles, type WriteFailure } from '../disk/replaceFiles.js';
import { encoded, markedEncoding } from '../disk/textEncoding.js';
import { rootsOf, type WritablePlace, writablePlace } from '../disk/writable.js';
import { type FixedWorkspaces, fixWorkspaces } from '../linter/fixWorkspace.js';
import type { RuleFinding } from '../linter/lint.js';
import { message, type Say, whole } from '../messages/message.js';
import { levelsUpTo } from '../model/fix.js';
import type { Fixed } from '../reporters/reporter.js';
import { groupBy } from '../text/groupBy.js';
import type { Workspace } from '../workspace/workspace.js';
import type { Call } from './call.js';
import { wantsColor } from './color.js';
import type { UnreadablePath } from './files.js';
import type { FixRequest } from './fixRequest.js';
import { withSignals } from './interrupt.js';
import { patchOf, shownPatch } from './patch.js';
import { shownPath } from './shownPath.js';

export interface FixInput {
  readonly call: Call;
  /** The paths of the command line. */
  readonly paths: readonly string[];
  /** Standard input, when it is linted: then it alone is fixed, and what is named beside it is its context. */
  readonly stdin: { readonly uri: string; readonly bytes: Uint8Array } | undefined;
  /** False for a finding that is not shown: it is not fixed either. */
  readonly isWanted: (finding: RuleFinding) => boolean;
  readonly pathOf: (uri: string) => string;
}

export interface FixOutcome {
  /** What is linted from here on: the files after their fixes. */
  readonly workspaces: readonly Workspace[];
  /** False when these are the fixes there would be. */
  readonly isWritten: boolean;
  /** Sorted by uri. */
  readonly files: readonly FixedFile[];
  /** What fixes would have changed, and why it was left alone; sorted by path. */
  readonly unwritable: readonly UnreadablePath[];
  /** The same, in words. */
  readonly report: Fixed;
  /** What belongs on standard output instead of the report. */
  readonly output: string | Uint8Array | undefined;
}

/** A file that has, or would have, another text than before. */
export interface FixedFile {
  readonly uri: string;
  readonly before: string;
  readonly after: string;
  /** The fixes of its findings. There may be none: a fix may change another file than its finding's. */
  readonly fixes: FixedWorkspaces['applied'];
}

/** Fixes workspaces in memory and, if that is wanted, on the disk. Throws Interrupted after a signal, with every file whole. */
export async function fixFiles(
  workspaces: readonly Workspace[],
  request: FixRequest,
  input: FixInput,
): Promise<FixOutcome> {
  const targets = targetsOf(input, workspaces);
  const attempt = (): Fixes => {
    const { mayChange } = targets;
    const fixed = fixWorkspaces(workspaces, { levels: levelsUpTo(request.level), isWanted: input.isWanted, mayChange });
    return { workspaces: fixed.workspaces, files: fixedFiles(workspaces, fixed) };
  };
  const writes = request.mode === 'write' && input.stdin === undefined;
  const first = attempt();
  const fixed = writes && first.files.length > 0 ? await write(first, attempt, targets) : first;
  const outcome = { ...fixed, isWritten: request.mode === 'write', unwritable: targets.refused() };
  const output = outputOf(request, input, fixed.files, targets);
  return { ...outcome, report: reportOf(outcome, input.call.say), output };
}

type Fixes = Pick<FixOutcome, 'workspaces' | 'files'>;

/** Writes the files. Where one cannot be written after all, everything is worked out again without it. */
function write(first: Fixes, attempt: () => Fixes, targets: Targets): Promise<Fixes> {
  return withSignals(async (aborted) => {
    for (let fixes = first; ; fixes = attempt()) {
      const replacements = fixes.files.map(({ uri, before, after }) => ({ path: targets.pathOf(uri), before, after }));
      const failures = await replaceFiles(replacements, aborted);
      if (failures.length === 0) return fixes;
      for (const failure of failures) targets.refuse(failure);
    }
  });
}

function fixedFiles(before: readonly Workspace[], { workspaces, applied }: FixedWorkspaces): readonly FixedFile[] {
  const fixesIn = groupBy(applied, ({ finding }) => finding.at.uri);
  const changed = workspaces.flatMap(({ files }, index) =>
    [...files.values()].flatMap(({ uri, text = '' }) => {
      const old = before[index]?.files.get(uri)?.text ?? '';
      return text === old ? [] : [{ uri, before: old, after: text, fixes: fixesIn.get(uri) ?? [] }];
    }),
  );
  // A baseline may be that of several workspaces.
  const unique = [...new Map(changed.map((file) => [file.uri, file])).values()];
  return unique.toSorted((a, b) => (a.uri < b.uri ? -1 : 1));
}

/** Which files may be changed, and where they really lie. */
interface Targets {
  readonly mayChange: (uri: string) => boolean;
  readonly pathOf: (uri: string) => string;
  readonly refuse: (failure: WriteFailure) => void;
  readonly refused: () => readonly UnreadablePath[];
}

function targetsOf({ call: { folder }, paths, stdin, pathOf }: FixInput, workspaces: readonly Workspace[]): Targets {
  const roots = rootsOf(folder, paths);
  // A baseline may lie elsewhere.
  const baselines = new Set(workspaces.map(({ baseline }) => baseline?.uri));
  const rootsFor = (uri: string) => (baselines.has(uri) ? rootsOf(folder, [...paths, uri]) : roots);
  const places = new Map<string, WritablePlace>();
  const uris = new Map<string, string>();
  const find = (uri: string): WritablePlace => {
    const place = writablePlace(uri, rootsFor(uri));
    if ('reason' in place) return place;
    const other = uris.get(place.path);
    if (other === undefined) {
      uris.set(place.path, uri);
      return place;
    }
    return { reason: message('it is {other} under another name', { other: whole(pathOf(other)) }) };
  };
  return {
    mayChange(uri) {
      if (stdin !== undefined) return uri === stdin.uri;
      const place = places.get(uri) ?? find(uri);
      places.set(uri, place);
      return 'path' in place;
    },
    pathOf(uri) {
      const place = places.get(uri);
      return place !== undefined && 'path' in place ? place.path : uri;
    },
    refuse({ path, reason }) {
      places.set(uris.get(path) ?? path, { reason });
    },
    refused() {
      const all = [...places].flatMap(([uri, place]) =>
        'reason' in place ? [{ path: pathOf(uri), reason: place.reason }] : [],
      );
      return all.toSorted((a, b) => (a.path < b.path ? -1 : 1));
    },
  };
}

/**
 * Standard output is the patch, or what becomes of standard input: its own bytes where there is nothing to fix. The paths of a patch begin
 * at the top of the repository, as in `git diff`: below it, git would leave others out without a word.
 */
function outputOf(
  { mode }: FixRequest,
  { call, stdin }: FixInput,
  files: readonly FixedFile[],
  targets: Targets,
): FixOutcome['output'] {
  if (mode === 'diff') {
    const top = repositoryAround(call.folder) ?? call.folder;
    const patch = patchOf(
      files.map(({ uri, before, after }) => ({ path: shownPath(top, targets.pathOf(uri)), before, after })),
    );
    return call.stdout.isTTY ? shownPatch(patch, wantsColor(call)) : patch;
  }
  if (mode !== 'write' || stdin === undefined) return undefined;
  const [fixed] = files;
  return fixed ? encoded(fixed.after, markedEncoding(stdin.bytes)) : stdin.bytes;
}

/** What became of fixes, in words. */
function reportOf({ isWritten, files, unwritable }: Omit<FixOutcome, 'report' | 'output'>, say: Say): Fixed {
  return {
    isWritten,
    files: files.map(({ uri, after, fixes }) => ({
      uri,
      text: after,
      fixes: fixes.map(({ finding, fix }) => ({ rule: finding.rule, title: say(fix.title) })),
    })),
    unwritable: unwritable.map(({ path, reason }) => ({ path, reason: say(reason) })),
  };
}
