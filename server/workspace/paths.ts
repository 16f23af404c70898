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
