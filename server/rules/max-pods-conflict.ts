import { message } from '../messages/message.js';
import type { Rule } from './rule.js';

export const rule: Rule = {
  id: 'max-pods-conflict',
  group: 'nodegroups',
  severity: 'warning',
  *check({ shapeProblems }) {
    for (const problem of shapeProblems) {
      if (problem.fault !== 'maxPodsNotTaken' || problem.reason.kind !== 'overruled') continue;
      const { at, key, setting, value, reason, group } = problem;
      yield {
        at,
        message: message('{setting} {value} has no effect: {by} {winning} wins on the nodes of {group}', {
          setting,
          value,
          by: reason.by,
          winning: reason.byValue,
          group,
        }),
        related: [{ at: reason.byAt, message: message('This decides instead') }],
        fixes: [
          {
            title: message('Remove {setting}: the nodes keep {winning}', { setting, winning: reason.byValue }),
            level: 'safe',
            changes: [{ kind: 'removeKey', at: key }],
          },
        ],
        tags: ['unnecessary'],
      };
    }
  },
};
