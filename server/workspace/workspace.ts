import type { Cluster } from '../model/cluster.js';
import { defaultConfig, type LensConfig } from '../model/lensConfig.js';
import { joinClusters } from './clusters.js';
import { type FileModel, type FileSource, readFile } from './fileModel.js';

/** Everything that is seen, at one moment. Immutable: every change makes a new one that shares what has not changed. */
export interface Workspace {
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
  for (const uri of gone) files.delete(uri);
  for (const model of models) files.set(model.uri, model);
  return { ...workspace, files, clusters: joinClusters(files.values(), workspace.config, workspace.clusters) };
}

/** The workspace under another config file. */
export function withConfig(workspace: Workspace, config: LensConfig): Workspace {
  return { ...workspace, config, clusters: joinClusters(workspace.files.values(), config, workspace.clusters) };
}
