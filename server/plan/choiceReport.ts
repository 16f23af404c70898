import { type Message, message } from '../messages/message.js';
import { highest } from '../text/extremes.js';
import { memoizedWithin } from '../text/memo.js';
import { percent, rangeText } from '../text/numbers.js';
import { rollout } from './calls.js';
import { type Choice, type Choices, choicesOf } from './choices.js';
import type { ChosenCalls, PlannedChoice } from './clusterPlan.js';
import { nodesAt } from './fleet.js';
import { kindsOfGroup, servedPods } from './nodes.js';
import type { GroupPlan, Plan } from './plan.js';
import { type Bounds, hullOf } from './pool.js';
import { shareInUse } from './subnetReport.js';
import { type Telling, told } from './telling.js';
import { totalsOf } from './totals.js';

/** The choices of a plan's cluster, best first, each with the reason. */
export function choiceReports(plan: Plan, telling: Telling): readonly PlannedChoice[] {
  const found = choicesOf(plan);
  const judged = found.choices.map((choice) => judge(choice, found));
  const sorted = judged.toSorted((a, b) => firstDifference(a, b)?.difference ?? 0);
  return sorted.map(({ choice, numbers }, place): PlannedChoice => {
    const { id, title, isConfigured, variables, impossible } = choice;
    return {
      id,
      title: told(title, telling),
      isConfigured,
      variables,
      reason: told(reasonOf(sorted, place, found.isExpected), telling),
      isPossible: impossible === undefined,
      comparedPods: found.comparedPods,
      comparedPodsFrom: found.isExpected ? 'expected' : 'fullNode',
      ...numbers,
    };
  });
}

type Numbers = Pick<
  PlannedChoice,
  | 'maxPods'
  | 'podsPerNode'
  | 'addressesPerNode'
  | 'addresses'
  | 'share'
  | 'ec2Calls'
  | 'waitingPods'
  | 'podsWaitingForEni'
>;

interface Judged {
  readonly choice: Choice;
  readonly numbers: Numbers;
  readonly compared: number;
}

const noNumbers: Numbers = {
  maxPods: undefined,
  podsPerNode: undefined,
  addressesPerNode: undefined,
  addresses: undefined,
  share: undefined,
  ec2Calls: undefined,
  waitingPods: undefined,
  podsWaitingForEni: undefined,
};

function judge(choice: Choice, { comparedPods: compared }: Choices): Judged {
  if (choice.impossible) return { choice, compared, numbers: noNumbers };
  return { choice, compared, numbers: choice.id === 'ipv6' ? numbersInIpv6(choice) : numbersOf(compared, choice.plan) };
}

/** A memo, because a plan stays the same where what somebody changes is not in it. */
const numbersOf = memoizedWithin((compared: number, plan: Plan): Numbers => {
  const { groups, subnets } = plan;
  const kinds = groups.flatMap((group) => group.kinds);
  const { addresses, leftOut } = totalsOf(plan);
  const isSized = groups.every(({ nodes }) => nodes !== undefined) && leftOut.length < plan.cluster.nodeGroups.length;
  const isPlaced = groups.every(({ zones }) =>
    zones.every(({ nodes, pods }) => nodes !== undefined && pods !== undefined),
  );
  const perNode = (state: 'idle' | 'running' | 'full'): Bounds => hullOf(groups, (group) => group.perNode[state]);
  const most = addresses.most;
  const starts = [...new Set(kinds.map(({ pool }) => pool))].map((pool) => rollout(compared, pool));
  return {
    maxPods: hullOf(kinds, ({ pods }) => [pods, pods]),
    podsPerNode: hullOf(kinds, (kind) => {
      const pods = servedPods(kind);
      return [pods, pods];
    }),
    addressesPerNode: { idle: perNode('idle'), compared: perNode('running'), full: perNode('full') },
    addresses: isSized ? { idle: most.idle, compared: most.running, full: most.full } : undefined,
    share: isPlaced && subnets.length > 0 ? highest(subnets.map(shareInUse)) : undefined,
    ec2Calls: callsOf(groups, compared),
    waitingPods: hullOf(starts, ({ waiting }) => [waiting, waiting]),
    podsWaitingForEni: hullOf(starts, ({ waitingForEni }) => [waitingForEni, waitingForEni]),
  };
});

