import { type Argument, type Message, message, signs } from '../messages/message.js';
import type { FleetSize } from '../plan/fleet.js';
import { type NodeKind, servedPods } from '../plan/nodes.js';
import { hull } from '../plan/pool.js';
import { rangeText } from './hover/content.js';

/** `3–9 nodes`, or `1 node`. */
export function nodesText({ least, most }: Pick<FleetSize, 'least' | 'most'>): Message {
  return least === 1 && most === 1 ? message('1 node') : message('{nodes} nodes', { nodes: rangeText([least, most]) });
}

/**
 * How many pods nodes run: `29`, where all get an address; `44 of 110`, where the others wait for one; `29 (110 with prefix delegation)`,
 * where nobody can see whether that is on. `≈ 29`, where nobody can say max pods of them all.
 */
export function podsText(kinds: readonly NodeKind[]): Argument {
  const pods = certainPods(kinds);
  return kinds.some(({ maxPods }) => maxPods === undefined) ? signs('≈ {pods}', { pods }) : pods;
}

function certainPods(kinds: readonly NodeKind[]): Argument {
  const wanted = rangeText(hull(kinds.map(({ pods }) => [pods, pods])));
  if (kinds.every((kind) => servedPods(kind) === kind.pods)) return wanted;
  const served = kinds.map(servedPods);
  const most = kinds.map((kind) => Math.min(kind.pods, kind.servableWithPrefixes ?? servedPods(kind)));
  const inForce = rangeText(hull(served.map((pods) => [pods, pods])));
  if (kinds.some(({ servableWithPrefixes }) => servableWithPrefixes === undefined)) {
    return message('{served} of {wanted}', { served: inForce, wanted });
  }
  return message('{served} ({most} with prefix delegation)', {
    served: inForce,
    most: rangeText(hull(most.map((pods) => [pods, pods]))),
  });
}
