import { type Argument, type Message, message, signs } from '../messages/message.js';
import type { FleetSize } from '../plan/fleet.js';
import { type NodeKind, servedPods } from '../plan/nodes.js';
import { hull } from '../plan/pool.js';
import { rangeText } from '../text/numbers.js';

/** `3–9 nodes`, or `1 node`. */
export function nodesText({ least, most }: Pick<FleetSize, 'least' | 'most'>): Message {
  return least === 1 && most === 1 ? message('1 node') : message('{nodes} nodes', { nodes: rangeText([least, most]) });
}

/** `29 pods`; `44 of 110 pods`, where the others wait for an address; `29 pods (110 with prefix delegation)`, where nobody can see whether that is on. */
export function podsText(kinds: readonly NodeKind[]): Message {
  const { served, wanted, most } = podsOf(kinds);
  if (most !== undefined) return message('{served} pods ({most} with prefix delegation)', { served, most });
  return wanted === undefined
    ? message('{pods} pods', { pods: served })
    : message('{served} of {wanted} pods', { served, wanted });
}

/** The same without the word, as in a table: `29 (110 with prefix delegation)`. */
export function podsNumber(kinds: readonly NodeKind[]): Argument {
  const { served, wanted, most } = podsOf(kinds);
  if (most !== undefined) return message('{served} ({most} with prefix delegation)', { served, most });
  return wanted === undefined ? served : message('{served} of {wanted}', { served, wanted });
}

interface PodsOfNodes {
  /** Those that get an address; `≈ 29`, where nobody can say max pods of all nodes. */
  readonly served: Argument;
  /** Max pods, where that is more, whatever the settings are. */
  readonly wanted: string | undefined;
  /** Those that get an address with prefix delegation, where nobody can see whether that is on. */
  readonly most: string | undefined;
}

function podsOf(kinds: readonly NodeKind[]): PodsOfNodes {
  const range = (pods: (kind: NodeKind) => number): string =>
    rangeText(hull(kinds.map((kind) => [pods(kind), pods(kind)])));
  const isOpen = kinds.some(({ maxPods }) => maxPods === undefined);
  const about = (pods: string): Argument => (isOpen ? signs('≈ {pods}', { pods }) : pods);
  const wanted = range(({ pods }) => pods);
  if (kinds.every((kind) => servedPods(kind) === kind.pods)) {
    return { served: about(wanted), wanted: undefined, most: undefined };
  }
  const served = about(range(servedPods));
  if (kinds.some(({ servableWithPrefixes }) => servableWithPrefixes === undefined)) {
    return { served, wanted, most: undefined };
  }
  const most = range((kind) => Math.min(kind.pods, kind.servableWithPrefixes ?? servedPods(kind)));
  return { served, wanted: undefined, most };
}
