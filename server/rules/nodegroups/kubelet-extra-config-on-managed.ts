import { message } from '../../messages/message.js';
import { refusals } from '../each.js';
import type { Rule } from '../rule.js';

const id = 'kubelet-extra-config-on-managed';

export const rule: Rule = {
  id,
  severity: 'error',
  advice: message(
    'Use maxPodsPerNode for max pods, a NodeConfig in overrideBootstrapCommand for the rest of the kubelet, or a self-managed group',
  ),
  silentWithout: ['shapeProblems'],
  check: refusals(id),
};
