import { message } from '../../messages/message.js';
import { placeOfGroup } from '../../model/nodeGroup.js';
import { judgedBudgets } from '../../plan/budgetReport.js';
import { budgetOf } from '../../plan/budgets.js';
import { planOf } from '../../plan/plan.js';
import { distinctBy } from '../../text/groupBy.js';
import type { Finding, Rule } from '../rule.js';

const adviceOfOpen = message('Say in eni-lens.yaml what no file here does: types, numbers of nodes, subnets');

export const rule: Rule = {
  id: 'budget-exceeded',
  severity: 'error',
  advice: message(
    'Take larger subnets, fewer nodes or a smaller warm pool, or another budget; eni-lens plan shows what each would take',
  ),
  *check(cluster) {
    const { budgets } = cluster.facts;
    if (budgets.length === 0) return;
    const plan = planOf(cluster);
    // Of what is only assumed nobody can say that it breaks a budget.
    if (!plan.settings.isSeen) return;
    const [group] = cluster.nodeGroups;
    const found = budgets.flatMap(({ value, at: written }): readonly Finding[] => {
      // One that cannot be read is a fault of the config file, which says so.
      if (budgetOf(value).kind === 'fault') return [];
      const [judged] = judgedBudgets(plan, [value]);
      const [open] = judged?.open ?? [];
      if (open) {
        const text = message('Nobody can say whether the budget {expression} is kept. {reason}', {
          expression: value,
          reason: open.text,
        });
        const related = [{ at: written, message: message('The budget') }];
        return [{ at: open.at ?? written, severity: 'info', message: text, advice: adviceOfOpen, related }];
      }
      return (judged?.broken ?? []).map(({ at, text }) => ({
        at: at ?? (group && placeOfGroup(group)) ?? written,
        message: text,
        related: [{ at: written, message: message('The budget') }],
      }));
    });
    // eksctl makes subnets that are alike: what holds for one is said once.
    yield* distinctBy(found, ({ message: text, at }) => JSON.stringify([text, at]));
  },
};
