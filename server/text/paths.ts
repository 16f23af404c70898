/** The folder of a URI, with its trailing slash; '' for a bare name. */
export function folderOf(uri: string): string {
  return uri.slice(0, uri.lastIndexOf('/') + 1);
}

/** The folder above a folder, or undefined at the top. */
export function parentOf(folder: string): string | undefined {
  const inner = folder.endsWith('/') ? folder.slice(0, -1) : folder;
  return inner.includes('/') ? inner.slice(0, inner.lastIndexOf('/') + 1) : folder === '' ? undefined : '';
}

/** `uri` relative to a folder, or undefined when it lies elsewhere. */
export function relativeTo(folder: string, uri: string): string | undefined {
  return uri.startsWith(folder) && uri.length > folder.length ? uri.slice(folder.length) : undefined;
}

/** The path of a file below a folder, and nothing escaped; undefined when it lies elsewhere. */
export function pathBelow(folder: string, uri: string): string | undefined {
  const part = relativeTo(folder, uri);
  return part !== undefined && isUri(uri) ? unescaped(part) : part;
}

/** The path of a file as seen from a folder, `..` where it lies outside of it, and nothing escaped. */
export function pathFrom(folder: string, uri: string): string {
  const [from, to] = [folder.split('/').slice(0, -1), uri.split('/')];
  const differs = from.findIndex((part, index) => part !== to[index]);
  const shared = differs < 0 ? from.length : differs;
  // Nothing leads from one drive to another.
  const part =
    shared === 0 && from.length > 0 ? uri : [...from.slice(shared).map(() => '..'), ...to.slice(shared)].join('/');
  return isUri(uri) ? unescaped(part) : part;
}

/** The other way round: the uri of what a path leads to from a folder. */
export function uriFrom(folder: string, path: string): string {
  const spelled = isUri(folder) ? path.split('/').map(encodeURIComponent).join('/') : path;
  if (path.startsWith('/')) return isUri(folder) ? `file://${spelled}` : path;
  const parts = folder.split('/').slice(0, -1);
  for (const part of spelled.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}

/** A pattern of `.gitignore` that matches a path only; a folder's ends with a slash. */
export function patternFor(path: string): string {
  return `/${path.replace(/[\\*?[\]!#]|\s$/g, '\\$&')}`;
}

/** A part of a uri with its `%20` spelt out; what is not UTF-8 becomes U+FFFD. A path (without `scheme://`) has none to spell out. */
export function unescaped(part: string): string {
  return part.replace(/(?:%[0-9a-f]{2})+/gi, (run) => {
    const bytes = run.slice(1).split('%');
    return new TextDecoder().decode(Uint8Array.from(bytes, (hex) => Number.parseInt(hex, 16)));
  });
}

/** True for `file:///…` and its like, false for a path, also one with a drive letter. */
export function isUri(text: string): boolean {
  return /^[a-z][a-z\d+.-]+:/i.test(text);
}
