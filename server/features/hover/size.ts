import { type Message, message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import type { NodeGroup } from '../../model/resource.js';
import { settingsInForce } from '../../plan/settings.js';
import { calculated, written } from '../../plan/source.js';
import { addressesIn, type Fleet, fleetAddresses, fleetOf, percent } from '../fleet.js';
import { pages } from '../links.js';
import type { SubnetSize } from '../subnets.js';
import { type Content, grouped, type Input, inputOfFact, rangeText, type Table } from './content.js';

/** The addresses of a group's nodes, idle, full and during an update, against its subnets. Undefined where no pool is known. */
export function sizeContent(group: NodeGroup, cluster: Cluster): Content | undefined {
  const settings = settingsInForce(cluster);
  const fleet = fleetOf(group, cluster, settings);
  const addresses = fleet && fleetAddresses(fleet);
  if (fleet?.nodes === undefined || addresses === undefined) return undefined;
  const { nodes, fullPerNode, subnets, surge } = fleet;
  const total = subnets && addressesIn(subnets);
  const text = { nodes: rangeText([nodes.least, nodes.most]), addresses: rangeText(addresses) };
  return {
    answer:
      total === undefined
        ? message('{nodes} nodes take {addresses} addresses', text)
        : message('{nodes} nodes take {addresses} of {total} addresses ({share} %)', {
            ...text,
            total: grouped(total),
            share: percent(addresses[1], total),
          }),
    formula: {
      names: message('nodes × addresses per node'),
      numbers: `${nodes.most} × ${fullPerNode[1]} = ${nodes.most * fullPerNode[1]}`,
    },
    tables: [stateTable(fleet, total), ...(subnets ? [subnetTable(subnets)] : [])],
    inputs: sizeInputs(group, fleet, cluster),
    caveats: sizeCaveats(fleet, settings.ipam.customNetworking),
    links: surge ? [{ title: message('How EKS updates a managed node group'), href: pages.nodeUpdate }] : [],
  };
}

function stateTable({ nodes, idlePerNode, fullPerNode, expected, surge }: Fleet, total: number | undefined): Table {
  const { least, most } = nodes ?? { least: 0, most: 0 };
  const share = (addresses: number): string => (total === undefined ? '–' : `${percent(addresses, total)} %`);
  const row = (state: Message, count: number, low: number, high: number) => [
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
      row(message('fewest nodes, no pods'), least, idlePerNode[0], idlePerNode[1]),
      row(message('most nodes, no pods'), most, idlePerNode[0], idlePerNode[1]),
      ...(expected
        ? [row(message('most nodes, {pods} pods each', { pods: expected.pods }), most, ...expected.perNode)]
        : []),
      row(message('most nodes, full'), most, fullPerNode[0], fullPerNode[1]),
      ...(surge ? [row(message('full, during an update'), most + surge.nodes, fullPerNode[0], fullPerNode[1])] : []),
    ],
  };
}

function subnetTable(subnets: readonly SubnetSize[]): Table {
  return {
    head: [message('Subnet'), message('Range'), message('Usable addresses'), message('Prefixes')],
    rows: subnets.map(({ name, cidr, addresses, prefixes }) => [name, cidr, grouped(addresses), grouped(prefixes)]),
  };
}

function sizeInputs(group: NodeGroup, { maxPods, kinds, surge }: Fleet, { facts }: Cluster): readonly Input[] {
  const [first] = kinds;
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
    ...(first ? [{ name: message('max pods'), value: rangeText(maxPods), source: first.podsSource }] : []),
    ...(surge
      ? [
          {
            name: message('nodes an update adds'),
            value: message('max(2 × {zones} zones, {maxUnavailable} unavailable) = {nodes}', surge),
            source: calculated,
          },
        ]
      : []),
  ];
}

function sizeCaveats({ subnets }: Fleet, customNetworking: boolean): readonly Message[] {
  const caveats: Message[] = [];
  if (subnets === undefined)
    caveats.push(message('The sizes of the subnets are not visible; eni-lens.yaml can name them'));
  if (subnets?.some(({ source }) => source.kind === 'assumed')) {
    caveats.push(message('The zones are not visible: three are assumed, as eksctl usually chooses'));
  }
  caveats.push(message('Other node groups and load balancers take addresses from the same subnets'));
  if (customNetworking)
    caveats.push(message("One address per node is in the node's own subnet, not in the ENIConfig's"));
  return caveats;
}
