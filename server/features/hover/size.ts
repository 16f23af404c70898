import { type Argument, type Message, message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import type { NodeGroup } from '../../model/resource.js';
import { conditionOf, nodeAddressApart, othersTakeToo, zonesAreAssumed } from '../../plan/assumptions.js';
import { type GroupUse, groupUse, subnetOf } from '../../plan/groupUse.js';
import { type GroupPlan, type Plan, planOf, planOfGroup } from '../../plan/plan.js';
import { type Bounds, hull } from '../../plan/pool.js';
import { calculated, written } from '../../plan/source.js';
import type { Room } from '../../plan/subnets.js';
import { grouped, percent, rangeText } from '../../text/numbers.js';
import { pages } from '../links.js';
import { nodesText } from '../podsText.js';
import { type Content, type Input, inputOfFact, type Table } from './content.js';

/** The addresses of a group's nodes, idle, full and during an update, against its subnets. Undefined where no pool is known. */
export function sizeContent(group: NodeGroup, cluster: Cluster): Content | undefined {
  const plan = planOf(cluster);
  const own = planOfGroup(group, cluster);
  const use = own && groupUse(plan, own);
  if (own?.nodes === undefined || use?.all === undefined) return undefined;
  const { nodes, update } = own;
  const { perNode, rooms, nodeRooms } = use;
  const [, each] = perNode.full;
  return {
    answer: answerOf(own, use.all, use.available),
    about: othersText(use),
    formula: {
      names: message('nodes × addresses per node'),
      numbers: `${nodes.most} × ${each} = ${nodes.most * each}`,
    },
    tables: [stateTable(own, use), ...(rooms ? [subnetTable([...rooms, ...(nodeRooms ?? [])], plan)] : [])],
    inputs: sizeInputs(group, own, cluster),
    caveats: [...conditionOf(plan.settings), ...sizeCaveats(own, use)],
    links: update ? [{ title: message('How EKS updates a managed node group'), href: pages.nodeUpdate }] : [],
  };
}

function answerOf({ nodes, apart }: GroupPlan, all: Bounds, available: number | undefined): Message {
  const text = { nodes: nodes ? nodesText(nodes) : '?', addresses: rangeText(all) };
  const isOne = nodes?.most === 1 && nodes.least === 1;
  if (available === undefined) {
    const short =
      apart === 0 ? message('{addresses} addresses', text) : message('{addresses} addresses for pods', text);
    return takes(text.nodes, short, isOne);
  }
  const numbers = { ...text, total: grouped(available), share: percent(all[1], available) };
  const of =
    apart === 0
      ? message('{addresses} of {total} addresses ({share} %)', numbers)
      : message('{addresses} of {total} addresses for pods ({share} %)', numbers);
  return takes(text.nodes, of, isOne);
}

function takes(nodes: Argument, addresses: Message, isOne: boolean): Message {
  return isOne
    ? message('{nodes} takes {addresses}', { nodes, addresses })
    : message('{nodes} take {addresses}', { nodes, addresses });
}

function othersText({ allGroups, available }: GroupUse): readonly Message[] {
  if (allGroups === undefined || available === undefined) return [];
  const text = { addresses: grouped(allGroups), total: grouped(available), share: percent(allGroups, available) };
  return [message('With the other groups in the same subnets up to {addresses} of {total} ({share} %)', text)];
}

function stateTable(
  { nodes, isExpected, runningPods, update }: GroupPlan,
  { perNode, available, duringUpdate }: GroupUse,
): Table {
  const { least, most } = nodes ?? { least: 0, most: 0 };
  const share = (addresses: number): string => (available === undefined ? '–' : `${percent(addresses, available)} %`);
  const row = (state: Message, count: number, [low, high]: Bounds) => [
    state,
    count,
    rangeText([low, high]),
    rangeText([count * low, count * high]),
    share(count * high),
  ];
  return {
    head: [
      message('State'),
      message('Nodes'),
      message('Addresses per node'),
      message('Addresses'),
      message('Of the subnets'),
    ],
    rows: [
      row(message('fewest nodes, no pods'), least, perNode.idle),
      row(message('most nodes, no pods'), most, perNode.idle),
      ...(isExpected
        ? [row(message('most nodes, {pods} pods each', { pods: runningPods }), most, perNode.running)]
        : []),
      row(message('most nodes, full'), most, perNode.full),
      ...(update && duringUpdate !== undefined
        ? [row(message('full, during an update'), most + update.nodes, perNode.full)]
        : []),
    ],
  };
}

/** The subnets with what all groups at their most nodes, full of pods, take of each. */
function subnetTable(rooms: readonly Room[], plan: Plan): Table {
  return {
    head: [
      message('Subnet'),
      message('Range'),
      message('Usable addresses'),
      message('Prefixes'),
      message('Full, all groups'),
      message('Share'),
    ],
    rows: rooms.map((room) => {
      const taken = subnetOf(plan, room.key)?.total.full.addresses;
      return [
        room.label,
        room.name,
        grouped(room.addresses),
        room.prefixes === undefined ? '?' : grouped(room.prefixes),
        taken === undefined ? '?' : grouped(taken),
        taken === undefined ? '–' : `${percent(taken, room.addresses)} %`,
      ];
    }),
  };
}

function sizeInputs(group: NodeGroup, { kinds, update }: GroupPlan, { facts }: Cluster): readonly Input[] {
  const [first] = kinds;
  const pods = hull(kinds.map((kind) => [kind.pods, kind.pods]));
  return [
    ...inputOfFact('minSize', group.minSize),
    ...inputOfFact('desiredCapacity', group.desiredCapacity),
    ...inputOfFact('maxSize', group.maxSize),
    ...(facts.expectedPodsPerNode
      ? [
          {
            name: 'expectedPodsPerNode',
            value: facts.expectedPodsPerNode.value,
            source: written(facts.expectedPodsPerNode.at),
          },
        ]
      : []),
    { name: message('max pods'), value: rangeText(pods), source: first.podsSource },
    ...(update
      ? [
          {
            name: message('nodes an update adds'),
            value: message('max(2 × {zones} zones, {maxUnavailable} unavailable) = {nodes}', { ...update }),
            source: calculated,
          },
        ]
      : []),
  ];
}

function sizeCaveats({ apart }: GroupPlan, { rooms }: GroupUse): readonly Message[] {
  const caveats: Message[] = [];
  if (rooms === undefined)
    caveats.push(message('The sizes of the subnets are not visible; eni-lens.yaml can name them'));
  if (rooms?.some(({ source }) => source.kind === 'assumed')) {
    caveats.push(zonesAreAssumed);
  }
  caveats.push(othersTakeToo);
  if (apart === 1) {
    caveats.push(nodeAddressApart);
  }
  return caveats;
}
