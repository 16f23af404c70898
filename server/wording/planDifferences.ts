import {
  type Argument,
  enumeration,
  type Message,
  message,
  renderArgument,
  type Say,
  signs,
} from '../messages/message.js';
import type { PlannedDifference } from '../plan/planChanges.js';
import { groupBy } from '../text/groupBy.js';
import { percent } from '../text/numbers.js';
import { nothing, rangeOrDash, type Section } from './planTexts.js';

const quantities: Readonly<Record<PlannedDifference['quantity'], Message>> = {
  nodes: message('nodes'),
  idle: message('addresses of all nodes, idle'),
  running: message('addresses of all nodes with their pods'),
  full: message('addresses of all nodes, full'),
  maxPods: message('max pods'),
  idlePerNode: message('addresses of a node, idle'),
  runningPerNode: message('addresses of a node with its pods'),
  fullPerNode: message('addresses of a full node'),
  prefixesPerFullNode: message('prefixes of a full node'),
  callsUntilFull: message('EC2 calls until a node is full'),
  runningOfSubnet: message('addresses taken with their pods'),
  fullOfSubnet: message('addresses taken, full'),
  shareOfSubnet: message('share, full'),
};

/** What changes made otherwise, as a table. */
export function differenceSection(differences: readonly PlannedDifference[], say: Say): Section {
  // What becomes the same of several groups or subnets is said once: a cluster may have hundreds that are alike.
  const alike = groupBy(differences, ({ of, quantity, before, after }) =>
    JSON.stringify([of === undefined, quantity, before, after]),
  );
  const rows = [...alike.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    const { quantity, before, after } = first;
    const text = quantity === 'shareOfSubnet' ? shareOf : rangeOrDash;
    const names = [...new Set([first, ...others].map(({ of }) => of))].flatMap((name) => name ?? []);
    const of = names.length > 0 ? signs('{names}', { names: enumeration(names) }) : message('all groups');
    return [[say(of), say(quantities[quantity]), text(before), text(after)]];
  });
  return {
    ...nothing,
    title: say(message('Before and after')),
    head: ['', '', message('Before'), message('After')].map((title: Argument) => renderWith(title, say)),
    numeric: [2, 3],
    keys: [0, 1],
    rows,
    lines: rows.length > 0 ? [] : [say(message('Nothing becomes otherwise'))],
  };
}

function renderWith(title: Argument, say: Say): string {
  return typeof title === 'object' && 'template' in title ? say(title) : renderArgument(title);
}

function shareOf(range: PlannedDifference['before']): string {
  if (range === undefined) return '–';
  const [low, high] = [percent(range[0], 1), percent(range[1], 1)];
  return low === high ? `${low} %` : `${low}–${high} %`;
}
