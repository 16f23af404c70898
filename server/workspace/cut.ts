import { configFileNames, isConfigName } from '../formats/eniLens/configNames.js';
import { defaultConfig, type LensConfig } from '../model/lensConfig.js';
import { folderOf, parentOf } from '../text/paths.js';
import { ignoreMatcher } from './fileMatchers.js';

/*
 * Which config file counts for which file: the one place that decides it, for the command line, the library and editors alike.
 *   1. The nearest one upwards counts, and it alone: nothing is taken over from those above it, and their overrides and clusters do not
 *      reach the files it counts for. Files of one config file are linted together, apart from those of others.
 *   2. A folder that a config file leaves out is left out with all that lies in it, config files too.
 *   3. Of several in one folder the first of `configFileNames` counts.
 */

/** Where a config file counts, or where none does. */
export interface Home {
  /** The folder of the config file, with a slash at the end; undefined where none counts. */
  readonly folder: string | undefined;
  readonly config: LensConfig;
}

/** Files cut apart by the config files that count for them. */
export interface Cut {
  /** The same object for all files of one config file. */
  readonly homeOf: (uri: string) => Home;
  /** Whether a file, or a folder with its slash, is left out by the config file that counts where it lies. */
  readonly isIgnored: (uri: string) => boolean;
  /** The homes that were asked for so far. */
  readonly homes: () => Iterable<Home>;
}

/**
 * The cut by the config files that `configIn` finds in folders: it is asked once per folder, from above to below, and not about folders
 * that are left out. `otherwise` counts where no config file does.
 */
export function cutBy(
  configIn: (folder: string) => LensConfig | undefined,
  otherwise: LensConfig = defaultConfig,
): Cut {
  const known = new Map<string, Place>();
  const asked = new Set<Home>();
  const nowhere: Place = { home: { folder: undefined, config: otherwise }, ignores: ignoreMatcher(otherwise) };
  const placeIn = (folder: string): Place => {
    const unknown: string[] = [];
    let found: Place | undefined;
    for (let each: string | undefined = folder; each !== undefined && found === undefined; each = parentOf(each)) {
      found = known.get(each);
      if (found === undefined) unknown.push(each);
    }
    let place = found ?? nowhere;
    for (const each of unknown.toReversed()) {
      const config = place.ignores(each) ? undefined : configIn(each);
      if (config !== undefined) place = { home: { folder: each, config }, ignores: ignoreMatcher(config) };
      known.set(each, place);
    }
    asked.add(place.home);
    return place;
  };
  return {
    homeOf: (uri) => placeIn(folderOf(uri)).home,
    isIgnored: (uri) => placeIn(folderOf(uri.endsWith('/') ? uri.slice(0, -1) : uri)).ignores(uri),
    homes: () => asked,
  };
}

interface Place {
  readonly home: Home;
  readonly ignores: (uri: string) => boolean;
}

/** One config file for everything, wherever it lies. */
export function cutAlone(config: LensConfig): Cut {
  const home: Home = { folder: undefined, config };
  return { homeOf: () => home, isIgnored: ignoreMatcher(config), homes: () => [home] };
}

/** The config files that count in their folders, by folder. */
export function configsByFolder(uris: Iterable<string>): ReadonlyMap<string, string> {
  const rank = (uri: string): number => configFileNames.findIndex((name) => uri.endsWith(name));
  const byFolder = new Map<string, string>();
  for (const uri of uris) {
    if (!isConfigName(uri)) continue;
    const before = byFolder.get(folderOf(uri));
    if (before === undefined || rank(uri) < rank(before)) byFolder.set(folderOf(uri), uri);
  }
  return byFolder;
}
