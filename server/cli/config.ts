import { readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { configFileNames, readLensConfig, unknownRules } from '../formats/eniLensConfig.js';
import { render } from '../messages/message.js';
import { defaultConfig, type LensConfig } from '../model/lensConfig.js';
import { rules } from '../rules/index.js';
import { sourceFile } from '../text/sourceFile.js';
import { UsageError } from './exitCodes.js';
import { uriOf } from './files.js';

/**
 * The config file named, or the nearest `eni-lens.yaml` from `folder` upwards, or the defaults.
 * Throws a UsageError with every fault of the file and its place: a config that is half understood must not pass for one.
 */
export function loadConfig(folder: string, named: string | undefined): LensConfig {
  const path = named === undefined ? nearestConfig(folder) : resolve(folder, named);
  if (path === undefined) return defaultConfig;
  const text = readText(path, named ?? path);
  const config = readLensConfig(uriOf(path), text);
  const problems = [
    ...config.problems,
    ...unknownRules(
      config,
      rules.map(({ id }) => id),
    ),
  ];
  if (problems.length === 0) return config;
  const source = sourceFile(text);
  const lines = problems.map(({ at, message }) => {
    const { line, character } = source.positionAt(at.span.start);
    return `${named ?? path}:${line + 1}:${character + 1}: ${render(message)}`;
  });
  throw new UsageError(lines.join('\n'));
}

function nearestConfig(folder: string): string | undefined {
  for (let current = resolve(folder); ; current = dirname(current)) {
    const found = configFileNames
      .map((name) => join(current, name))
      .find((path) => statSync(path, { throwIfNoEntry: false })?.isFile());
    if (found !== undefined || dirname(current) === current) return found;
  }
}

function readText(path: string, shown: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new UsageError(`The config file ${shown} cannot be read: check its path and permissions`);
  }
}
