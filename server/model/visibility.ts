import { memoized } from '../text/memo.js';
import { documentKey, type Location } from '../text/span.js';
import type { Cluster } from './cluster.js';
import type { CniSettings } from './resource.js';

/** True when the document of a place holds nothing that could not be read, so that what is missing in it is missing indeed. */
export function isReadInFull(place: Location, cluster: Cluster): boolean {
  return !notReadInFull(cluster).has(documentKey(place));
}

/** A memo: the documents of a cluster that hold something that could not be read. */
const notReadInFull = memoized(({ fileProblems, shapeProblems }: Cluster): ReadonlySet<string> => {
  const unread = shapeProblems.filter((each) => each.fault === 'embeddedDocument' && each.problem === 'notReadable');
  return new Set([...fileProblems, ...unread].map(({ at }) => documentKey(at)));
});

/** True for a patch or values that something else completes, so that the rest of an entry or of a container may stand there. */
export function isPiece({ whole, takenBy }: CniSettings): boolean {
  return !whole && (takenBy === 'apiServer' || takenBy === 'chart');
}
