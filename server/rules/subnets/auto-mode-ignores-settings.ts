import { message } from '../../messages/message.js';
import { isAutoModeAlone } from '../../model/cniBasis.js';
import { knownValue } from '../../model/fact.js';
import { placeKey } from '../../text/span.js';
import { refusals } from '../each.js';
import type { Rule } from '../rule.js';

const refusedFields = refusals('auto-mode-ignores-settings');
const refusedAddons = refusals('addon-rejected-by-eksctl');

export const rule: Rule = {
  id: 'auto-mode-ignores-settings',
  severity: 'info',
  advice: message('Remove the settings, and use the NodeClass of Auto Mode for what it offers'),
  needsAll: true,
  silentWithout: ['declarations', 'shapeProblems'],
  *check(cluster) {
    yield* refusedFields(cluster);
    const { declaration, settings } = cluster;
    const autoMode = declaration?.autoMode;
    if (autoMode?.kind !== 'known' || !isAutoModeAlone(cluster)) return;
    // An add-on that the tool refuses because of Auto Mode, where it points, has no settings to ignore.
    const reasons = [...refusedAddons(cluster)].flatMap(({ related = [] }) => related.map(({ at }) => placeKey(at)));
    if (reasons.includes(placeKey(autoMode.at))) return;
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
