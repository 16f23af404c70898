import { message } from '../../messages/message.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'max-pods-ignored',
  severity: 'warning',
  *check({ shapeProblems }) {
    for (const problem of shapeProblems) {
      if (problem.fault !== 'maxPodsNotTaken' || problem.reason.kind !== 'ignored') continue;
      const { at, key, setting, value, group, reason } = problem;
      yield {
        at,
        message:
          reason.because === 'managedWindows'
            ? message(
                'Nothing reads {setting} {value}: eksctl gives it to no managed Windows node, and {group} gets the 110 of EKS',
                {
                  setting,
                  value,
                  group,
                },
              )
            : message(
                'Nothing reads {setting} {value}: overrideBootstrapCommand of {group} starts the node without it',
                { setting, value, group },
              ),
        fixes: [
          {
            title: message('Remove {setting}, which nothing reads', { setting }),
            level: 'suggested',
            changes: [{ kind: 'removeKey', at: key }],
          },
        ],
        tags: ['unnecessary'],
      };
    }
  },
};
