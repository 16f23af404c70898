import { readBaseline } from '../formats/eniLens/baseline.js';
import type { Baseline } from '../model/baseline.js';
import type { Cluster } from '../model/cluster.js';
import { defaultConfig, type LensConfig } from '../model/lensConfig.js';
import { byCodeUnit } from '../text/order.js';
import { joinClusters } from './clusters.js';
import { type FileModel, type FileSource, type OnParsed, readFile, unlintedFile } from './fileModel.js';
import { readTogether } from './folders.js';

/** Everything that is seen, at one moment. Immutable: every change makes a new one that shares what has not changed. */
export interface Workspace {
  /** In the order of their uris. The config file and the baseline are among them, so that places in them can be shown: they say nothing of a cluster by themselves. */
  readonly files: ReadonlyMap<string, FileModel>;
  readonly config: LensConfig;
  /** Findings that are known and left for later. */
  readonly baseline: Baseline | undefined;
  readonly judgedEntries: JudgedEntries;
  readonly clusters: readonly Cluster[];
}

/**
 * Of which entries of the baseline can be said that no finding is left for them: those of the files that are there, or all, files that
 * are gone included. Of none where not everything is seen that was when it was recorded. A baseline that several workspaces share has
 * a say for each about its own: of files that are not there, those for whose uri it is true.
 */
export type JudgedEntries = 'all' | 'seen' | 'none' | ((uri: string) => boolean);

export const emptyWorkspace: Workspace = {
  files: new Map(),
  config: defaultConfig,
  baseline: undefined,
  judgedEntries: 'none',
  clusters: [],
};

/** The workspace with these files added or replaced. */
export function withFiles(workspace: Workspace, sources: Iterable<FileSource>, onParsed?: OnParsed): Workspace {
  const models: FileModel[] = [];
  let { baseline } = workspace;
  for (const source of sources) {
    if (source.uri !== baseline?.uri) models.push(readFile(source, workspace.files.get(source.uri), onParsed));
    else if ('text' in source) baseline = readBaseline(source.uri, source.text);
  }
  const changed =
    baseline === workspace.baseline ? workspace : withBaseline(workspace, baseline, workspace.judgedEntries);
  return withModels(changed, models);
}

/** The workspace with files that were read already, and without others. */
export function withModels(
  workspace: Workspace,
  models: readonly FileModel[],
  gone: readonly string[] = [],
): Workspace {
  const files = new Map(workspace.files);
  const isUnlinted = (uri: string): boolean => uri === workspace.config.uri || uri === workspace.baseline?.uri;
  for (const uri of gone) if (!isUnlinted(uri)) files.delete(uri);
  const linted = models.filter(({ uri }) => !isUnlinted(uri));
  const areKnown = linted.every(({ uri }) => files.has(uri));
  for (const model of linted) files.set(model.uri, model);
  return joined({ ...workspace, files: areKnown ? files : inOrder(files) });
}

/** The workspace under another config file. */
export function withConfig(workspace: Workspace, config: LensConfig): Workspace {
  return joined({ ...workspace, config, files: exchanged(workspace.files, workspace.config, config) });
}

/** The workspace with another baseline, or none. */
export function withBaseline(
  workspace: Workspace,
  baseline: Baseline | undefined,
  judgedEntries: JudgedEntries,
): Workspace {
  const files = exchanged(workspace.files, workspace.baseline, baseline);
  return joined({ ...workspace, baseline, judgedEntries, files });
}

/** The workspace with its files read together and joined into clusters. */
function joined(workspace: Workspace): Workspace {
  const { config, clusters } = workspace;
  const files = readTogether(workspace.files);
  return { ...workspace, files, clusters: joinClusters(files.values(), config, clusters) };
}

/** A file of our own, where there is one. */
type OwnFile = { readonly uri: string | undefined; readonly text: string } | undefined;

function exchanged(files: Workspace['files'], before: OwnFile, after: OwnFile): Workspace['files'] {
  const exchanged = new Map(files);
  if (before?.uri !== undefined) exchanged.delete(before.uri);
  if (after?.uri !== undefined) exchanged.set(after.uri, unlintedFile(after.uri, after.text));
  return inOrder(exchanged);
}

/** By uri: else files that are opened later would be joined later, and an editor would find what the command line does not. */
function inOrder(files: Workspace['files']): Workspace['files'] {
  return new Map([...files].toSorted(([a], [b]) => byCodeUnit(a, b)));
}
