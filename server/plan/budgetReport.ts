import { type Argument, type Message, message, signs } from '../messages/message.js';
import { nameOfGroup, placeOfGroup } from '../model/nodeGroup.js';
import { memoized } from '../text/memo.js';
import type { Location } from '../text/span.js';
import { budgetOf, type Judgeable, verdicts } from './budgets.js';
import { groupReport } from './groupReport.js';
import { toldPlan } from './ipv6Plan.js';
import type { Plan } from './plan.js';
import { subnetReport } from './subnetReport.js';
import { totalsOf } from './totals.js';
import { whyUnplaced, whyUnplanned, whyUnsized } from './unplanned.js';

/** What a plan is to keep to, and whether it does. */
export interface JudgedBudget {
  readonly expression: string;
  /** Undefined where nothing it is about is known, or a group cannot be counted. */
  readonly isKept: boolean | undefined;
  /** What does not keep to it, with the arithmetic; of a budget that cannot be read why not. */
  readonly broken: readonly { readonly at: Location | undefined; readonly text: Message }[];
  /** Where nobody can say whether it is kept, why not: of each group of which too little is known. */
  readonly open: readonly { readonly at: Location | undefined; readonly text: Message }[];
}

/** Judges budgets. What cannot be read is broken. */
export function judgedBudgets(made: Plan, expressions: readonly string[]): readonly JudgedBudget[] {
  const plan = toldPlan(made);
  return expressions.map((expression) => {
    const budget = budgetOf(expression);
    if (budget.kind === 'fault') {
      const text = message('{expression} cannot be read: {reason}', { expression, reason: budget.reason });
      return { expression, isKept: false, broken: [{ at: undefined, text }], open: [] };
    }
    const known = judgeable(plan);
    const all = verdicts(budget, known);
    const broken = all.flatMap(({ scope, index, isKept, arithmetic }) => {
      if (isKept !== false) return [];
      const { name, at } = subjectOf(plan, scope, index);
      const args = { expression, arithmetic, name };
      const text =
        scope === 'cluster'
          ? message('The budget {expression} is exceeded: {arithmetic}', { expression, arithmetic })
          : message('{name} exceeds the budget {expression}: {arithmetic}', args);
      return [{ at, text }];
    });
    // A group that cannot be counted takes addresses too, nobody knows how many.
    const areAllCounted = known.sums !== undefined;
    const isKnown = areAllCounted && all.length > 0 && all.every(({ isKept }) => isKept !== undefined);
    const isKept = broken.length > 0 ? false : isKnown ? true : undefined;
    return { expression, isKept, broken, open: isKept === undefined ? openIn(made) : [] };
  });
}

/** What is not known of the groups, so that nobody can judge a budget. */
const openIn = memoized((made: Plan): JudgedBudget['open'] => {
  const plan = toldPlan(made);
  const { cluster, groups, settings } = plan;
  const refused = plan === made ? settings.refused : undefined;
  const planned = new Map(groups.map((each) => [each.group, each]));
  const found = cluster.nodeGroups.flatMap((group) => {
    const own = planned.get(group);
    const reason = own ? (whyUnsized(own) ?? whyUnplaced(own)) : (refused ?? whyUnplanned(group, cluster));
    return reason
      ? [{ at: placeOfGroup(group), text: signs('{group}: {reason}', { group: nameOfGroup(group), reason }) }]
      : [];
  });
  return found.length > 0 ? found : [{ at: cluster.declaration?.at, text: message('No node group is visible') }];
});

/** The numbers alone: no words are needed, and no places. */
const judgeable = memoized((plan: Plan): Judgeable => {
  const telling = { catalogue: undefined, placeOf: () => undefined };
  const totals = totalsOf(plan);
  return {
    subnets: plan.subnets.map((subnet) => subnetReport(plan, subnet, telling)),
    groups: plan.groups.map((group) => groupReport(plan, group, telling)),
    sums: totals.leftOut.length === 0 && plan.groups.length > 0 ? totals : undefined,
  };
});

function subjectOf(
  { subnets, groups, cluster }: Plan,
  scope: 'subnet' | 'group' | 'cluster',
  index: number,
): { readonly name: Argument; readonly at: Location | undefined } {
  const subnet = scope === 'subnet' ? subnets[index] : undefined;
  if (subnet) return { name: subnet.room.name, at: subnet.room.at ?? placeOfGroup(subnet.draws[0].group) };
  const group = scope === 'group' ? groups[index]?.group : undefined;
  if (group) return { name: nameOfGroup(group), at: placeOfGroup(group) };
  const [first] = cluster.nodeGroups;
  return { name: '', at: cluster.declaration?.at ?? (first && placeOfGroup(first)) };
}
