import { dirname, resolve } from 'node:path';
import { uriOf } from '../disk/fileSource.js';
import type { WalkOptions } from '../disk/walk.js';
import { configFileNames, isConfigName } from '../formats/eniLens/configNames.js';
import { type Message, message, whole } from '../messages/message.js';
import { defaultConfig, type LensConfig } from '../model/lensConfig.js';
import { folderOf, parentOf } from '../text/paths.js';
import { type Cut, cutAlone, cutBy } from '../workspace/cut.js';
import { configIn, loadConfig, nearestConfig, readConfig } from './config.js';
import type { ConfigOption } from './options.js';
import { shownPath } from './shownPath.js';

/** The config files of a run. */
export interface Configs {
  readonly cut: Cut;
  /** Told of every folder that is walked through, so that nobody has to ask the disk for config files in it. */
  readonly entered: NonNullable<WalkOptions['entered']>;
}

/**
 * The config files that count for what lies at the paths: in the working directory or above it the nearest one, below it each for its
 * folder. For a path elsewhere it is the same from there. The option names one for everything, or wants none. Reading a config file throws
 * as `loadConfig` does; one that counts for nothing here is not read.
 */
export function configsFor(paths: readonly string[], { folder, option, prepare }: ConfigSource): Configs {
  if (option !== undefined && option !== true) {
    return { cut: cutAlone(prepare(loadConfig(folder, option))), entered: () => {} };
  }
  return configsUnder(topsOf(folder, paths), folder, prepare);
}

/** The config files that count below a folder, as if it had one itself that says nothing. */
export function configsBelow(folder: string): Configs {
  return configsUnder(new Set([`${uriOf(folder)}/`]), folder, (config) => config);
}

function configsUnder(tops: ReadonlySet<string>, folder: string, prepare: ConfigSource['prepare']): Configs {
  const found = new Map<string, string | undefined>();
  const cut = cutBy((uri) => {
    if (!isBelow(uri, tops)) return undefined;
    // One that was found by looking upwards counts even where git ignores it.
    const path = found.has(uri) && !tops.has(uri) ? found.get(uri) : configIn(uri);
    return path === undefined ? undefined : prepare(readConfig(path, shownPath(folder, path)));
  }, prepare(defaultConfig));
  return {
    cut,
    entered: (inner, has) => {
      const name = configFileNames.find(has);
      found.set(`${uriOf(inner)}/`, name === undefined ? undefined : resolve(inner, name));
    },
  };
}

export interface ConfigSource {
  /** The absolute path of the working directory. */
  readonly folder: string;
  readonly option: ConfigOption;
  /** What the command line says is added to each of them. */
  readonly prepare: (config: LensConfig) => LensConfig;
}

/** The folders from which config files count downwards. */
function topsOf(folder: string, paths: readonly string[]): ReadonlySet<string> {
  const topOf = (path: string, otherwise: string): string => {
    const nearest = nearestConfig(path);
    const top = uriOf(nearest === undefined ? otherwise : dirname(nearest));
    return top.endsWith('/') ? top : `${top}/`;
  };
  const tops = new Set([topOf(folder, folder)]);
  for (const path of paths) {
    const absolute = resolve(folder, path);
    if (!isBelow(`${uriOf(absolute)}/`, tops)) tops.add(topOf(absolute, absolute));
  }
  return tops;
}

function isBelow(uri: string, tops: ReadonlySet<string>): boolean {
  for (let each: string | undefined = uri; each !== undefined; each = parentOf(each)) {
    if (tops.has(each)) return true;
  }
  return false;
}

/** What to say of config files that count nowhere because another one lies beside them. */
export function doubleConfigs(files: readonly string[], cut: Cut, folder: string): readonly Message[] {
  return files
    .filter((path) => isConfigName(uriOf(path)))
    .toSorted()
    .flatMap((path) => {
      const { folder: home, config } = cut.homeOf(uriOf(path));
      const { uri = uriOf(path) } = config;
      if (uri === uriOf(path) || home !== folderOf(uriOf(path))) return [];
      return [double(shownPath(folder, path), shownPath(folder, uri))];
    });
}

function double(path: string, used: string): Message {
  return message('eni-lens: {path} counts nowhere, because {used} lies beside it: remove one of them', {
    path: whole(path),
    used: whole(used),
  });
}
