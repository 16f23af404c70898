import type { Location } from '../text/span.js';
import type { Cluster } from './cluster.js';

/** True when the document of a place holds nothing that could not be read, so that what is missing in it is missing indeed. */
export function isReadInFull({ uri, document }: Location, { fileProblems }: Cluster): boolean {
  return !fileProblems.some(({ at }) => at.uri === uri && at.document === document);
}
