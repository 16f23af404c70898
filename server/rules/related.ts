import { message, mostNamed } from '../messages/message.js';
import type { NodeLoad } from '../model/nodeLoad.js';
import type { Location } from '../text/span.js';
import type { Related } from './rule.js';

/**
 * The places of the first few items, and one more that speaks of all the others: a list of hundreds is read by nobody, and sent to an editor
 * with every key. `items` come with the most important ones first.
 */
export function firstFew<T>(
  items: readonly T[],
  placesOf: (item: T) => readonly Related[],
  ofOthers: (others: readonly [T, ...T[]]) => Related,
): readonly Related[] {
  const places = items.slice(0, mostNamed).flatMap(placesOf);
  const [first, ...rest] = items.slice(mostNamed);
  return first === undefined ? places : [...places, ofOthers([first, ...rest])];
}

/** How many pods of a running node have an address, and how many wait for one. */
export function podsOnNode(node: string, { served, waiting }: NodeLoad, at: Location): Related {
  const text = message('Pods of node {node} with an address of their own: {served}, without one yet: {waiting}', {
    node,
    served,
    waiting,
  });
  return { at, message: text };
}
