import { readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { excludeMatcher } from '../disk/excludes.js';
import { readSource, uriOf } from '../disk/fileSource.js';
import { maxFileSize } from '../disk/maxFileSize.js';
import { type Attempt, filesUnder, isReached, type WalkOptions } from '../disk/walk.js';
import { configFileNames } from '../formats/eniLensConfig.js';
import type { Disk } from './disk.js';
import { canonicalUri } from './uris.js';

/** The disk through `node:fs`. `attempt` hears of what cannot be read. */
export function nodeDisk(attempt: Attempt): Disk {
  const options = (root: string, excludes: unknown): WalkOptions => {
    const isExcluded = excludeMatcher(excludes);
    return {
      attempt,
      isLeftOut: (path) => {
        const inside = uriOf(relative(root, path));
        return isExcluded(path.endsWith('/') ? `${inside}/` : inside);
      },
    };
  };
  return {
    *filesUnder(root, excludes) {
      const folder = folderPath(root);
      if (folder === undefined || !isFolder(folder)) return;
      for (const path of filesUnder(folder, options(folder, excludes))) yield uriOfPath(path);
    },
    isReached(root, uri, excludes) {
      const [folder, file] = [folderPath(root), pathOfUri(uri)];
      if (folder === undefined || file === undefined || !file.startsWith(folder + sep)) return false;
      return isReached(folder, uriOf(file), options(folder, excludes));
    },
    read(uri) {
      const path = pathOfUri(uri);
      return path !== undefined && isFile(path) ? attempt(path, () => readSource(path, uri, maxFileSize)) : undefined;
    },
    readOwn(uri) {
      const path = pathOfUri(uri);
      return path !== undefined && isFile(path) ? attempt(path, () => readFileSync(path, 'utf8')) : undefined;
    },
    configAbove(folder) {
      const path = folderPath(folder);
      if (path === undefined) return undefined;
      for (let current = dirname(path); ; current = dirname(current)) {
        const found = configFileNames.map((name) => join(current, name)).find(isFile);
        if (found !== undefined) return uriOfPath(found);
        if (dirname(current) === current) return undefined;
      }
    },
  };
}

function folderPath(uri: string): string | undefined {
  const path = pathOfUri(uri);
  return path !== undefined && path.length > 1 && /[\\/]$/.test(path) ? path.slice(0, -1) : path;
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** The canonical uri of an absolute path. */
function uriOfPath(path: string): string {
  return canonicalUri(pathToFileURL(path).href);
}

/** The path of a file on this machine; undefined for what lies elsewhere. */
function pathOfUri(uri: string): string | undefined {
  const isHere =
    /^file:\/\/\//i.test(uri) &&
    !/%2f|%00/i.test(uri) &&
    (process.platform !== 'win32' || /^file:\/\/\/[a-z](?:%3a|:)/i.test(uri));
  return isHere ? fileURLToPath(uri) : undefined;
}
