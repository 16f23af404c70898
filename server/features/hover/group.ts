import { type Argument, type Message, message, signs } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import { isServedByAnotherCni } from '../../model/groupTypes.js';
import { nameOfGroup } from '../../model/nodeGroup.js';
import type { NodeGroup } from '../../model/resource.js';
import { conditionOf } from '../../plan/assumptions.js';
import { groupUse } from '../../plan/groupUse.js';
import { type GroupPlan, type Plan, planOf, planOfGroup, type SubnetPlan } from '../../plan/plan.js';
import { hull } from '../../plan/pool.js';
import { isSizeHidden, whyTypesUnseen, whyUnsized } from '../../plan/unplanned.js';
import { grouped, percent, rangeText } from '../../text/numbers.js';
import { settingInputs } from '../inputs.js';
import { nodesText, podsNumber, podsText } from '../podsText.js';
import type { Content } from './content.js';
import { instanceTypesContent } from './instanceType.js';
import { sizeContent } from './size.js';

/** A group as a whole: pods and addresses per node, and for all of them. */
export function groupContent(group: NodeGroup, cluster: Cluster): Content | undefined {
  const plan = planOfGroup(group, cluster);
  const name = nameOfGroup(group);
  if (plan === undefined) {
    const reason = whyTypesUnseen(group);
    return reason && !isServedByAnotherCni(group, cluster)
      ? { answer: signs('{name}: {reason}', { name, reason }) }
      : undefined;
  }
  const sizes = sizeContent(group, cluster);
  const types = instanceTypesContent(group, cluster);
  const unsized = whyUnsized(plan);
  return {
    ...(sizes ?? types),
    answer: message('{name}: {summary}', { name, summary: summary(planOf(cluster), plan) }),
    formula: types?.formula ?? sizes?.formula,
    tables: [...(sizes?.tables ?? []), ...(plan.kinds.length > 1 ? (types?.tables ?? []) : [])],
    ...(unsized ? { caveats: [...(types?.caveats ?? []), unsized] } : {}),
  };
}

/** All groups of a cluster in one table. */
export function clusterContent(cluster: Cluster, name: string): Content | undefined {
  const plan = planOf(cluster);
  if (plan.groups.length === 0) return undefined;
  return {
    answer: message('{name}: {summary}', { name, summary: clusterSummary(plan, cluster.nodeGroups.length) }),
    about: fullestSubnet(plan),
    tables: [
      {
        head: [
          message('Node group'),
          message('Max pods'),
          message('Addresses per node'),
          message('Nodes'),
          isApart(plan) ? message('Addresses for pods') : message('Addresses'),
        ],
        rows: plan.groups.map((each) => {
          const { all } = groupUse(plan, each);
          return [
            nameOfGroup(each.group),
            podsNumber(each.kinds),
            perNodeText(each),
            each.nodes ? rangeText([each.nodes.least, each.nodes.most]) : '?',
            all ? rangeText(all) : '?',
          ];
        }),
      },
    ],
    inputs: settingInputs(plan.settings),
    caveats: conditionOf(plan.settings),
  };
}

/** The settings of the VPC CNI that count in a cluster, whoever writes them. */
export function settingsContent(cluster: Cluster): Content {
  const { settings } = planOf(cluster);
  return {
    answer: message('The settings of the VPC CNI that count here'),
    about: planInShort(cluster),
    inputs: settingInputs(settings),
    caveats: conditionOf(settings),
  };
}

/** The plan of a cluster in a sentence or two; none where nothing of it is known. */
export function planInShort(cluster: Cluster): readonly Message[] {
  const plan = planOf(cluster);
  const [only] = plan.groups;
  if (only === undefined) return [];
  const groups = cluster.nodeGroups.length;
  return [groups > 1 ? clusterSummary(plan, groups) : summary(plan, only), ...fullestSubnet(plan)];
}

