import { message } from '../../messages/message.js';
import type { NodeConfig } from '../../model/nodeConfig.js';
import { refusals } from '../each.js';
import type { Finding, Rule } from '../rule.js';

const id = 'max-pods-conflict';
const refused = refusals(id);

export const rule: Rule = {
  id,
  severity: 'warning',
  advice: message('Keep the one that is meant'),
  *check(cluster) {
    yield* cluster.nodeConfigs.flatMap(withinNodeConfig);
    yield* refused(cluster);
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
