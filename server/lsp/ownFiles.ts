import { baselineFileName } from '../formats/eniLens/baseline.js';
import { configFileNames, isConfigName } from '../formats/eniLens/configNames.js';
import { folderOf, uriFrom } from '../text/paths.js';
import type { Disk } from './disk.js';
import {
  type BaselineFile,
  type ConfigFile,
  missingBaseline,
  type OwnFiles,
  readBaselineFile,
  readConfig,
  type Snapshot,
} from './snapshot.js';
import { canonicalUri } from './uris.js';

/** Reads a file of ours as it is in the editor, else on the disk; undefined where it is not there. */
export type ReadOwn = (uri: string) => string | undefined;

/**
 * Our own files for folders as they are now, and those above that count there: for a workspace folder and one outside of all the nearest
 * config file is looked for upwards. What has not changed is the same object as in the snapshot.
 */
export function ownFilesFor(
  folders: Iterable<string>,
  snapshot: Snapshot,
  read: ReadOwn,
  disk: Disk,
): ReadonlyMap<string, OwnFiles> {
  const { roots, configs, baselines } = snapshot;
  const changes = new Map<string, OwnFiles>();
  for (const folder of folders) {
    const home = countingFolder(folder, roots, read, disk);
    if (home !== folder) changes.set(folder, noOwnFiles);
    const config = configAmong(candidates(home), configs.get(home), read);
    const uris = baselineUris(home, config, roots);
    changes.set(home, { config, baseline: baselineFor(uris, config, baselines.get(home), read) });
  }
  return changes;
}

/** The folder whose config file counts in one; itself where none above does. */
export function countingFolder(folder: string, roots: readonly string[], read: ReadOwn, disk: Disk): string {
  if (isInside(folder, roots) || candidates(folder).some((uri) => read(uri) !== undefined)) return folder;
  const above = disk.configAbove(folder);
  return above === undefined ? folder : folderOf(above);
}

/** The folders whose own files may be others when files of these uris change. */
export function foldersWith(uris: readonly string[], snapshot: Snapshot): readonly string[] {
  const { roots } = snapshot;
  const forBaselines = new Map<string, string[]>();
  for (const [uri, folder] of baselinePlaces(snapshot))
    forBaselines.set(uri, [...(forBaselines.get(uri) ?? []), folder]);
  return uris.flatMap((uri) => {
    if (!isConfigName(uri)) return forBaselines.get(uri) ?? [];
    // A file above a workspace folder may be the config of that folder.
    const folder = folderOf(uri);
    return [folder, ...roots.filter((root) => root.startsWith(folder))];
  });
}

/** The folders that have own files in a folder or below it, or may have. */
export function foldersFrom(folder: string, snapshot: Snapshot): readonly string[] {
  const near = foldersWithOwnFiles(snapshot).filter((each) => each.startsWith(folder));
  const below = baselinePlaces(snapshot).flatMap(([uri, each]) => (uri.startsWith(folder) ? [each] : []));
  return [...near, ...below];
}

/** Where the baselines of folders are, or would be, with those folders. */
function baselinePlaces(snapshot: Snapshot): readonly (readonly [uri: string, folder: string])[] {
  const { roots, configs } = snapshot;
  const known = [...new Set([...roots, ...foldersWithOwnFiles(snapshot)])];
  return known.flatMap((folder) =>
    baselineUris(folder, configs.get(folder), roots).map((uri): [string, string] => [uri, folder]),
  );
}

/** The folders that have own files. */
export function foldersWithOwnFiles({
  configs,
  baselines,
}: Pick<Snapshot, 'configs' | 'baselines'>): readonly string[] {
  return [...new Set([...configs.keys(), ...baselines.keys()])];
}

/** Those of them of whose own files none is open. */
export function foldersOfClosed(snapshot: Snapshot, isOpen: (uri: string) => boolean): readonly string[] {
  const own = (folder: string) => [snapshot.configs.get(folder), snapshot.baselines.get(folder)];
  return foldersWithOwnFiles(snapshot).filter((folder) => !own(folder).some((file) => file && isOpen(file.uri)));
}

/** The own files of a folder that has none. */
export const noOwnFiles: OwnFiles = { config: undefined, baseline: undefined };

/** The files that a baseline names. */
export function filesIn({ baseline }: BaselineFile): readonly string[] {
  if (baseline === undefined) return [];
  const folder = folderOf(baseline.uri);
  return [...new Set(baseline.entries.map(({ file }) => canonicalUri(uriFrom(folder, file))))];
}

function candidates(folder: string): readonly string[] {
  return configFileNames.map((name) => folder + name);
}

function configAmong(uris: readonly string[], before: ConfigFile | undefined, read: ReadOwn): ConfigFile | undefined {
  for (const uri of uris) {
    const text = read(uri);
    if (text === undefined) continue;
    const known = before?.uri === uri ? before : undefined;
    return known?.source.text === text ? known : readConfig(uri, text, known);
  }
  return undefined;
}

function baselineFor(
  uris: readonly string[],
  config: ConfigFile | undefined,
  before: BaselineFile | undefined,
  read: ReadOwn,
): BaselineFile | undefined {
  for (const uri of uris) {
    const text = read(uri);
    if (text === undefined) continue;
    const known = before?.uri === uri ? before : undefined;
    return known?.source.text === text ? known : readBaselineFile(uri, text, known);
  }
  const named = config?.config.baseline;
  if (config === undefined || named === undefined) return undefined;
  return before?.source === config.source ? before : missingBaseline(config, named);
}

/** Where the baseline may be: where the config file says, else beside that file or in a workspace folder below it. */
function baselineUris(folder: string, config: ConfigFile | undefined, roots: readonly string[]): readonly string[] {
  const named = config?.config.baseline;
  if (named !== undefined) return [canonicalUri(uriFrom(folder, named.value))];
  const below = roots.filter((root) => config !== undefined && root.startsWith(folder) && !isInside(root, roots));
  return [...new Set([folder, ...below].map((each) => each + baselineFileName))];
}

function isInside(folder: string, roots: readonly string[]): boolean {
  return roots.some((root) => folder.startsWith(root) && folder !== root);
}
