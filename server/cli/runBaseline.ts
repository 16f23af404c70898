import { dirname, resolve } from 'node:path';
import { uriOf } from '../disk/fileSource.js';
import { insideAny, isInside } from '../disk/inside.js';
import { baselineText } from '../formats/eniLens/baseline.js';
import { recordAgain, recordedFindings } from '../linter/baseline.js';
import { fixWorkspaces } from '../linter/fixWorkspace.js';
import { lint, lintAll } from '../linter/lint.js';
import { type Message, message, whole } from '../messages/message.js';
import type { Baseline, RecordedFinding } from '../model/baseline.js';
import type { LensConfig } from '../model/lensConfig.js';
import { harmless } from '../reporters/terminal.js';
import { groupBy } from '../text/groupBy.js';
import { folderOf } from '../text/paths.js';
import type { Home } from '../workspace/cut.js';
import { readFile } from '../workspace/fileModel.js';
import { type Workspace, withConfig } from '../workspace/workspace.js';
import { homesOf, type SeenBaseline, workspacesOf } from '../workspace/workspaces.js';
import { baselineAt, baselinePath, noBaseline, seesAll } from './baselineFile.js';
import type { Call } from './call.js';
import { configsFor } from './configs.js';
import { exitCodes, UsageError } from './exitCodes.js';
import { findFiles } from './files.js';
import type { BaselineCommandOptions } from './options.js';
import { shownPath } from './shownPath.js';
import { tell, tellProblems } from './tell.js';
import { writeBaseline } from './writeBaseline.js';

/** What is to be recorded in one file. */
interface Recording {
  /** The folder that paths are shown from. */
  readonly folder: string;
  /** The absolute paths of what was linted. */
  readonly named: readonly string[];
  readonly path: string;
  /** The path as a person writes it. */
  readonly shown: string;
  /** What is there now. */
  readonly before: Baseline | undefined;
  /** Those whose findings are recorded there: one for each config file that has this baseline. */
  readonly workspaces: readonly Workspace[];
}

/**
 * Records the findings of the paths, each in the baseline of its config file, or removes what is left over of those recorded; says what
 * it did and returns the exit code. Throws a UsageError where it cannot, and leaves everything as it was.
 */
export async function runBaseline(
  paths: readonly string[],
  options: BaselineCommandOptions,
  call: Call,
): Promise<number> {
  const { folder, say } = call;
  if (paths.includes('-')) throw new UsageError(noStdin);
  const prepare = (config: LensConfig): LensConfig => config;
  const { cut, entered } = configsFor(paths, { folder, option: options.config, prepare });
  const found = findFiles(paths, { folder, maxFileSize: options.maxFileSize, isIgnored: cut.isIgnored, entered });
  const targets = targetsOf(homesOf(found.sources, cut), folder, options.output);
  if (found.unreadable.length > 0) {
    tellProblems({ unreadable: found.unreadable }, call);
    for (const { shown } of targets) tell(message('eni-lens: {shown} is as it was', { shown: whole(shown) }), call);
    return exitCodes.unreadable;
  }
  const baselines = new Set(targets.map(({ path }) => uriOf(path)));
  const models = found.sources.filter(({ uri }) => !baselines.has(uri)).map((source) => readFile(source));
  const workspaces = workspacesOf(models, cut, options.prune ? baselinesOf(targets) : () => undefined);
  const fault = lintAll(workspaces).find(({ rule }) => rule === 'internal-error');
  if (fault !== undefined) {
    tell(fault.message, call);
    return exitCodes.internal;
  }
  const named = paths.map((each) => resolve(folder, each));
  const recordings = targets.map(({ homes, ...target }) => ({
    ...target,
    folder,
    named: namedIn(homes, named),
    workspaces: workspaces.filter(({ config }) => homes.some((home) => home.config === config)),
  }));
  const said = options.prune ? await pruneAll(recordings) : await recordAll(recordings);
  call.stdout.write(said.map((line) => `${harmless(say(line))}\n`).join(''));
  return exitCodes.clean;
}

const noStdin = message('eni-lens baseline takes files and folders: standard input has no place to be known by');

/** A file to record in, what is there now, and where the config files are that have it for their baseline. */
interface Target extends Pick<Recording, 'path' | 'shown' | 'before'> {
  readonly homes: readonly Home[];
}

function targetsOf(homes: readonly Home[], folder: string, output: string | undefined): readonly Target[] {
  const byPath = groupBy(homes, ({ config }) =>
    output === undefined ? baselinePath(folder, config) : resolve(folder, output),
  );
  return [...byPath].map(([path, sharing]) => {
    const shown = shownPath(folder, path);
    return { path, shown, before: baselineAt(path, shown), homes: sharing };
  });
}

function baselinesOf(targets: readonly Target[]): (config: LensConfig) => SeenBaseline | undefined {
  const known = new Map(
    targets.flatMap(({ before, homes }) =>
      before === undefined ? [] : homes.map(({ config }) => [config, { baseline: before, isWhole: true }] as const),
    ),
  );
  return (config) => known.get(config);
}

