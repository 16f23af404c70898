import type { ProblemCode } from '../features/diagnostics.js';
import { readBaseline } from '../formats/eniLens/baseline.js';
import { configDocument, readLensConfig } from '../formats/eniLens/config.js';
import { configFileNames } from '../formats/eniLens/configNames.js';
import { configProblems } from '../linter/configProblems.js';
import { message } from '../messages/message.js';
import type { Baseline } from '../model/baseline.js';
import type { ConfigProblem, LensConfig } from '../model/lensConfig.js';
import { groupBy } from '../text/groupBy.js';
import { folderOf, parentOf } from '../text/paths.js';
import { type SourceFile, sourceFile } from '../text/sourceFile.js';
import type { Sourced } from '../text/span.js';
import { type Cut, cutBy } from '../workspace/cut.js';
import type { FileModel } from '../workspace/fileModel.js';
import { emptyWorkspace, type Workspace, withBaseline, withConfig, withModels } from '../workspace/workspace.js';

/**
 * Everything the server knows at one moment. Files are cut into workspaces by the config files that count for them, as everywhere
 * (`workspace/cut.ts`). Those without one are with the others of their workspace folder, outside of them with those of their folder.
 */
export interface Snapshot {
  /** Workspace folders: uris with a slash at the end. */
  readonly roots: readonly string[];
  readonly files: ReadonlyMap<string, FileModel>;
  /** By their folder. */
  readonly configs: ReadonlyMap<string, ConfigFile>;
  readonly cut: Cut;
  /** By the folder they are for. */
  readonly baselines: ReadonlyMap<string, BaselineFile>;
  /** The workspace folders that were read as a whole. */
  readonly scanned: ReadonlySet<string>;
  /** By their folder. */
  readonly workspaces: ReadonlyMap<string, Workspace>;
}

/** A file of our own, with what is wrong in it. */
export interface OwnFile {
  readonly uri: string;
  readonly source: SourceFile;
  readonly code: ProblemCode;
  readonly problems: readonly ConfigProblem[];
}

export interface ConfigFile extends OwnFile {
  readonly config: LensConfig;
}

/** The baseline of a workspace. One that the config file names and that is not there is a problem of the config file. */
export interface BaselineFile extends OwnFile {
  readonly baseline: Baseline | undefined;
}

export const emptySnapshot: Snapshot = {
  roots: [],
  files: new Map(),
  configs: new Map(),
  cut: cutBy(() => undefined),
  baselines: new Map(),
  scanned: new Set(),
  workspaces: new Map(),
};

/** The workspace a file is in, or would be in. */
export function workspaceOf(snapshot: Snapshot, uri: string): Workspace {
  return snapshot.workspaces.get(homeOf(snapshot, uri)) ?? emptyWorkspace;
}

/** The config file for a file, or the one that would be, in the folder of its workspace. */
export function configTargetOf(
  snapshot: Snapshot,
  uri: string,
): { readonly uri: string; readonly source: SourceFile | undefined } {
  const home = homeOf(snapshot, uri);
  const config = snapshot.configs.get(home);
  return config ?? { uri: `${home}${configFileNames[0]}`, source: undefined };
}

/** The snapshot with files added or replaced, and without others. */
export function withChanges(snapshot: Snapshot, models: readonly FileModel[], gone: readonly string[] = []): Snapshot {
  if (models.length === 0 && gone.length === 0) return snapshot;
  const files = new Map(snapshot.files);
  for (const uri of gone) files.delete(uri);
  for (const model of models) files.set(model.uri, model);
  const workspaces = new Map(snapshot.workspaces);
  const added = groupBy(models, ({ uri }) => homeOf(snapshot, uri));
  const removed = groupBy(gone, (uri) => homeOf(snapshot, uri));
  for (const home of new Set([...added.keys(), ...removed.keys()])) {
    const before = workspaces.get(home) ?? freshWorkspace(snapshot, home);
    const wanted = (added.get(home) ?? []).filter(({ uri }) => !snapshot.cut.isIgnored(uri));
    const after = withModels(before, wanted, removed.get(home));
    if (after.files.size === 0 && !snapshot.configs.has(home)) workspaces.delete(home);
    else workspaces.set(home, after);
  }
  return { ...snapshot, files, workspaces };
}

/** The snapshot with other workspace folders. */
export function withRoots(snapshot: Snapshot, roots: readonly string[]): Snapshot {
  const scanned = new Set(roots.filter((root) => snapshot.scanned.has(root)));
  return arranged({ ...snapshot, roots, scanned });
}