function callsOf(groups: readonly GroupPlan[], compared: number): ChosenCalls {
  const each = groups.map(({ kinds, nodes }) => {
    const starts = kinds.map(({ pool }) => rollout(compared, pool));
    return {
      nodes,
      start: hullOf(starts, ({ untilReady }) => [untilReady, untilReady]),
      pods: hullOf(starts, ({ calls }) => [calls, calls]),
      both: hullOf(starts, ({ untilReady, calls }) => [untilReady + calls, untilReady + calls]),
    };
  });
  const sum = (
    count: (nodes: NonNullable<GroupPlan['nodes']>) => Bounds,
    of: (one: (typeof each)[number]) => Bounds,
  ): Bounds | undefined => {
    let [low, high] = [0, 0];
    for (const one of each) {
      if (one.nodes === undefined) return undefined;
      const [fewestNodes, mostNodes] = count(one.nodes);
      const [least, most] = of(one);
      low += fewestNodes * least;
      high += mostNodes * most;
    }
    return [low, high];
  };
  return {
    nodeStart: hullOf(each, ({ start }) => start),
    rolloutPerNode: hullOf(each, ({ pods }) => pods),
    rollout: sum(
      (nodes) => nodesAt(nodes, 'desired'),
      ({ pods }) => pods,
    ),
    scaleOut: sum(
      ({ least, most }) => [most - least, most - least],
      ({ both }) => both,
    ),
  };
}

/**
 * A node takes the IPv4 address of its primary ENI and, by one call at its start, a /80 prefix for all pods: none of them waits. Source:
 * pkg/ipamd/ipamd.go:769-780 and 1177-1214 of amazon-vpc-cni-k8s v1.23.1.
 */
function numbersInIpv6({ plan }: Choice): Numbers {
  const { cluster, settings } = plan;
  const kinds = cluster.nodeGroups.flatMap((group) => kindsOfGroup(group, cluster, settings));
  const pods = kinds.length > 0 ? hullOf(kinds, (kind) => [kind.pods, kind.pods]) : undefined;
  return {
    ...noNumbers,
    maxPods: pods,
    podsPerNode: pods,
    addressesPerNode: { idle: [1, 1], compared: [1, 1], full: [1, 1] },
    ec2Calls: { nodeStart: [1, 1], rolloutPerNode: [0, 0], rollout: [0, 0], scaleOut: undefined },
    waitingPods: [0, 0],
    podsWaitingForEni: [0, 0],
  };
}

/** By what choices are told apart, the weightiest first. Of two the one with the lower cost is better. */
interface Criterion {
  /** What it says follows from the compared pods. */
  readonly isByPods: boolean;
  readonly cost: (one: Judged) => number;
  /** Why the second is behind the first. */
  readonly behind: (one: Judged, better: Judged) => Message;
  /** Why the first is better than the second. */
  readonly ahead: (one: Judged, worse: Judged) => Message;
}

