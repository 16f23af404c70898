import type { Cluster } from '../model/cluster.js';
import { defaultConfig, type LensConfig } from '../model/lensConfig.js';
import { joinClusters } from './clusters.js';
import { configFile, type FileModel, type FileSource, readFile } from './fileModel.js';

/** Everything that is seen, at one moment. Immutable: every change makes a new one that shares what has not changed. */
export interface Workspace {
  /** The config file is among them, so that places in it can be shown: it says nothing of a cluster by itself. */
  readonly files: ReadonlyMap<string, FileModel>;
  readonly config: LensConfig;
  readonly clusters: readonly Cluster[];
}

export const emptyWorkspace: Workspace = { files: new Map(), config: defaultConfig, clusters: [] };

/** The workspace with these files added or replaced. */
export function withFiles(workspace: Workspace, sources: Iterable<FileSource>): Workspace {
  const models: FileModel[] = [];
  for (const source of sources) models.push(readFile(source, workspace.files.get(source.uri)));
  return withModels(workspace, models);
}

/** The workspace with files that were read already, and without others. */
export function withModels(
  workspace: Workspace,
  models: readonly FileModel[],
  gone: readonly string[] = [],
): Workspace {
  const files = new Map(workspace.files);
  const isConfig = (uri: string): boolean => uri === workspace.config.uri;
  for (const uri of gone) if (!isConfig(uri)) files.delete(uri);
  for (const model of models) if (!isConfig(model.uri)) files.set(model.uri, model);
  return { ...workspace, files, clusters: joinClusters(files.values(), workspace.config, workspace.clusters) };
}

/** The workspace under another config file. */
export function withConfig(workspace: Workspace, config: LensConfig): Workspace {
  const files = new Map(workspace.files);
  if (workspace.config.uri !== undefined) files.delete(workspace.config.uri);
  if (config.uri !== undefined) files.set(config.uri, configFile(config.uri, config.text));
  return { config, files, clusters: joinClusters(files.values(), config, workspace.clusters) };
}
