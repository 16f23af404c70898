import { configFileNames, readLensConfig } from '../formats/eniLensConfig.js';
import { configProblems } from '../linter/configProblems.js';
import type { ConfigProblem, LensConfig } from '../model/lensConfig.js';
import { parseDocument } from '../syntax/parse.js';
import { type SourceFile, sourceFile } from '../text/sourceFile.js';
import { ignoreMatcher } from '../workspace/clusters.js';
import type { FileModel } from '../workspace/fileModel.js';
import { folderOf, parentOf } from '../workspace/paths.js';
import { emptyWorkspace, type Workspace, withConfig, withModels } from '../workspace/workspace.js';

/**
 * Everything the server knows at one moment. Files are apart from each other where the person keeps them apart: every workspace
 * folder, and every folder with a config file, is a workspace of its own. A file outside of them is with those of its folder.
 */
export interface Snapshot {
  /** Workspace folders: uris with a slash at the end. */
  readonly roots: readonly string[];
  readonly files: ReadonlyMap<string, FileModel>;
  /** By the folder they are for. */
  readonly configs: ReadonlyMap<string, ConfigFile>;
  /** By their folder. */
  readonly workspaces: ReadonlyMap<string, Workspace>;
}

export interface ConfigFile {
  readonly uri: string;
  readonly source: SourceFile;
  readonly config: LensConfig;
  readonly problems: readonly ConfigProblem[];
}

export const emptySnapshot: Snapshot = { roots: [], files: new Map(), configs: new Map(), workspaces: new Map() };

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
  const touched = new Set([...models.map(({ uri }) => uri), ...gone].map((uri) => homeOf(snapshot, uri)));
  for (const home of touched) {
    const before = workspaces.get(home) ?? freshWorkspace(snapshot, home);
    const isHere = ({ uri }: { readonly uri: string }): boolean => homeOf(snapshot, uri) === home;
    const isIgnored = ignoreMatcher(before.config);
    const added = models.filter((model) => isHere(model) && !isIgnored(model.uri));
    const after = withModels(
      before,
      added,
      gone.filter((uri) => isHere({ uri })),
    );
    if (after.files.size === 0 && !snapshot.configs.has(home)) workspaces.delete(home);
    else workspaces.set(home, after);
  }
  return { ...snapshot, files, workspaces };
}

/** The snapshot with other workspace folders. */
export function withRoots(snapshot: Snapshot, roots: readonly string[]): Snapshot {
  return arranged({ ...snapshot, roots });
}

/** The snapshot with other config files; a folder without one is as good as `undefined`. */
export function withConfigs(snapshot: Snapshot, changes: ReadonlyMap<string, ConfigFile | undefined>): Snapshot {
  const configs = new Map(snapshot.configs);
  for (const [folder, config] of changes) {
    if (config === undefined) configs.delete(folder);
    else configs.set(folder, config);
  }
  return arranged({ ...snapshot, configs });
}

/**
 * Reads a config file. What cannot be read while it is half typed is taken from `previous`, so that findings do not come and go.
 */
export function readConfig(uri: string, text: string, previous?: ConfigFile): ConfigFile {
  const config = readLensConfig(uri, text);
  const isHalfTyped = previous !== undefined && parseDocument(text).problems.length > 0;
  return {
    uri,
    source: sourceFile(text),
    config: isHalfTyped ? { ...previous.config, text } : config,
    problems: configProblems(config),
  };
}

/** The folder whose workspace a file is in: the nearest with a config file or that is a workspace folder, else the file's own. */
function homeOf({ roots, configs }: Pick<Snapshot, 'roots' | 'configs'>, uri: string): string {
  const own = folderOf(uri);
  // An unsaved document has no folder, and nothing to do with other ones.
  if (own === '') return uri;
  for (let folder: string | undefined = own; folder !== undefined; folder = parentOf(folder)) {
    if (configs.has(folder) || roots.includes(folder)) return folder;
  }
  return own;
}

/** Puts every file into its workspace anew. Workspaces that stay the same keep their clusters. */
function arranged(snapshot: Snapshot): Snapshot {
  const members = new Map<string, FileModel[]>([...snapshot.configs.keys()].map((folder) => [folder, []]));
  for (const file of snapshot.files.values()) {
    const home = homeOf(snapshot, file.uri);
    const group = members.get(home);
    if (group) group.push(file);
    else members.set(home, [file]);
  }
  const workspaces = new Map<string, Workspace>();
  for (const [home, files] of members) {
    const before = snapshot.workspaces.get(home) ?? emptyWorkspace;
    const fresh = freshWorkspace(snapshot, home);
    const isIgnored = ignoreMatcher(fresh.config);
    const wanted = files.filter(({ uri }) => !isIgnored(uri));
    workspaces.set(home, withModels({ ...fresh, clusters: before.clusters }, wanted));
  }
  return { ...snapshot, workspaces };
}

function freshWorkspace({ configs }: Snapshot, home: string): Workspace {
  const config = configs.get(home)?.config;
  return config === undefined ? emptyWorkspace : withConfig(emptyWorkspace, config);
}
