import { unescaped } from '../text/paths.js';

/**
 * One spelling for every file: editors disagree which characters of a uri to escape, and on the case of a drive letter. Ours is
 * VS Code's. Anything but `file:` stays as it is.
 */
export function canonicalUri(uri: string): string {
  const [, authority, path] = /^file:\/\/([^/?#]*)(\/[^?#]*)/i.exec(uri) ?? [];
  if (authority === undefined || path === undefined) return uri;
  const segments = path.split('/').map((segment) => escaped(segment.includes('%') ? unescaped(segment) : segment));
  const drive = segments[1] && /^([a-z])%3A$/i.exec(segments[1])?.[1];
  if (drive !== undefined && drive !== '') segments[1] = `${drive.toLowerCase()}%3A`;
  return `file://${authority.toLowerCase()}${segments.join('/')}`;
}

/** The uri of a folder: with its slash at the end. */
export function folderUri(uri: string): string {
  const canonical = canonicalUri(uri);
  return canonical.endsWith('/') ? canonical : `${canonical}/`;
}

/** True for a name that is spelled the same in every uri. */
export function isPlainName(name: string): boolean {
  return /^[\w.~-]+$/.test(name);
}

function escaped(segment: string): string {
  if (isPlainName(segment)) return segment;
  return encodeURIComponent(segment).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
