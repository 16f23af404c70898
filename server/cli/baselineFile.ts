import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { uriOf } from '../disk/fileSource.js';
import { insideAny } from '../disk/inside.js';
import { ioReason } from '../disk/ioReason.js';
import { baselineFileName, readBaseline } from '../formats/eniLens/baseline.js';
import { type Message, message, whole } from '../messages/message.js';
import type { Baseline } from '../model/baseline.js';
import type { LensConfig } from '../model/lensConfig.js';
import type { Home } from '../workspace/cut.js';
import { decoded, placedProblems } from './config.js';
import { UsageError } from './exitCodes.js';
import type { BaselineOption } from './options.js';
import { shownPath } from './shownPath.js';

/** Where the baseline is, or would be: where the config file says, else beside that file, else in `folder`. */
export function baselinePath(folder: string, { uri, baseline }: LensConfig): string {
  const home = uri === undefined ? folder : dirname(uri);
  return baseline === undefined ? join(home, baselineFileName) : resolve(home, baseline.value);
}

/** The path of the baseline that an option or the config file names; undefined where neither does. */
export function chosenBaseline(folder: string, option: BaselineOption, config: LensConfig): string | undefined {
  if (option === false || (option === undefined && config.baseline === undefined)) return undefined;
  return typeof option === 'string' ? resolve(folder, option) : baselinePath(folder, config);
}

/**
 * The baseline that an option or the config file names. Throws a UsageError where it is not there, or is none: findings that somebody
 * believes to be hidden must not come back without a word.
 */
function loadBaseline(folder: string, option: BaselineOption, config: LensConfig): Baseline | undefined {
  const path = chosenBaseline(folder, option, config);
  if (path === undefined) return undefined;
  const shown = shownPath(folder, path);
  const baseline = baselineAt(path, shown, typeof option === 'string' ? [swallowed] : []);
  if (baseline !== undefined) return baseline;
  const problem = noBaseline(shown);
  const { uri, text, baseline: named } = config;
  if (typeof option === 'string' || uri === undefined || named === undefined) throw new UsageError(problem);
  throw new UsageError(...placedProblems([{ at: named.at, message: problem }], text, shownPath(folder, uri)));
}

/**
 * The baselines of the config files of a run. `--baseline` without a name is the one beside each config file that names none; it has to be
 * there for one of them at least.
 */
export function loadBaselines(
  folder: string,
  option: BaselineOption,
  homes: readonly Home[],
): ReadonlyMap<LensConfig, Baseline> {
  const configs = homes.map(({ config }) => config);
  const read = new Map<string, Baseline | undefined>();
  const baselineFor = (config: LensConfig): Baseline | undefined => {
    const path = chosenBaseline(folder, option, config);
    if (path === undefined || read.has(path)) return path === undefined ? undefined : read.get(path);
    const mayLack = option === true && config.baseline === undefined;
    const baseline = mayLack ? baselineAt(path, shownPath(folder, path)) : loadBaseline(folder, option, config);
    read.set(path, baseline);
    return baseline;
  };
  const found = configs.flatMap((config) => {
    const baseline = baselineFor(config);
    return baseline === undefined ? [] : [[config, baseline] as const];
  });
  const [first] = configs;
  if (option === true && found.length === 0 && first !== undefined) loadBaseline(folder, option, first);
  return new Map(found);
}

/** What to do about a baseline that is not there. */
export function noBaseline(shown: string) {
  return message('There is no baseline {shown}: record one with eni-lens baseline', { shown: whole(shown) });
}

/** The baseline at a path, or undefined where there is no file. Throws a UsageError for a file that is none, with `advice` at its end. */
export function baselineAt(path: string, shown: string, advice: readonly Message[] = []): Baseline | undefined {
  const text = textAt(path, shown, advice);
  const baseline = text === undefined ? undefined : readBaseline(uriOf(path), text);
  if (baseline?.problems.every(({ isFault }) => isFault) !== false) return baseline;
  throw new UsageError(
    ...placedProblems(baseline.problems, baseline.text, shown),
    message('{shown} is no baseline that can be read: repair it, or remove it and run eni-lens baseline', {
      shown: whole(shown),
    }),
    ...(/\.json$/.test(path) ? [] : advice),
  );
}

function textAt(path: string, shown: string, advice: readonly Message[]): string | undefined {
  try {
    return decoded(readFileSync(path), shown);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT') return undefined;
    const text = message('The baseline {shown} cannot be read: {reason}', {
      shown: whole(shown),
      reason: ioReason(error),
    });
    throw new UsageError(text, ...(code === 'EISDIR' ? advice : []));
  }
}

const swallowed = message('What follows --baseline is taken for its file: write the paths before it');

/** Whether absolute paths hold all that was linted for a baseline. Only then can its entries be called left over. */
export function seesAll({ uri, paths }: Baseline, named: readonly string[]): boolean {
  const isNamed = insideAny(named);
  return paths.every((path) => isNamed(resolve(dirname(uri), path)));
}
