import { dirname, resolve } from 'node:path';
import { uriOf } from '../disk/fileSource.js';
import { insideAny } from '../disk/inside.js';
import { baselineText } from '../formats/baseline.js';
import { recordAgain, recordedFindings } from '../linter/baseline.js';
import { fixWorkspace } from '../linter/fixWorkspace.js';
import { lint } from '../linter/lint.js';
import { type Message, message } from '../messages/message.js';
import type { Baseline, RecordedFinding } from '../model/baseline.js';
import type { LensConfig } from '../model/lensConfig.js';
import { harmless } from '../reporters/terminal.js';
import { ignoreMatcher } from '../workspace/clusters.js';
import { folderOf } from '../workspace/paths.js';
import { emptyWorkspace, type Workspace, withBaseline, withConfig, withFiles } from '../workspace/workspace.js';
import { baselineAt, baselinePath, noBaseline, seesAll, writeBaseline } from './baselineFile.js';
import type { Call } from './call.js';
import { loadConfig } from './config.js';
import { exitCodes, UsageError } from './exitCodes.js';
import { findFiles } from './files.js';
import type { BaselineCommandOptions } from './options.js';
import { shownPath } from './shownPath.js';
import { tell, tellProblems } from './tell.js';

/** What is to be recorded, and where. */
interface Recording {
  /** The folder that paths are shown from. */
  readonly folder: string;
  /** The absolute paths of what was linted. */
  readonly named: readonly string[];
  readonly config: LensConfig;
  readonly path: string;
  /** The path as a person writes it. */
  readonly shown: string;
  /** What is there now. */
  readonly before: Baseline | undefined;
  readonly workspace: Workspace;
}

/**
 * Records the findings of the paths, or removes what is left over of those recorded; says what it did and returns the exit code. Throws a
 * UsageError where it cannot, and leaves everything as it was.
 */
export async function runBaseline(
  paths: readonly string[],
  options: BaselineCommandOptions,
  call: Call,
): Promise<number> {
  const { folder, say } = call;
  if (paths.includes('-')) throw new UsageError(noStdin);
  const config = loadConfig(folder, options.config);
  const path = options.output === undefined ? baselinePath(folder, config) : resolve(folder, options.output);
  const shown = shownPath(folder, path);
  const before = baselineAt(path, shown);
  const found = findFiles(paths, { folder, maxFileSize: options.maxFileSize, isIgnored: ignoreMatcher(config) });
  if (found.unreadable.length > 0) {
    tellProblems({ unreadable: found.unreadable }, call);
    tell(message('eni-lens: {shown} is as it was', { shown }), call);
    return exitCodes.unreadable;
  }
  const sources = found.sources.filter(({ uri }) => uri !== uriOf(path));
  const workspace = withFiles(withConfig(emptyWorkspace, config), sources);
  const fault = lint(workspace).find(({ rule }) => rule === 'internal-error');
  if (fault !== undefined) {
    tell(fault.message, call);
    return exitCodes.internal;
  }
  const recording = {
    folder,
    named: paths.map((each) => resolve(folder, each)),
    config,
    path,
    shown,
    before,
    workspace,
  };
  const said = options.prune ? await prune(recording) : await record(recording);
  call.stdout.write(said.map((line) => `${harmless(say(line))}\n`).join(''));
  return exitCodes.clean;
}

const noStdin = message('eni-lens baseline takes files and folders: standard input has no place to be known by');

async function record({
  folder,
  named,
  config,
  path,
  shown,
  before,
  workspace,
}: Recording): Promise<readonly Message[]> {
  const home = dirname(path);
  const isNamed = insideAny(named);
  const isSeen = (file: string): boolean => isNamed(resolve(home, file));
  const found = recordedFindings(lint(workspace), workspace, folderOf(uriOf(path)));
  const entries = recordAgain(before, found, isSeen);
  if (before === undefined && entries.length === 0) return [message('No findings: there is nothing to record')];
  const linted = [...(before?.paths ?? []).map((each) => resolve(home, each)), ...named];
  const text = baselineText(
    { text: '', schema: undefined, ...before, paths: outermost(linted).map((each) => shownPath(home, each)) },
    entries,
  );
  if (text === before?.text) return [message('{shown} is up to date', { shown })];
  await writeBaseline({ path, shown }, before, text);
  return [
    recordedText(shown, before, entries),
    ...(before === undefined ? [nextStep(path, shown, config, folder)] : []),
  ];
}

/** Paths without those that lie in another one, each once. */
function outermost(paths: readonly string[]): readonly string[] {
  const isInner = insideAny(paths);
  return [...new Set(paths)].filter((path) => dirname(path) === path || !isInner(dirname(path)));
}

function recordedText(shown: string, before: Baseline | undefined, entries: readonly RecordedFinding[]): Message {
  const total = sum(entries);
  if (before === undefined) return message('Findings recorded in {shown}: {total}', { shown, total });
  return message('Findings recorded in {shown}: {total}, before {before}', {
    shown,
    total,
    before: sum(before.entries),
  });
}

/** How the findings are hidden from now on. */
function nextStep(path: string, shown: string, config: LensConfig, folder: string): Message {
  if (path !== baselinePath(folder, config))
    return message('Hide them with eni-lens lint --baseline {shown}', { shown });
  return config.baseline === undefined
    ? message('Hide them with eni-lens lint --baseline, or always with the line baseline: {shown} in eni-lens.yaml', {
        shown: config.uri === undefined ? shown : shownPath(dirname(config.uri), path),
      })
    : message('eni-lens lint hides them from now on');
}

/** What the linter calls left over is removed by its own fix. */
async function prune({
  folder,
  named,
  config,
  path,
  shown,
  before,
  workspace,
}: Recording): Promise<readonly Message[]> {
  if (before === undefined) throw new UsageError(noBaseline(shown));
  if (!seesAll(before, named)) {
    const recorded = before.paths.map((each) => shownPath(folder, resolve(dirname(path), each))).join(' ');
    throw new UsageError(
      message('Findings may follow from files that are not seen: name all that was recorded ({recorded})', {
        recorded,
      }),
    );
  }
  const always = { rules: [{ id: 'stale-baseline', severity: 'default', at: undefined }], categories: [] } as const;
  const judged = withBaseline(withConfig(workspace, { ...config, commandLine: always }), before, 'all');
  const { workspace: pruned } = fixWorkspace(judged, {
    levels: ['safe'],
    isWanted: ({ rule }) => rule === 'stale-baseline',
    mayChange: (uri) => uri === before.uri,
  });
  const after = pruned.baseline ?? before;
  if (after.text === before.text) return [message('Nothing in {shown} is left over', { shown })];
  await writeBaseline({ path, shown }, before, after.text);
  const [removed, left] = [sum(before.entries) - sum(after.entries), sum(after.entries)];
  return [message('Findings removed from {shown}: {removed}, left {left}', { shown, removed, left })];
}

function sum(entries: readonly RecordedFinding[]): number {
  return entries.reduce((total, { count }) => total + count, 0);
}
