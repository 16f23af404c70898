import { readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { uriOf } from '../disk/fileSource.js';
import { readLensConfig } from '../formats/eniLens/config.js';
import { configFileNames } from '../formats/eniLens/configNames.js';
import { configProblems } from '../linter/configProblems.js';
import { type Message, message, whole } from '../messages/message.js';
import { type ConfigProblem, defaultConfig, type LensConfig } from '../model/lensConfig.js';
import { sourceFile } from '../text/sourceFile.js';
import { UsageError } from './exitCodes.js';
import type { ConfigOption } from './options.js';
import { shownPath } from './shownPath.js';

/**
 * The config file named, or the nearest `eni-lens.yaml` from `folder` upwards; the defaults where there is none or none is wanted.
 * Throws a UsageError with every fault of the file and its place: a config that is half understood must not pass for one.
 */
export function loadConfig(folder: string, option: ConfigOption): LensConfig {
  if (option === false) return defaultConfig;
  const named = typeof option === 'string' ? option : undefined;
  const path = named === undefined ? nearestConfig(folder) : resolve(folder, named);
  return path === undefined ? defaultConfig : readConfig(path, named ?? shownPath(folder, path));
}

/** The config file at a path. Throws as `loadConfig` does. */
export function readConfig(path: string, shown: string): LensConfig {
  const text = readText(path, shown);
  const config = readLensConfig(uriOf(path), text);
  const problems = configProblems(config);
  // What we fail at ourselves is a finding.
  if (problems.every(({ isFault }) => isFault)) return problems.length === 0 ? config : { ...config, problems };
  throw new UsageError(...placedProblems(problems, text, shown));
}

/** What is wrong in a file of ours, each line with its place and once. */
export function placedProblems(problems: readonly ConfigProblem[], text: string, shown: string): readonly Message[] {
  const source = sourceFile(text);
  const lines = problems.map(({ at, message: problem }) => {
    const { line, character } = source.positionAt(at.span.start);
    const place = whole(`${shown}:${line + 1}:${character + 1}`);
    return message('{place}: {problem}', { place, problem });
  });
  return [...new Map(lines.map((line) => [JSON.stringify(line), line])).values()];
}

/** The config file that counts in a folder: the nearest one upwards. */
export function nearestConfig(folder: string): string | undefined {
  for (let current = resolve(folder); ; current = dirname(current)) {
    const found = configIn(current);
    if (found !== undefined || dirname(current) === current) return found;
  }
}

/** The config file that counts in a folder, where one lies in it. */
export function configIn(folder: string): string | undefined {
  return configFileNames.map((name) => join(folder, name)).find(isFile);
}

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    // Nobody named this path: a folder above that may not be looked into has no config for us.
    return false;
  }
}

function readText(path: string, shown: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch {
    throw new UsageError(
      message('The config file {shown} cannot be read: check its path and permissions', { shown: whole(shown) }),
    );
  }
  return decoded(bytes, shown).replace(/^\ufeff/, '');
}

/** The text of a file of ours, with its byte order mark. Throws a UsageError for another encoding, such as that of PowerShell's `>`. */
export function decoded(bytes: Uint8Array, shown: string): string {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    if (!text.includes('\0')) return text;
  } catch {
    // Told below, with what is UTF-8 by accident.
  }
  throw new UsageError(message('{shown} is not UTF-8 text: save it as UTF-8', { shown: whole(shown) }));
}
