import { message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import { clusterEnv, isWritten } from '../../model/env.js';
import { isShippedAlong } from '../../model/shippedValues.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'eniconfig-without-custom-networking',
  severity: 'info',
  advice: message('Set AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG to "true" and count max pods anew, or remove the ENIConfigs'),
  needsAll: true,
  silentWithout: ['eniConfigs'],
  *check(cluster) {
    const name = cluster.eniConfigs.map((config) => config.name).find(({ kind }) => kind === 'known');
    if (name?.kind !== 'known') return;
    const setting = clusterEnv(cluster).flag('AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG');
    if (setting.kind === 'set' && !setting.value && !isOnlyShipped(setting.entry, cluster)) {
      yield {
        at: name.at,
        message: message('Nothing uses the ENIConfigs: AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG is "false"'),
        related: [{ at: setting.at, message: message('Custom networking is off') }],
      };
    }
    // What is not written is off; but only where every carrier is seen may nobody else turn it on.
    if (!isWritten(setting) && setting.kind === 'default' && setting.value === false && cluster.whollyVisible) {
      yield {
        at: name.at,
        message: message('Nothing uses the ENIConfigs: nothing turns on AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG'),
      };
    }
  },
};

/** A manifest as it is shipped says "false", and another file may well say "true". */
function isOnlyShipped(entry: Parameters<typeof isShippedAlong>[0], { settings, whollyVisible }: Cluster): boolean {
  return !whollyVisible && settings.every((carrier) => isShippedAlong(entry, carrier));
}
