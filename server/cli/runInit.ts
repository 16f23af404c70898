import { existsSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import packageJson from '../../package.json' with { type: 'json' };
import { uriOf } from '../disk/fileSource.js';
import { ioReason } from '../disk/ioReason.js';
import { maxFileSize } from '../disk/maxFileSize.js';
import { configFileNames } from '../formats/eniLens/configNames.js';
import { newConfigText, schemaAddress } from '../linter/newConfig.js';
import { message } from '../messages/message.js';
import { harmless } from '../reporters/terminal.js';
import { emptyWorkspace, type Workspace, withFiles } from '../workspace/workspace.js';
import type { Call } from './call.js';
import { nearestConfig } from './config.js';
import { configsBelow } from './configs.js';
import { exitCodes, UsageError } from './exitCodes.js';
import { findFiles } from './files.js';
import { shownPath } from './shownPath.js';

/** Writes a config file into the current folder and says what to do next. Throws a UsageError where there is one already. */
export function runInit({ folder, stdout, say }: Call): number {
  const [name] = configFileNames;
  const there = configFileNames.find((each) => existsSync(join(folder, each)));
  if (there !== undefined) throw new UsageError(alreadyThere(there));
  const above = nearestConfig(folder);
  const workspace = filesToBe(folder);
  const text = newConfigText(workspace, { folder: `${uriOf(folder)}/`, schemaLine: schemaLine(folder), say });
  writeNew(join(folder, name), text);
  const next = [
    message('Wrote {name}. Everything in it is a comment: remove the # of what you need', { name }),
    message('Then: eni-lens lint, or eni-lens lint --print-config to see what counts'),
    ...(above === undefined
      ? []
      : [message('{above} no longer counts in this folder', { above: shownPath(folder, above) })]),
  ];
  stdout.write(next.map((line) => `${harmless(say(line))}\n`).join(''));
  return exitCodes.clean;
}

/** The files that the new config file will count for. */
function filesToBe(folder: string): Workspace {
  const { cut, entered } = configsBelow(folder);
  const { sources } = findFiles(['.'], { folder, maxFileSize, isIgnored: cut.isIgnored, entered });
  const own = cut.homeOf(`${uriOf(folder)}/`);
  return withFiles(
    emptyWorkspace,
    sources.filter(({ uri }) => cut.homeOf(uri) === own),
  );
}

function alreadyThere(name: string) {
  return message('{name} is there already: edit it, or remove it before eni-lens init', { name });
}

/** Never writes over a file, also not over one that was made a moment ago. */
function writeNew(path: string, text: string): void {
  try {
    writeFileSync(path, text, { flag: 'wx' });
  } catch (error) {
    const [name] = configFileNames;
    const isThere = error instanceof Error && 'code' in error && error.code === 'EEXIST';
    throw new UsageError(
      isThere ? alreadyThere(name) : message('Cannot write {name}: {reason}', { name, reason: ioReason(error) }),
    );
  }
}

/** The schema of the package installed in the project, which needs no network, else the published one of this version. */
function schemaLine(folder: string): string {
  const path = join('node_modules', packageJson.name, 'schemas', 'eni-lens-config.schema.json');
  const installed = parents(folder).find((parent) => existsSync(join(parent, path)));
  const address = installed ? shownPath(folder, join(installed, path)) : schemaAddress(packageJson);
  return `yaml-language-server: $schema=${address}`;
}

function parents(folder: string): readonly string[] {
  const above = dirname(resolve(folder));
  return above === folder ? [folder] : [folder, ...parents(above)];
}