/** The subnet of which the most nodes take the largest share; it is the one that ends first. */
function fullestSubnet({ subnets }: Plan): readonly Message[] {
  const shareOf = ({ room, total }: SubnetPlan): number => total.full.addresses / room.addresses;
  const [first, ...others] = subnets;
  if (first === undefined) return [];
  const fullest = others.reduce((most, each) => (shareOf(each) > shareOf(most) ? each : most), first);
  const { room, total } = fullest;
  const text = {
    subnet: room.name,
    taken: grouped(total.full.addresses),
    addresses: grouped(room.addresses),
    share: percent(total.full.addresses, room.addresses),
  };
  return [
    message('Fullest subnet: full nodes take {taken} of the {addresses} addresses of {subnet} ({share} %)', text),
  ];
}

function perNodeText({ perNode }: GroupPlan): string {
  return rangeText(hull([perNode.idle, perNode.full]));
}

/** `29 pods and 10–30 addresses per node · 3–9 nodes: 30–270 addresses, up to 7 % of the subnets`. */
export function summary(plan: Plan, group: GroupPlan): Message {
  const { kinds, nodes, apart } = group;
  const perNode = { pods: podsText(kinds), addresses: perNodeText(group) };
  const { all, available, allGroups } = groupUse(plan, group);
  if (nodes === undefined || all === undefined) return unsizedSummary(group.group, perNode);
  const text = { ...perNode, nodes: nodesText(nodes), all: rangeText(all) };
  if (available === undefined) {
    return apart === 0
      ? message('{pods} and {addresses} addresses per node · {nodes}: {all} addresses', text)
      : message('{pods} and {addresses} addresses per node · {nodes}: {all} addresses for pods', text);
  }
  const shares = { share: percent(all[1], available), allShare: percent(allGroups ?? all[1], available) };
  const { share } = shares;
  if (allGroups !== undefined) {
    return apart === 0
      ? message(
          '{pods} and {addresses} addresses per node · {nodes}: {all} addresses, up to {share} % of the subnets, {allShare} % with the other groups',
          { ...text, ...shares },
        )
      : message(
          '{pods} and {addresses} addresses per node · {nodes}: {all} addresses for pods, up to {share} % of their subnets, {allShare} % with the other groups',
          { ...text, ...shares },
        );
  }
  return apart === 0
    ? message('{pods} and {addresses} addresses per node · {nodes}: {all} addresses, up to {share} % of the subnets', {
        ...text,
        share,
      })
    : message(
        '{pods} and {addresses} addresses per node · {nodes}: {all} addresses for pods, up to {share} % of their subnets',
        { ...text, share },
      );
}

/** What is known of one node where nobody can say how many there are. */
function unsizedSummary(group: NodeGroup, perNode: Readonly<Record<'pods' | 'addresses', Argument>>): Message {
  const { openValue } = group;
  return openValue !== undefined && isSizeHidden(group)
    ? message('{pods} and {addresses} addresses per node · number of nodes: {value}', { ...perNode, value: openValue })
    : message('{pods} and {addresses} addresses per node', perNode);
}

/** With custom networking the addresses of the nodes themselves come from other subnets than those of their pods. */
function isApart({ groups }: Plan): boolean {
  return groups.some(({ apart }) => apart > 0);
}

/** `2 of 3 node groups · 3–15 nodes: 42–450 addresses`. */
export function clusterSummary(plan: Plan, groups: number): Message {
  const known = plan.groups.length;
  const counted =
    known === groups
      ? groups === 1
        ? message('1 node group')
        : message('{groups} node groups', { groups })
      : message('{known} of {groups} node groups', { known, groups });
  const sized = plan.groups.flatMap((each) => {
    const { all } = groupUse(plan, each);
    return each.nodes && all ? [{ nodes: each.nodes, all }] : [];
  });
  if (sized.length < known) return message('{counted} with known pools', { counted });
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  const least = sum(sized.map(({ nodes }) => nodes.least));
  const most = sum(sized.map(({ nodes }) => nodes.most));
  const low = sum(sized.map(({ all }) => all[0]));
  const high = sum(sized.map(({ all }) => all[1]));
  const text = { counted, nodes: nodesText({ least, most }), addresses: rangeText([low, high]) };
  return isApart(plan)
    ? message('{counted} · {nodes}: {addresses} addresses for pods', text)
    : message('{counted} · {nodes}: {addresses} addresses', text);
}
