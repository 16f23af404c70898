import { message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import { choiceOf, isSetOnEveryNode, likelyKeys, selectionKeys } from '../../model/eniConfigChoice.js';
import { clusterEnv } from '../../model/env.js';
import { knownValue } from '../../model/fact.js';
import { isLeftToOthers } from '../leftToOthers.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'eniconfig-default-with-pod-eni',
  severity: 'warning',
  advice: message(
    'Give the ENIConfig the name of its zone, and let ENI_CONFIG_LABEL_DEF be topology.kubernetes.io/zone',
  ),
  silentWithout: ['ENABLE_POD_ENI'],
  *check(cluster) {
    const podEni = clusterEnv(cluster).flag('ENABLE_POD_ENI');
    if (podEni.kind !== 'set' || !podEni.value || selectionKeys(cluster).customNetworking !== true) return;
    const config = cluster.eniConfigs.find(({ name }) => knownValue(name) === 'default');
    if (config?.name.kind !== 'known') return;
    const isLeft = selectionKeys(cluster).label === undefined && isLeftByAll(cluster);
    if (chooseOthers(cluster, isLeft)) return;
    yield {
      at: config.name.at,
      ...(isLeft ? { severity: 'info' } : {}),
      message: message(
        "Security groups for pods leave an ENIConfig named default out: their ENIs get the node's subnet and security groups",
      ),
      related: [{ at: podEni.at, message: message('Security groups for pods are turned on here') }],
    };
  },
};

/** True where patches leave open which label chooses, and no file says it: then it is the default one, or whoever says it elsewhere knows. */
function isLeftByAll(cluster: Cluster): boolean {
  return cluster.settings.every((settings) => isLeftToOthers(settings, cluster, 'ENI_CONFIG_LABEL_DEF'));
}

/** True when every node gets another ENIConfig than `default`, as far as can be seen. */
function chooseOthers(cluster: Cluster, isLeft: boolean): boolean {
  const seen = selectionKeys(cluster);
  const keys = isLeft ? { ...seen, ...likelyKeys(seen) } : seen;
  if (keys.label === undefined || isSetOnEveryNode(keys.label)) return true;
  const nodes = [...cluster.nodeGroups, ...cluster.nodes];
  return nodes.length > 0 && nodes.every((of) => choiceOf(of, keys) !== undefined);
}
