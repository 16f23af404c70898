import { type Bar, barChart } from '../charts/barChart.js';
import { stepChart } from '../charts/stepChart.js';
import { useChart } from '../charts/useChart.js';
import { alternatives, message, type Say } from '../messages/message.js';
import type { ClusterPlan, PerUse, PlannedSubnet } from '../plan/clusterPlan.js';
import type { Plan, PlannedKind } from '../plan/plan.js';
import { type HeldAddresses, heldByPods, type Pool } from '../plan/pool.js';
import { distinctBy, groupBy } from '../text/groupBy.js';
import { grouped, percent, rangeText } from '../text/numbers.js';
import { choiceTitle } from '../wording/planSections.js';
import { shapeOf } from '../wording/planSubnets.js';
import { podsTitle } from '../wording/planTexts.js';

/** A chart with what it shows in a sentence, for those who do not see it. */
export interface Picture {
  readonly svg: string;
  readonly alt: string;
}

/** So many of a kind are drawn: the tables have all of them. */
const mostAlike = 6;

/** Addresses against pods: a chart for the instance types that are alike; `before` is what they are compared with. */
export function stepPictures(plan: Plan, before: Plan | undefined, say: Say): readonly Picture[] {
  const earlier = new Map(before && kindsOf(before).map(({ type, pool }) => [type.name, pool]));
  // Most nodes share few pools: what one holds is worked out once for each.
  const kinds = distinctBy(kindsOf(plan), ({ type, pods }) => `${type.name} ${pods}`);
  const drawn = kinds.map(({ type, pool }) => {
    const other = earlier.get(type.name);
    return { name: type.name, pool, points: heldByPods(pool), reference: other && heldByPods(other) };
  });
  const alike = groupBy(drawn, ({ points, reference }) => JSON.stringify([points, reference]));
  return [...alike.values()].slice(0, mostAlike).flatMap((own) => {
    const [first] = own;
    return first
      ? [
          stepPicture(
            first,
            distinctBy(own, ({ name }) => name).map(({ name }) => name),
            say,
          ),
        ]
      : [];
  });
}

interface Steps {
  readonly pool: Pool;
  readonly points: readonly HeldAddresses[];
  readonly reference: readonly HeldAddresses[] | undefined;
}

function stepPicture({ pool, points, reference }: Steps, types: readonly string[], say: Say): Picture {
  const isSame = JSON.stringify(points) === JSON.stringify(reference);
  const chart = {
    title: say(message('Addresses held by one {type} node', { type: alternatives(types, 3) })),
    podsLabel: say(message('pods with an address of their own')),
    current: { label: say(message('now')), points },
    reference:
      reference === undefined || isSame ? undefined : { label: say(message('as in the files')), points: reference },
    inUseLabel: say(message('used by pods')),
    idleLabel: say(message('idle')),
  };
  const alt = message('{title}: {low} addresses without pods, {high} with {pods} pods', {
    title: chart.title,
    low: rangeText(pool.idle.subnetIPs),
    high: rangeText(pool.full.subnetIPs),
    pods: pool.fullPods,
  });
  return { svg: stepChart(chart, 'page'), alt: say(alt) };
}

function kindsOf({ groups }: Plan): readonly PlannedKind[] {
  return groups.flatMap((group) => group.kinds);
}

/** The share of each subnet against the nodes. Subnets that differ in their zones only are one picture. */
export function subnetPictures({ subnets, nodeGroups }: ClusterPlan, say: Say): readonly Picture[] {
  const alike = groupBy(subnets, shapeOf);
  const pods = Math.max(1, ...nodeGroups.map(({ runningPodsPerNode }) => runningPodsPerNode));
  return [...alike.values()].slice(0, mostAlike).flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    const more = others.length;
    const name =
      more === 0 ? subnetName(first) : say(message('{subnet} and {more} like it', { subnet: subnetName(first), more }));
    return [subnetPicture(first, name, pods, say)];
  });
}

function subnetName({ name, zone }: PlannedSubnet): string {
  return zone === undefined ? name : `${name} (${zone})`;
}

function subnetPicture(subnet: PlannedSubnet, name: string, pods: number, say: Say): Picture {
  const { nodes, needed, nodesThatFit, endsBy } = subnet;
  const line = (label: string, use: 'idle' | 'running' | 'full') => ({
    label,
    points: distinctBy(
      (['least', 'desired', 'most'] as const).flatMap((size) => {
        const count = nodes[size];
        return count === undefined ? [] : [{ nodes: count, share: shareOf(needed[size], use) }];
      }),
      (point) => point.nodes,
    ),
    endsAt: nodesThatFit[use][0],
    endLabel: say(message('full: {nodes} nodes fit', { nodes: grouped(nodesThatFit[use][0]) })),
  });
  const most = shareOf(needed.most, 'full');
  return {
    svg: useChart({
      title: say(message('Subnet {name}: share taken', { name })),
      nodesLabel: say(message('nodes in this subnet')),
      allLabel: say(
        endsBy === 'addresses' ? message('all of its addresses') : message('all of its prefixes or addresses'),
      ),
      lines: [
        line(say(message('without pods')), 'idle'),
        line(say(podsTitle(pods)), 'running'),
        line(say(message('full')), 'full'),
      ],
    }),
    alt: say(
      message('Subnet {name}: {share} % taken by {nodes} full nodes; {fit} full nodes fit', {
        name,
        share: percent(most, 1),
        nodes: grouped(nodes.most),
        fit: grouped(nodesThatFit.full[0]),
      }),
    ),
  };
}

function shareOf(needed: PerUse<PlannedSubnet['needed']['most']['idle']>, use: 'idle' | 'running' | 'full'): number {
  return needed[use].share[1];
}

/** What the choices take, best first: of all nodes where their number is known, else of one. */
export function choicePictures({ choices, isSeen }: ClusterPlan, say: Say): readonly Picture[] {
  if (choices.length === 0) return [];
  const ofAll = choices.some(({ addresses }) => addresses !== undefined);
  const pods = podsTitle(choices[0]?.comparedPods ?? 0);
  const bars = choices.map((choice): Bar => {
    const { isConfigured, addresses, addressesPerNode, reason } = choice;
    const taken = ofAll ? addresses : addressesPerNode;
    return {
      label: choiceTitle(choice, isSeen, say),
      said: taken === undefined ? reason : rangeText(taken.compared),
      value: taken?.compared[1],
      part: taken?.idle[1] ?? 0,
      isMarked: isConfigured,
    };
  });
  const title = say(
    ofAll
      ? message('Choices, best first: addresses of all nodes with {pods}, and without (solid)', { pods })
      : message('Choices, best first: addresses of a node with {pods}, and without (solid)', { pods }),
  );
  return [
    { svg: barChart(title, bars), alt: [title, ...bars.map(({ label, said }) => `${label}: ${said}`)].join('; ') },
  ];
}
