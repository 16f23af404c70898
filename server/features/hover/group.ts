import { type Message, message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import { nameOfGroup } from '../../model/nodeGroup.js';
import type { NodeGroup } from '../../model/resource.js';
import { hull } from '../../plan/pool.js';
import { settingsInForce } from '../../plan/settings.js';
import { addressesIn, type Fleet, fleetAddresses, fleetOf, percent } from '../fleet.js';
import { settingInputs } from '../inputs.js';
import { podsText } from '../podsText.js';
import { type Content, grouped, rangeText } from './content.js';
import { instanceTypesContent } from './instanceType.js';
import { sizeContent } from './size.js';

/** A group as a whole: pods and addresses per node, and for all of them. */
export function groupContent(group: NodeGroup, cluster: Cluster): Content | undefined {
  const fleet = fleetOf(group, cluster, settingsInForce(cluster));
  if (fleet === undefined) return undefined;
  const sizes = sizeContent(group, cluster);
  const types = instanceTypesContent(group, cluster);
  const name = nameOfGroup(group);
  return {
    ...(sizes ?? types),
    answer: message('{name}: {summary}', { name, summary: summary(fleet) }),
    formula: types?.formula ?? sizes?.formula,
    tables: [...(sizes?.tables ?? []), ...(fleet.kinds.length > 1 ? (types?.tables ?? []) : [])],
  };
}

/** All groups of a cluster in one table. */
export function clusterContent(cluster: Cluster, name: string): Content | undefined {
  const settings = settingsInForce(cluster);
  const fleets = cluster.nodeGroups.flatMap((group) => {
    const fleet = fleetOf(group, cluster, settings);
    return fleet ? [{ group, fleet }] : [];
  });
  if (fleets.length === 0) return undefined;
  return {
    answer: message('{name}: {summary}', {
      name,
      summary: clusterSummary(
        fleets.map(({ fleet }) => fleet),
        cluster.nodeGroups.length,
      ),
    }),
    tables: [
      {
        head: [
          message('Node group'),
          message('Max pods'),
          message('Addresses per node'),
          message('Nodes'),
          message('Addresses'),
        ],
        rows: fleets.map(({ group, fleet }) => {
          const all = fleetAddresses(fleet);
          const { nodes } = fleet;
          return [
            nameOfGroup(group),
            podsText(fleet.kinds),
            rangeText(hull([fleet.idlePerNode, fleet.fullPerNode])),
            nodes ? rangeText([nodes.least, nodes.most]) : '?',
            all ? rangeText(all) : '?',
          ];
        }),
      },
    ],
    inputs: settingInputs(settings),
  };
}

/** `29 pods and 10–30 addresses per node · 3–9 nodes: 30–270 addresses · 7 % of the subnets`. */
export function summary(fleet: Fleet): Message {
  const { kinds, idlePerNode, fullPerNode, nodes, subnets } = fleet;
  const perNode = { pods: podsText(kinds), addresses: rangeText(hull([idlePerNode, fullPerNode])) };
  const all = fleetAddresses(fleet);
  if (nodes === undefined || all === undefined)
    return message('{pods} pods and {addresses} addresses per node', perNode);
  const text = { ...perNode, nodes: rangeText([nodes.least, nodes.most]), all: rangeText(all) };
  if (subnets === undefined) {
    return message('{pods} pods and {addresses} addresses per node · {nodes} nodes: {all} addresses', text);
  }
  const share = percent(all[1], addressesIn(subnets));
  return message(
    '{pods} pods and {addresses} addresses per node · {nodes} nodes: {all} addresses, up to {share} % of the subnets',
    { ...text, share },
  );
}

/** `2 of 3 node groups · 3–15 nodes: 42–450 addresses`. */
export function clusterSummary(fleets: readonly Fleet[], groups: number): Message {
  const counted =
    fleets.length === groups
      ? groups === 1
        ? message('1 node group')
        : message('{groups} node groups', { groups })
      : message('{known} of {groups} node groups', { known: fleets.length, groups });
  const sized = fleets.flatMap((fleet) => {
    const all = fleetAddresses(fleet);
    return fleet.nodes && all ? [{ nodes: fleet.nodes, all }] : [];
  });
  if (sized.length < fleets.length) return message('{counted} with known pools', { counted });
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  const least = sum(sized.map(({ nodes }) => nodes.least));
  const most = sum(sized.map(({ nodes }) => nodes.most));
  const low = sum(sized.map(({ all }) => all[0]));
  const high = sum(sized.map(({ all }) => all[1]));
  return message('{counted} · {nodes} nodes: {addresses} addresses', {
    counted,
    nodes: rangeText([least, most]),
    addresses: `${grouped(low)}–${grouped(high)}`,
  });
}
