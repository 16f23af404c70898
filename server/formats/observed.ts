import type { MapNode } from '../syntax/node.js';
import { entries, get, path, textOf } from '../syntax/read.js';

/**
 * True for a manifest that was read from a running cluster: it has what only the API server writes. A name that a client leaves empty, such as
 * `status: {}`, does not count.
 */
export function isObserved(manifest: MapNode): boolean {
  const metadata = get(manifest, 'metadata');
  const isWritten = (key: string): boolean => (textOf(get(metadata, key)) ?? '') !== '';
  return isWritten('uid') || isWritten('resourceVersion') || entries(path(manifest, 'status')).length > 0;
}

/** The fact of a resource that says so. */
export function observedIf(manifest: MapNode): { readonly observed?: true } {
  return isObserved(manifest) ? { observed: true } : {};
}
