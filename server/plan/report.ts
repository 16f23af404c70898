import type { Message } from '../messages/message.js';
import type { Cluster } from '../model/cluster.js';
import { clusterName } from '../model/clusterName.js';
import { versionText } from '../model/cniVersion.js';
import { knownValue } from '../model/fact.js';
import { nameOfGroup, placeOfGroup } from '../model/nodeGroup.js';
import { once } from '../text/memo.js';
import type { Location } from '../text/span.js';
import { assumptionsOf } from './assumptions.js';
import { type JudgedBudget, judgedBudgets } from './budgetReport.js';
import { choiceReports } from './choiceReport.js';
import type { ClusterPlan, PlannedFinding, UnplannedGroup } from './clusterPlan.js';
import { groupReport } from './groupReport.js';
import { toldPlan } from './ipv6Plan.js';
import type { Plan } from './plan.js';
import { subnetReport } from './subnetReport.js';
import { sourceOf, type Telling, told } from './telling.js';
import { totalsOf } from './totals.js';
import { whyUnplanned } from './unplanned.js';

/** What a plan is told with. */
export interface Beside {
  /** What lint says about the cluster. */
  readonly findings?: readonly PlannedFinding[];
  /** Conditions beside those of the config file. */
  readonly budgets?: readonly string[];
}

/**
 * A plan as people and programs are told it: all that a view of it needs, as plain data. The choices cost as much as all the rest; they are
 * worked out when they are first read.
 */
export function planReport(made: Plan, telling: Telling, { findings = [], budgets = [] }: Beside = {}): ClusterPlan {
  const plan = toldPlan(made);
  const { settings, groups, subnets, cluster } = plan;
  const start = startOf(cluster);
  const totals = totalsOf(plan);
  const choices = once(() => choiceReports(plan, telling));
  return {
    name: clusterName(cluster),
    at: start && telling.placeOf(start),
    ipFamily: settings.ipFamily,
    cniVersion: settings.version && versionText(settings.version),
    isSeen: settings.isSeen,
    noPoolBecause: told(settings.refused, telling),
    expectedPodsPerNode: cluster.facts.expectedPodsPerNode?.value,
    settings: [...settings.variables.values()].map(({ name, value, source, standing }) => ({
      name,
      value,
      ...sourceOf(source, telling),
      standing,
    })),
    nodeGroups: groups.map((group) => groupReport(plan, group, telling)),
    unplannedGroups: unplannedOf(plan, plan === made ? settings.refused : undefined, telling),
    subnets: subnets.map((subnet) => subnetReport(plan, subnet, telling)),
    totals: { ...totals, leftOut: totals.leftOut.map((group) => told(nameOfGroup(group), telling)) },
    get choices() {
      return choices();
    },
    findings,
    budgets: judgedBudgets(plan, [...cluster.facts.budgets.map(({ value }) => value), ...budgets]).map((each) => ({
      ...each,
      broken: each.broken.map((one) => toldAt(one, telling)),
      open: each.open.map((one) => toldAt(one, telling)),
    })),
    assumptions: assumptionsOf(plan).map((text) => told(text, telling)),
  };
}

function toldAt(
  { at, text }: JudgedBudget['broken'][number],
  telling: Telling,
): ClusterPlan['budgets'][number]['broken'][number] {
  return { message: told(text, telling), at: at && telling.placeOf(at) };
}

/** Without a pool the plan itself says why. */
function unplannedOf(
  { groups, cluster }: Plan,
  refused: Message | undefined,
  telling: Telling,
): readonly UnplannedGroup[] {
  const planned = new Set(groups.map(({ group }) => group));
  return cluster.nodeGroups
    .filter((group) => !planned.has(group))
    .map((group) => ({
      name: knownValue(group.name),
      at: telling.placeOf(placeOfGroup(group)),
      because: told(refused ?? whyUnplanned(group, cluster), telling),
    }));
}

function startOf({ declaration, resources }: Cluster): Location | undefined {
  const name = declaration?.name;
  return (name?.kind === 'known' ? name.at : declaration?.at) ?? resources[0]?.at;
}
