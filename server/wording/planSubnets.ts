import { enumeration, type Message, message, type Say, signs } from '../messages/message.js';
import type { ClusterPlan, NodeCounts, PerSize, PlannedNeed, PlannedSubnet } from '../plan/clusterPlan.js';
import { groupBy } from '../text/groupBy.js';
import { memoized, memoizedPair } from '../text/memo.js';
import { grouped, percent, rangeText } from '../text/numbers.js';
import { nothing, numberOrDash, type PlanText, placed, podsTitle, type Section, sourceText } from './planTexts.js';

/** Subnets that differ in nothing but their zones, such as those that eksctl makes. */
interface Alike {
  readonly first: PlannedSubnet;
  readonly name: string;
  readonly zones: string;
}

/** All numbers of a subnet as a text: the same for subnets of which the same is to be said. */
export const shapeOf = memoized((subnet: PlannedSubnet): string =>
  JSON.stringify({ ...subnet, label: '', zone: '', name: '', at: '' }),
);

/** Both tables of subnets ask. */
const alikeAmong = memoizedPair((say: Say, subnets: readonly PlannedSubnet[]): readonly Alike[] => {
  const same = groupBy(subnets, (subnet) => `${subnet.name} ${JSON.stringify(subnet.at)} ${shapeOf(subnet)}`);
  return [...same.values()].flatMap((own) => {
    const [first] = own;
    if (first === undefined) return [];
    const zones = own.flatMap(({ zone }) => zone ?? []);
    return [
      {
        first,
        name: own.length === 1 ? first.name : `${own.length} × ${first.name}`,
        zones: zones.length > 0 ? say(signs('{zones}', { zones: enumeration(zones) })) : '–',
      },
    ];
  });
});

const sizes = ['least', 'desired', 'most'] as const satisfies readonly (keyof PerSize<unknown>)[];

/** How many nodes there are at least at a size. */
function certainNodes(nodes: NodeCounts, size: (typeof sizes)[number]): number {
  return size === 'desired' ? nodes.desiredAtLeast : nodes[size];
}

/** What is taken of the subnets. */
export function takenSection({ subnets, nodeGroups }: ClusterPlan, say: Say): Section {
  const pods = Math.max(1, ...nodeGroups.map(({ runningPodsPerNode }) => runningPodsPerNode));
  const running = pods === 1 ? [] : [podsTitle(pods)];
  return {
    ...nothing,
    title: say(message('Subnets: addresses taken')),
    head: [
      message('Subnet'),
      message('Zone'),
      message('For'),
      message('Addresses'),
      message('Prefixes'),
      message('From'),
      message('Nodes'),
      message('Idle'),
      message('one pod'),
      ...running,
      message('Full'),
      message('Full, update'),
      message('Prefixes, full'),
      message('Share, full'),
    ].map(say),
    numeric: [3, 4, 6, 7, 8, 9, 10, 11, 12, 13],
    keys: [0, 6],
    rows: alikeAmong(say, subnets).flatMap((each) => rowsOf(each, pods > 1, say)),
  };
}

function rowsOf({ first, name, zones }: Alike, hasRunning: boolean, say: Say): readonly (readonly PlanText[])[] {
  const { needed, nodes } = first;
  // A size that is the same as the one before it says nothing new.
  const shown = sizes.filter((size, index) => {
    const before = sizes[index - 1];
    return before === undefined || certainNodes(nodes, size) !== certainNodes(nodes, before);
  });
  return shown.map((size, index) => {
    const need = needed[size];
    const about = [
      name,
      zones,
      say(holdsWords[first.holds]),
      placed(grouped(first.availableAddresses), first.at),
      numberOrDash(first.availablePrefixes),
      sourceText(first, say),
    ];
    return [
      ...(index === 0 ? about : about.map(() => '')),
      size === 'desired' && nodes.desired === undefined
        ? `≥ ${grouped(nodes.desiredAtLeast)}`
        : grouped(certainNodes(nodes, size)),
      rangeText(need.idle.addresses),
      rangeText(need.onePod.addresses),
      ...(hasRunning ? [rangeText(need.running.addresses)] : []),
      rangeText(need.full.addresses),
      rangeText(need.fullDuringUpdate.addresses),
      rangeText(need.full.prefixes),
      shareText(need.full),
    ];
  });
}

const holdsWords: Readonly<Record<PlannedSubnet['holds'], Message>> = {
  nodesAndPods: message('nodes and pods'),
  nodes: message('only nodes'),
  pods: message('only pods'),
};

function shareText({ share: [low, high] }: PlannedNeed): string {
  const [least, most] = [percent(low, 1), percent(high, 1)];
  return least === most ? `${most} %` : `${least}–${most} %`;
}

/** What of the subnets ends first. */
export function limitSection({ subnets }: ClusterPlan, say: Say): Section {
  return {
    ...nothing,
    title: say(message('Subnets: what ends first')),
    head: [
      message('Subnet'),
      message('Zone'),
      message('Ends by'),
      message('Pods per node that fit'),
      message('Nodes that fit, idle'),
      message('Nodes that fit, full'),
      message('Smallest that does, one pod'),
      message('Smallest that does, full and update'),
    ].map(say),
    numeric: [3, 4, 5, 6, 7],
    rows: alikeAmong(say, subnets).map(({ first, name, zones }) => {
      const { endsBy, podsPerNodeThatFit, nodesThatFit, smallestLength } = first;
      return [
        name,
        zones,
        say(endsBy === 'addresses' ? message('IP addresses') : message('prefixes')),
        podsPerNodeThatFit === undefined ? say(message('none: idle nodes do not fit')) : grouped(podsPerNodeThatFit),
        rangeText(nodesThatFit.idle),
        rangeText(nodesThatFit.full),
        lengthText(smallestLength.onePod, say),
        lengthText(smallestLength.fullDuringUpdate, say),
      ];
    }),
  };
}

function lengthText(length: number | undefined, say: Say): string {
  return length === undefined ? say(message('more than a /16')) : `/${length}`;
}
