import { readFileSync, statSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { excludeMatcher } from '../disk/excludes.js';
import { readSource, uriOf } from '../disk/fileSource.js';
import { maxFileSize } from '../disk/maxFileSize.js';
import { type Attempt, filesUnder, reachFrom, trackedFilesOfOurs, type WalkOptions } from '../disk/walk.js';
import { configFileNames } from '../formats/eniLens/configNames.js';
import type { Disk } from './disk.js';
import { canonicalUri, folderUri, isPlainName } from './uris.js';

/** The disk through `node:fs`. `attempt` hears of what cannot be read. */
export function nodeDisk(attempt: Attempt): Disk {
  const trackedNow = trackedFilesOfOurs();
  const options = (root: string, excludes: unknown): WalkOptions => {
    const isExcluded = excludeMatcher(excludes);
    const inside = root.endsWith(sep) ? root.length : root.length + 1;
    return { attempt, trackedIn: trackedNow(), isLeftOut: (path) => isExcluded(path.slice(inside)) };
  };
  return {
    *filesUnder(root, { excludes, within, entered }) {
      const [folder, inner] = [folderPath(root), folderPath(within)];
      if (folder === undefined || inner === undefined || kindOf(inner) !== 'folder') return;
      const walk = { ...options(folder, excludes), entered: (path: string) => entered(folderUri(uriOfPath(path))) };
      const uriAt = urisOfFiles();
      for (const path of filesUnder(folder, walk, inner)) {
        const uri = uriAt(path);
        yield { uri, read: () => attempt(path, () => readSource(path, uri, maxFileSize)) };
      }
    },
    reachFrom(root, excludes) {
      const folder = folderPath(root);
      const isReached = folder === undefined ? () => false : reachFrom(folder, options(folder, excludes));
      return (uri) => {
        const path = uri.startsWith(root) ? pathOfUri(uri) : undefined;
        return path !== undefined && isReached(uriOf(path));
      };
    },
    kindOf(uri) {
      const path = pathOfUri(uri);
      return path === undefined ? undefined : attempt(path, () => kindOf(path));
    },
    read(uri) {
      const path = pathOfUri(uri);
      return path !== undefined && kindOf(path) === 'file'
        ? attempt(path, () => readSource(path, uri, maxFileSize))
        : undefined;
    },
    readOwn(uri) {
      const path = pathOfUri(uri);
      return path !== undefined && kindOf(path) === 'file'
        ? attempt(path, () => readFileSync(path, 'utf8'))
        : undefined;
    },
    configAbove(folder) {
      const path = folderPath(folder);
      if (path === undefined) return undefined;
      for (let current = dirname(path); ; current = dirname(current)) {
        const found = configFileNames.map((name) => join(current, name)).find((each) => kindOf(each) === 'file');
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

function kindOf(path: string): 'file' | 'folder' | undefined {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats?.isFile() ? 'file' : stats?.isDirectory() ? 'folder' : undefined;
}

/** The canonical uris of absolute paths of files, quickly where many of one folder follow on each other. */
function urisOfFiles(): (path: string) => string {
  let folder = '';
  let uri = '';
  return (path) => {
    const at = path.lastIndexOf(sep);
    const name = path.slice(at + 1);
    if (at <= 0 || !isPlainName(name)) return uriOfPath(path);
    if (folder.length !== at || !path.startsWith(folder)) {
      folder = path.slice(0, at);
      uri = folderUri(uriOfPath(folder));
    }
    return uri + name;
  };
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
