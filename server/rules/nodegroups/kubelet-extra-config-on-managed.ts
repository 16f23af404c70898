import { message } from '../../messages/message.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'kubelet-extra-config-on-managed',
  severity: 'error',
  *check({ shapeProblems }) {
    for (const problem of shapeProblems) {
      if (problem.fault !== 'kubeletExtraConfigOnManaged') continue;
      yield {
        at: problem.at,
        message: message(
          'eksctl refuses kubeletExtraConfig on {group}: managed groups have no such field, and EKS configures their kubelet',
          { group: problem.group },
        ),
      };
    }
  },
};