/** What of the paths lies where config files count. */
function namedIn(homes: readonly Home[], named: readonly string[]): readonly string[] {
  const folders = homes.map(({ folder }) => folder);
  if (folders.includes(undefined)) return named;
  const within = folders.flatMap((each = '') => {
    const home = resolve(each);
    return named.flatMap((path) => (isInside(home, path) ? path : isInside(path, home) ? home : []));
  });
  return [...new Set(within)];
}

async function recordAll(recordings: readonly Recording[]): Promise<readonly Message[]> {
  const said: Message[] = [];
  for (const recording of recordings) said.push(...(await record(recording)));
  return said.length > 0 ? said : [message('No findings: there is nothing to record')];
}

async function record(recording: Recording): Promise<readonly Message[]> {
  const { named, path, shown, before, workspaces } = recording;
  const home = dirname(path);
  const isNamed = insideAny(named);
  const isSeen = (file: string): boolean => isNamed(resolve(home, file));
  const found = workspaces.flatMap((each) => recordedFindings(lint(each), each, folderOf(uriOf(path))));
  const entries = recordAgain(before, found, isSeen);
  if (before === undefined && entries.length === 0) return [];
  const linted = [...(before?.paths ?? []).map((each) => resolve(home, each)), ...named];
  const text = baselineText(
    { text: '', schema: undefined, ...before, paths: outermost(linted).map((each) => shownPath(home, each)) },
    entries,
  );
  if (text === before?.text) return [message('{shown} is up to date', { shown: whole(shown) })];
  await writeBaseline({ path, shown }, before, text);
  return [recordedText(shown, before, entries), ...(before === undefined ? [nextStep(recording)] : [])];
}

/** Paths without those that lie in another one, each once. */
function outermost(paths: readonly string[]): readonly string[] {
  const isInner = insideAny(paths);
  return [...new Set(paths)].filter((path) => dirname(path) === path || !isInner(dirname(path)));
}

function recordedText(shown: string, before: Baseline | undefined, entries: readonly RecordedFinding[]): Message {
  const total = sum(entries);
  if (before === undefined) return message('Findings recorded in {shown}: {total}', { shown: whole(shown), total });
  return message('Findings recorded in {shown}: {total}, before {before}', {
    shown: whole(shown),
    total,
    before: sum(before.entries),
  });
}

/** How the findings are hidden from now on. */
function nextStep({ path, shown, folder, workspaces }: Recording): Message {
  const isUsual = workspaces.every(({ config }) => path === baselinePath(folder, config));
  if (!isUsual) return message('Hide them with eni-lens lint --baseline {shown}', { shown: whole(shown) });
  const unnamed = workspaces.find(({ config }) => config.baseline === undefined)?.config;
  return unnamed
    ? message('Hide them with eni-lens lint --baseline, or always with the line baseline: {shown} in eni-lens.yaml', {
        shown: whole(unnamed.uri === undefined ? shown : shownPath(dirname(unnamed.uri), path)),
      })
    : message('eni-lens lint hides them from now on');
}

/** Nothing is written where one of them cannot be pruned. */
async function pruneAll(recordings: readonly Recording[]): Promise<readonly Message[]> {
  const recorded = recordings.filter(({ before }) => before !== undefined);
  const [first] = recordings;
  if (recorded.length === 0 && first !== undefined) throw new UsageError(noBaseline(first.shown));
  for (const { before, named, folder, path } of recorded) {
    if (before === undefined || seesAll(before, named)) continue;
    const names = before.paths.map((each) => shownPath(folder, resolve(dirname(path), each))).join(' ');
    throw new UsageError(
      message('Findings may follow from files that are not seen: name all that was recorded ({recorded})', {
        recorded: whole(names),
      }),
    );
  }
  const said: Message[] = [];
  for (const recording of recorded) said.push(await prune(recording));
  return said;
}

/** What the linter calls left over is removed by its own fix. */
async function prune({ path, shown, before, workspaces }: Recording): Promise<Message> {
  if (before === undefined) return noBaseline(shown);
  const always = { rules: [{ id: 'stale-baseline', severity: 'default', at: undefined }], categories: [] } as const;
  const judged = workspaces.map((each) => withConfig(each, { ...each.config, commandLine: always }));
  const { workspaces: pruned } = fixWorkspaces(judged, {
    levels: ['safe'],
    isWanted: ({ rule }) => rule === 'stale-baseline',
    mayChange: (uri) => uri === before.uri,
  });
  const after = pruned[0]?.baseline ?? before;
  if (after.text === before.text) return message('Nothing in {shown} is left over', { shown: whole(shown) });
  await writeBaseline({ path, shown }, before, after.text);
  const [removed, left] = [sum(before.entries) - sum(after.entries), sum(after.entries)];
  return message('Findings removed from {shown}: {removed}, left {left}', { shown: whole(shown), removed, left });
}

function sum(entries: readonly RecordedFinding[]): number {
  return entries.reduce((total, { count }) => total + count, 0);
}
