import { baselineFileName } from '../formats/baseline.js';
import { configFileNames, isConfigName } from '../formats/eniLensConfig.js';
import { folderOf, uriFrom } from '../workspace/paths.js';
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

/** Our own files for a folder as they are now. What has not changed is the same object as in the snapshot. */
export function ownFilesFor(folder: string, snapshot: Snapshot, read: ReadOwn, { configAbove }: Disk): OwnFiles {
  const above = isInside(folder, snapshot.roots) ? undefined : configAbove(folder);
  const config = configAmong(candidates(folder, above), snapshot.configs.get(folder), read);
  return { config, baseline: baselineFor(folder, config, snapshot.baselines.get(folder), read) };
}

/** The folders whose own files may be others when a file of that uri changes. */
export function foldersWith(uri: string, { roots, configs, baselines }: Snapshot): readonly string[] {
  const folder = folderOf(uri);
  if (isConfigName(uri)) {
    // A file above a workspace folder may be the config of that folder, or it is the config of a folder outside of all.
    const below = [...configs].flatMap(([each, config]) => (config.uri === uri ? [each] : []));
    return [folder, ...roots.filter((root) => root.startsWith(folder)), ...below];
  }
  const known = new Set([...roots, ...foldersWithOwnFiles({ configs, baselines })]);
  return [...known].filter((each) => baselineUris(each, configs.get(each)).includes(uri));
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

/** One in the folder, or for a workspace folder and a file outside of them the nearest one above. */
function candidates(folder: string, above: string | undefined): readonly string[] {
  return [...configFileNames.map((name) => folder + name), ...(above === undefined ? [] : [above])];
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
  folder: string,
  config: ConfigFile | undefined,
  before: BaselineFile | undefined,
  read: ReadOwn,
): BaselineFile | undefined {
  for (const uri of baselineUris(folder, config)) {
    const text = read(uri);
    if (text === undefined) continue;
    const known = before?.uri === uri ? before : undefined;
    return known?.source.text === text ? known : readBaselineFile(uri, text, known);
  }
  const named = config?.config.baseline;
  if (config === undefined || named === undefined) return undefined;
  return before?.source === config.source ? before : missingBaseline(config, named);
}

/** Where the baseline may be: where the config file says, else beside that file or in the folder. */
function baselineUris(folder: string, config: ConfigFile | undefined): readonly string[] {
  const home = config === undefined ? folder : folderOf(config.uri);
  const named = config?.config.baseline;
  if (named !== undefined) return [canonicalUri(uriFrom(home, named.value))];
  return [...new Set([home + baselineFileName, folder + baselineFileName])];
}

function isInside(folder: string, roots: readonly string[]): boolean {
  return roots.some((root) => folder.startsWith(root) && folder !== root);
}
