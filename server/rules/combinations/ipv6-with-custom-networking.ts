import { message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import { carrierEnv, effective, isWritten } from '../../model/env.js';
import type { CniSettings } from '../../model/resource.js';
import { eachCarrier } from '../each.js';
import { replaceValue } from '../fixes.js';
import type { Finding, Rule } from '../rule.js';

export const rule: Rule = {
  id: 'ipv6-with-custom-networking',
  severity: 'error',
  advice: message('Turn custom networking off'),
  silentWithout: ['AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG'],
  check: eachCarrier(checkCarrier),
};

function* checkCarrier(settings: CniSettings, cluster: Cluster): Iterable<Finding> {
  const env = carrierEnv(settings, cluster);
  const ipv6 = env.flag('ENABLE_IPv6');
  const custom = env.flag('AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG');
  if (effective(ipv6) !== true || custom.kind !== 'set' || !custom.value) return;
  // In an add-on EKS sets the family: one that is written there is refused before it can do anything.
  if (settings.takenBy === 'addon' && isWritten(ipv6)) return;
  const family = cluster.declaration?.ipFamily;
  const place = isWritten(ipv6) ? ipv6.at : family?.kind === 'known' ? family.at : undefined;
  yield {
    at: custom.at,
    message: message(
      'AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG is true in IPv6 mode, which has no custom networking: ipamd exits',
    ),
    ...(place ? { related: [{ at: place, message: message('IPv6 is on here') }] } : {}),
    fixes: () =>
      replaceValue(
        custom.entry,
        'false',
        'suggested',
        message('Turn off custom networking: pods stay in the subnet of their node'),
      ),
  };
}
