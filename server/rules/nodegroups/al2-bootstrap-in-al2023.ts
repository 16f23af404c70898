import { message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import type { BootScript } from '../../model/nodeConfig.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'al2-bootstrap-in-al2023',
  severity: 'warning',
  advice: message('Write the number as spec.kubelet.config.maxPods in a NodeConfig; eksctl has maxPodsPerNode for it'),
  silentWithout: ['bootScripts'],
  *check(cluster) {
    for (const script of cluster.bootScripts) {
      const [first, ...others] = script.al2Words;
      if (first === undefined || !runsOnAl2023(script, cluster)) continue;
      yield {
        at: first.at,
        message: first.value.startsWith('/')
          ? message(
              '{word} of Amazon Linux 2023 prints an error and ends: nodeadm starts the kubelet, and reads max pods from a NodeConfig only',
              { word: first.value },
            )
          : message('{word} has no effect on Amazon Linux 2023: nodeadm reads max pods from a NodeConfig only', {
              word: first.value,
            }),
        related: others.map(({ value, at }) => ({
          at,
          message: message('{word} sets no max pods there either', { word: value }),
        })),
      };
    }
  },
};

/** A script in MIME user data runs on AL2023 when a NodeConfig stands beside it in the same file. */
function runsOnAl2023({ system, isMimePart, at }: BootScript, { nodeConfigs }: Cluster): boolean {
  return system === 'al2023' || (isMimePart && nodeConfigs.some((config) => config.at.uri === at.uri));
}
