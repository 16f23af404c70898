import { dirname, isAbsolute, relative, sep } from 'node:path';

/** True for a folder itself and all in it. Absolute paths. */
export function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** The same for many folders, among which there may be files: as many steps as the path has parts, however many they are. */
export function insideAny(folders: readonly string[]): (path: string) => boolean {
  const known = new Set(folders);
  return (path) => {
    for (let current = path; ; current = dirname(current)) {
      if (known.has(current)) return true;
      if (dirname(current) === current) return false;
    }
  };
}