/** The snapshot after a workspace folder was read as a whole. */
export function withScanned(snapshot: Snapshot, root: string): Snapshot {
  if (snapshot.scanned.has(root)) return snapshot;
  return arranged({ ...snapshot, scanned: new Set([...snapshot.scanned, root]) });
}

/** Our own files of a folder. */
export interface OwnFiles {
  readonly config: ConfigFile | undefined;
  readonly baseline: BaselineFile | undefined;
}

/** The snapshot with other config files and baselines of folders. */
export function withOwnFiles(snapshot: Snapshot, changes: ReadonlyMap<string, OwnFiles>): Snapshot {
  const folders = [...changes];
  const configs = changed(
    snapshot.configs,
    folders.map(([folder, { config }]) => [folder, config]),
  );
  const baselines = changed(
    snapshot.baselines,
    folders.map(([folder, { baseline }]) => [folder, baseline]),
  );
  return arranged({ ...snapshot, configs, baselines });
}

function changed<T>(
  before: ReadonlyMap<string, T>,
  changes: readonly (readonly [string, T | undefined])[],
): ReadonlyMap<string, T> {
  const after = new Map(before);
  for (const [folder, file] of changes) {
    if (file === undefined) after.delete(folder);
    else after.set(folder, file);
  }
  return after;
}

/**
 * Reads a config file. What cannot be read while it is half typed is taken from `previous`, so that findings do not come and go.
 */
export function readConfig(uri: string, text: string, previous?: ConfigFile): ConfigFile {
  const config = readLensConfig(uri, text);
  const isHalfTyped = previous !== undefined && configDocument(uri, text).problems.length > 0;
  return {
    uri,
    source: sourceFile(text),
    code: 'invalid-config',
    config: isHalfTyped ? { ...previous.config, text } : config,
    problems: configProblems(config),
  };
}

/** Reads a baseline. While it cannot be read, what the one before hides stays hidden; nothing is said of its places, which are elsewhere now. */
export function readBaselineFile(uri: string, text: string, previous?: BaselineFile): BaselineFile {
  const baseline = readBaseline(uri, text);
  const { problems } = baseline;
  const isBroken = problems.length > 0;
  return {
    uri,
    source: sourceFile(text),
    code: 'invalid-baseline',
    baseline: isBroken ? previous?.baseline && { ...previous.baseline, text, problems } : baseline,
    problems,
  };
}

/** What to say where the config file names a baseline that is not there. */
export function missingBaseline({ uri, source }: ConfigFile, { value, at }: Sourced<string>): BaselineFile {
  const text = message('There is no baseline {shown}: record one with eni-lens baseline', { shown: value });
  return { uri, source, code: 'invalid-config', baseline: undefined, problems: [{ at, message: text }] };
}

/** The folder whose workspace a file is in: that of its config file, else the nearest workspace folder, else the file's own. */
function homeOf({ roots, cut }: Pick<Snapshot, 'roots' | 'cut'>, uri: string): string {
  const own = folderOf(uri);
  // An unsaved document has no folder, and nothing to do with other ones.
  if (own === '') return uri;
  const { folder: home } = cut.homeOf(uri);
  if (home !== undefined) return home;
  for (let folder: string | undefined = own; folder !== undefined; folder = parentOf(folder)) {
    if (roots.includes(folder)) return folder;
  }
  return own;
}

/** Puts every file into its workspace anew. Workspaces that stay the same keep their clusters. */
function arranged(before: Snapshot): Snapshot {
  const snapshot = { ...before, cut: cutBy((folder) => before.configs.get(folder)?.config) };
  const members = groupBy(snapshot.files.values(), ({ uri }) => homeOf(snapshot, uri));
  const workspaces = new Map<string, Workspace>();
  for (const home of new Set([...snapshot.configs.keys(), ...members.keys()])) {
    const files = members.get(home) ?? [];
    const { clusters } = snapshot.workspaces.get(home) ?? emptyWorkspace;
    const wanted = files.filter(({ uri }) => !snapshot.cut.isIgnored(uri));
    workspaces.set(home, withModels({ ...freshWorkspace(snapshot, home), clusters }, wanted));
  }
  return { ...snapshot, workspaces };
}

function freshWorkspace({ configs, baselines, scanned }: Snapshot, home: string): Workspace {
  const config = configs.get(home)?.config;
  const baseline = baselines.get(home)?.baseline;
  const configured = config === undefined ? emptyWorkspace : withConfig(emptyWorkspace, config);
  if (baseline === undefined) return configured;
  const isWhole = [...scanned].some((root) => home.startsWith(root) || root.startsWith(home));
  return withBaseline(configured, baseline, isWhole && baseline.problems.length === 0 ? 'seen' : 'none');
}
