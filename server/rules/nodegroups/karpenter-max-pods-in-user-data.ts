import { message } from '../../messages/message.js';
import type { NodeConfig } from '../../model/nodeConfig.js';
import type { Location } from '../../text/span.js';
import { refusals } from '../each.js';
import type { Finding, Rule } from '../rule.js';
import { readNodeConfigs } from './nodeConfigs.js';

const id = 'karpenter-max-pods-in-user-data';

/** What is no NodeConfig, in the words of who read it. */
const ofOtherUserData = refusals(id);

export const rule: Rule = {
  id,
  severity: 'warning',
  advice: message('Write the number into spec.kubelet.maxPods of the EC2NodeClass, which Karpenter plans with as well'),
  *check(cluster) {
    yield* ofOtherUserData(cluster);
    for (const config of readNodeConfigs(cluster)) if (config.isOverruled) yield* checkConfig(config);
  },
};

function* checkConfig({ maxPods, expression, misplaced }: NodeConfig): Iterable<Finding> {
  if (maxPods.kind === 'known') yield finding('spec.kubelet.config.maxPods', maxPods.at);
  if (expression.kind === 'known') yield finding('spec.kubelet.maxPodsExpression', expression.at);
  for (const { path, belongs, at } of misplaced) if (!belongs.endsWith('flags')) yield finding(path, at);
}

function finding(path: string, at: Location): Finding {
  return {
    at,
    message: message('{path} has no effect: Karpenter puts a NodeConfig with its own max pods behind this user data', {
      path,
    }),
    tags: ['unnecessary'],
  };
}
