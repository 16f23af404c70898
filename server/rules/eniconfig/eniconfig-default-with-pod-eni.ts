import { message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import { choiceOf, isSetOnEveryNode, selectionKeys } from '../../model/eniConfigChoice.js';
import { clusterEnv } from '../../model/env.js';
import { knownValue } from '../../model/fact.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'eniconfig-default-with-pod-eni',
  severity: 'warning',
  advice: message(
    'Give the ENIConfig the name of its zone, and let ENI_CONFIG_LABEL_DEF be topology.kubernetes.io/zone',
  ),
  *check(cluster) {
    const podEni = clusterEnv(cluster).flag('ENABLE_POD_ENI');
    if (podEni.kind !== 'set' || !podEni.value || selectionKeys(cluster).customNetworking !== true) return;
    const config = cluster.eniConfigs.find(({ name }) => knownValue(name) === 'default');
    if (config?.name.kind !== 'known' || chooseOthers(cluster)) return;
    yield {
      at: config.name.at,
      message: message(
        "Security groups for pods leave an ENIConfig named default out: their ENIs get the node's subnet and security groups",
      ),
      related: [{ at: podEni.at, message: message('Security groups for pods are turned on here') }],
    };
  },
};

/** True when every node gets another ENIConfig than `default`, as far as can be seen. */
function chooseOthers(cluster: Cluster): boolean {
  const keys = selectionKeys(cluster);
  if (keys.label === undefined || isSetOnEveryNode(keys.label)) return true;
  const nodes = [...cluster.nodeGroups, ...cluster.nodes];
  return nodes.length > 0 && nodes.every((of) => choiceOf(of, keys) !== undefined);
}
