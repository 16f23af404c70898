import type { Baseline } from '../model/baseline.js';
import type { LensConfig } from '../model/lensConfig.js';
import { groupBy } from '../text/groupBy.js';
import { byCodeUnit } from '../text/order.js';
import type { Cut, Home } from './cut.js';
import type { FileModel } from './fileModel.js';
import {
  emptyWorkspace,
  type JudgedEntries,
  type Workspace,
  withBaseline,
  withConfig,
  withModels,
} from './workspace.js';

/** The baseline that counts for the files of a config file, and whether all is seen that was when it was recorded. */
export interface SeenBaseline {
  readonly baseline: Baseline;
  readonly isWhole: boolean;
}

/**
 * The workspaces that files are cut into, in the order of their folders: one for every config file that was met, and one for the files
 * that have none. There is at least one. A baseline may be that of several.
 */
export function workspacesOf(
  files: readonly FileModel[],
  cut: Cut,
  baselineOf: (config: LensConfig) => SeenBaseline | undefined,
): readonly Workspace[] {
  const inHome = groupBy(files, ({ uri }) => cut.homeOf(uri));
  const homes = homesOf(files, cut);
  const sharing = groupBy(homes, ({ config }) => baselineOf(config)?.baseline.uri);
  return homes.map((home) => {
    const seen = baselineOf(home.config);
    const judged = seen?.isWhole ? entriesOf(home, sharing.get(seen.baseline.uri) ?? [], cut) : 'none';
    const known = withBaseline(withConfig(emptyWorkspace, home.config), seen?.baseline, judged);
    return withModels(known, inHome.get(home) ?? []);
  });
}

/** The homes that files have, and those with a config file that were met without any; at least one, in the order of their folders. */
export function homesOf(files: readonly { readonly uri: string }[], cut: Cut): readonly Home[] {
  const ofFiles = new Set(files.map(({ uri }) => cut.homeOf(uri)));
  const empty = [...cut.homes()].filter((home) => home.config.uri !== undefined && !ofFiles.has(home));
  const homes = [...ofFiles, ...empty].toSorted((a, b) => byCodeUnit(keyOf(a), keyOf(b)));
  return homes.length > 0 ? homes : [cut.homeOf('')];
}

/** Each entry is judged once: where its file is, and where none of those that share the baseline has it, by the first of them. */
function entriesOf(home: Home, sharing: readonly Home[], cut: Cut): JudgedEntries {
  if (sharing.length < 2) return 'all';
  return (uri) => {
    const own = cut.homeOf(uri);
    return own === home || (home === sharing[0] && !sharing.includes(own));
  };
}

function keyOf({ folder = '', config }: Home): string {
  return `${folder} ${config.uri ?? ''}`;
}
