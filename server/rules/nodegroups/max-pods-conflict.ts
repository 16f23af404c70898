import { message } from '../../messages/message.js';
import type { NodeConfig } from '../../model/nodeConfig.js';
import type { Finding, Rule } from '../rule.js';

export const rule: Rule = {
  id: 'max-pods-conflict',
  severity: 'warning',
  *check({ shapeProblems, nodeConfigs }) {
    yield* nodeConfigs.flatMap(withinNodeConfig);
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

/** nodeadm hands a flag to the kubelet behind its config file, so that the flag wins. */
function withinNodeConfig({ maxPods, maxPodsFlag }: NodeConfig): readonly Finding[] {
  if (maxPods.kind !== 'known' || maxPodsFlag.kind !== 'known' || maxPods.value === maxPodsFlag.value) return [];
  return [
    {
      at: maxPods.at,
      message: message('{setting} {value} has no effect: {by} {winning} wins', {
        setting: 'kubelet.config.maxPods',
        value: maxPods.value,
        by: '--max-pods',
        winning: maxPodsFlag.value,
      }),
      related: [{ at: maxPodsFlag.at, message: message('This decides instead') }],
      tags: ['unnecessary'],
    },
  ];
}
