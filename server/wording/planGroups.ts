import { message, type Say, signs } from '../messages/message.js';
import type { ClusterPlan, PlannedInstanceType, PlannedNodeGroup } from '../plan/clusterPlan.js';
import { originWords } from '../plan/originWords.js';
import { grouped, rangeText } from '../text/numbers.js';
import {
  nothing,
  numberOrDash,
  type PlanText,
  placed,
  placeText,
  podsTitle,
  rangeOrDash,
  type Section,
  sourceText,
} from './planTexts.js';

/** The node groups, type by type: what a node runs and takes. */
export function groupSection({ nodeGroups, unplannedGroups }: ClusterPlan, say: Say): Section {
  const pods = Math.max(1, ...nodeGroups.map(({ runningPodsPerNode }) => runningPodsPerNode));
  return {
    ...nothing,
    title: say(message('Node groups')),
    head: [
      message('Node group'),
      message('Type'),
      message('vCPUs'),
      message('Max pods'),
      message('CNI serves'),
      message('Pods per vCPU'),
      message('Idle'),
      podsTitle(pods),
      message('Full'),
      message('Prefixes, full'),
      message('ENIs'),
      message('EC2 calls'),
      message('Nodes'),
      message('Full nodes that fit'),
    ].map(say),
    numeric: [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13],
    keys: [0, 1],
    rows: nodeGroups.flatMap((group) =>
      group.instanceTypes.map((type, index) => [
        index === 0 ? placed(nameOf(group), group.at) : '',
        ...typeCells(type),
        index === 0 ? rangeText(group.prefixesPerNode.full) : '',
        rangeText([type.enisIdle[0], type.enisFull[1]]),
        rangeText([type.ec2CallsUntilReady, type.ec2CallsUntilFull]),
        ...(index === 0 ? groupCells(group) : ['', '']),
      ]),
    ),
    lines: [
      ...nodeGroups.flatMap((group) =>
        [group.sizesUnknownBecause, unwrittenSizes(group, say), group.podSubnets.unknownBecause].flatMap((why) =>
          why === undefined ? [] : [placed(reason(group.name, why, say), group.at)],
        ),
      ),
      ...unplannedGroups.map(({ name, at, because }) => placed(reason(name, because, say), at)),
    ],
  };
}

/** How max pods come about, group by group and type by type. */
export function maxPodsSection({ nodeGroups }: ClusterPlan, say: Say): Section {
  return {
    ...nothing,
    title: say(message('Max pods')),
    head: [message('Node group'), message('Type'), message('Max pods'), message('From'), message('Calculation')].map(
      say,
    ),
    numeric: [2],
    keys: [0, 1],
    rows: nodeGroups.flatMap((group) =>
      group.instanceTypes.map((type) => [
        placed(nameOf(group), group.at),
        type.instanceType,
        placed(numberOrDash(type.maxPods), type.maxPodsAt),
        fromText(type, say),
        type.maxPodsFormula ?? '–',
      ]),
    ),
  };
}

function nameOf({ name }: Pick<PlannedNodeGroup, 'name'>): string {
  return name ?? '?';
}

/** Where the number of nodes comes from that no file says. */
function unwrittenSizes({ leastNodes, sizesFrom: { from } }: PlannedNodeGroup, say: Say): string | undefined {
  if (leastNodes === undefined || from === 'written' || from === 'asked') return undefined;
  return say(message('the number of nodes is the {origin}', { origin: originWords[from] }));
}

function reason(name: string | undefined, why: string, say: Say): string {
  return say(signs('{group}: {reason}', { group: nameOf({ name }), reason: why }));
}

function typeCells({
  instanceType,
  vcpus,
  maxPods,
  maxPodsAt,
  servablePods,
  podsPerVcpu,
  addressesPerNode: { idle, running, full },
}: PlannedInstanceType): readonly PlanText[] {
  return [
    instanceType,
    numberOrDash(vcpus),
    placed(numberOrDash(maxPods), maxPodsAt),
    numberOrDash(servablePods),
    podsPerVcpu === undefined ? '–' : String(Math.round(podsPerVcpu * 10) / 10),
    rangeText(idle),
    rangeText(running),
    rangeText(full),
  ];
}

function groupCells({ leastNodes, mostNodes, nodesThatFit, sizesFrom }: PlannedNodeGroup): readonly PlanText[] {
  return [
    placed(
      rangeOrDash(leastNodes === undefined || mostNodes === undefined ? undefined : [leastNodes, mostNodes]),
      sizesFrom.at,
    ),
    nodesThatFit === undefined ? '–' : grouped(nodesThatFit.full),
  ];
}

function fromText({ maxPodsAt, maxPodsBy, maxPodsFrom }: PlannedInstanceType, say: Say): PlanText {
  return maxPodsAt === undefined
    ? (maxPodsBy ?? sourceText({ from: maxPodsFrom, at: undefined }, say))
    : placed(placeText(maxPodsAt), maxPodsAt);
}