const criteria: readonly Criterion[] = [
  {
    isByPods: false,
    cost: ({ choice }) => (choice.impossible ? 1 : 0),
    behind: ({ choice }) => choice.impossible ?? message('Not possible here'),
    ahead: () => message('The only one that is possible here'),
  },
  {
    isByPods: true,
    cost: lackingPods,
    behind: lackText,
    ahead: (one) =>
      lackingPods(one) > 0
        ? lackText(one)
        : message('A node runs {pods} pods that need an address', { pods: one.compared }),
  },
  {
    isByPods: true,
    cost: ({ numbers }) => ((numbers.share ?? 0) > 1 ? (numbers.share ?? 0) : 0),
    behind: shareText,
    ahead: (one) => {
      const { share } = one.numbers;
      if (share === undefined) return message('Its pods take nothing from these subnets');
      return share > 1 ? shareText(one) : message('Fits into the subnets');
    },
  },
  {
    isByPods: false,
    cost: ({ choice }) => choice.effort,
    behind: ({ choice }) =>
      choice.effort === 2
        ? message('Needs a new cluster: nothing changes the IP family of one')
        : message('Needs subnets and ENIConfigs for the pods, and new nodes'),
    ahead: () => message('Needs neither other subnets nor a new cluster'),
  },
  {
    isByPods: true,
    cost: ({ numbers }) => addressesOf(numbers)?.[1] ?? 0,
    behind: (one, better) => message('Takes more addresses: {addresses} against {others}', addressTexts(one, better)),
    ahead: (one, worse) => message('Takes fewest addresses: {addresses} against {others}', addressTexts(one, worse)),
  },
  {
    isByPods: true,
    cost: ({ numbers }) => callsIn(numbers)?.[1] ?? 0,
    behind: (one, better) => message('Costs more EC2 calls: {calls} against {others}', callTexts(one, better)),
    ahead: (one, worse) => message('Costs fewest EC2 calls: {calls} against {others}', callTexts(one, worse)),
  },
];

function lackingPods({ numbers, compared }: Judged): number {
  // Two of the pods are on the host network.
  const [served] = numbers.podsPerNode ?? [compared + 2, 0];
  return Math.max(0, compared - (served - 2));
}

function lackText(one: Judged): Message {
  return message('A node has addresses for {pods} of {compared} pods', {
    pods: one.compared - lackingPods(one),
    compared: one.compared,
  });
}

function shareText({ numbers }: Judged): Message {
  return message('Takes {share} % of a subnet', { share: percent(numbers.share ?? 0, 1) });
}

function addressesOf({ addresses, addressesPerNode }: Numbers): Bounds | undefined {
  return (addresses ?? addressesPerNode)?.compared;
}

function addressTexts(one: Judged, other: Judged): { readonly addresses: string; readonly others: string } {
  return {
    addresses: rangeText(addressesOf(one.numbers) ?? [0, 0]),
    others: rangeText(addressesOf(other.numbers) ?? [0, 0]),
  };
}

function callsIn({ ec2Calls }: Numbers): Bounds | undefined {
  return ec2Calls?.scaleOut ?? ec2Calls?.rolloutPerNode;
}

function callTexts(one: Judged, other: Judged): { readonly calls: string; readonly others: string } {
  return { calls: rangeText(callsIn(one.numbers) ?? [0, 0]), others: rangeText(callsIn(other.numbers) ?? [0, 0]) };
}

function firstDifference(
  one: Judged,
  other: Judged,
): { readonly criterion: Criterion; readonly difference: number } | undefined {
  for (const criterion of criteria) {
    const difference = criterion.cost(one) - criterion.cost(other);
    if (difference !== 0) return { criterion, difference };
  }
  return undefined;
}

/** The best is compared with what runs, or where it is that with the next one; the others with the one before them. */
function reasonOf(sorted: readonly Judged[], place: number, isExpected: boolean): Message {
  const own = sorted[place];
  // What the one before it is does not matter then.
  if (own?.choice.impossible) return own.choice.impossible;
  const running = sorted.find(({ choice }) => choice.isConfigured);
  const other = place > 0 ? sorted[place - 1] : running === own ? sorted[1] : running;
  if (own === undefined || other === undefined) return message('There is no other');
  const found = firstDifference(own, other);
  if (found === undefined) {
    return place > 0 ? message('As good as the one before it') : message('As good as the next');
  }
  const { behind, ahead, isByPods } = found.criterion;
  const reason = place > 0 ? behind(own, other) : ahead(own, other);
  return isByPods && !isExpected ? message('{reason}, on full nodes', { reason }) : reason;
}
