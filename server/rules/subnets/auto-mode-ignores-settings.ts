import { message } from '../../messages/message.js';
import { knownValue } from '../../model/fact.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'auto-mode-ignores-settings',
  severity: 'info',
  advice: message('Remove the settings, and use the NodeClass of Auto Mode for what it offers'),
  needsAll: true,
  *check({ declaration, settings, nodeGroups, shapeProblems }) {
    const autoMode = declaration?.autoMode;
    if (autoMode?.kind !== 'known' || !autoMode.value || nodeGroups.length > 0) return;
    if (declaration?.partlyHidden || declaration?.karpenter) return;
    // An add-on that the tool refuses beside Auto Mode has no settings to ignore.
    if (shapeProblems.some((problem) => problem.fault === 'refused' && problem.rule === 'addon-rejected-by-eksctl'))
      return;
    for (const { containers, clusterName } of settings) {
      // Settings of another carrier than the cluster's own file may be for nodes that other files bring.
      if (knownValue(clusterName) === undefined) continue;
      const [first] = containers.flatMap(({ env }) => env);
      if (first === undefined) continue;
      yield {
        at: first.name.at,
        message: message(
          'EKS Auto Mode runs no aws-node on its nodes, and this cluster has no others: its settings have no effect',
        ),
        related: [{ at: autoMode.at, message: message('Auto Mode is turned on here') }],
        tags: ['unnecessary'],
      };
    }
  },
};
