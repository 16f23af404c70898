import type { Location } from '../text/span.js';
import type { Cluster } from './cluster.js';
import type { CniSettings } from './resource.js';

/** True when the document of a place holds nothing that could not be read, so that what is missing in it is missing indeed. */
export function isReadInFull({ uri, document }: Location, { fileProblems, shapeProblems }: Cluster): boolean {
  const unread = shapeProblems.filter((each) => each.fault === 'embeddedDocument' && each.problem === 'notReadable');
  return ![...fileProblems, ...unread].some(({ at }) => at.uri === uri && at.document === document);
}

/** True for a patch or values that something else completes, so that the rest of an entry or of a container may stand there. */
export function isPiece({ whole, takenBy }: CniSettings): boolean {
  return !whole && (takenBy === 'apiServer' || takenBy === 'chart');
}
