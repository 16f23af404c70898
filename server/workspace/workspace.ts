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
  const files = new Map(workspace.files);
  for (const source of sources) files.set(source.uri, readFile(source, files.get(source.uri)));
  return { ...workspace, files, clusters: joinClusters(files.values(), workspace.config) };
}

/** The workspace without a file. */
export function withoutFile(workspace: Workspace, uri: string): Workspace {
  const files = new Map(workspace.files);
  files.delete(uri);
  return { ...workspace, files, clusters: joinClusters(files.values(), workspace.config) };
}

/** The workspace under another config file. */
export function withConfig(workspace: Workspace, config: LensConfig): Workspace {
  return { ...workspace, config, clusters: joinClusters(workspace.files.values(), config) };
}
