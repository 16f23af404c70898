import { message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import { carrierEnv } from '../../model/env.js';
import type { CniSettings } from '../../model/resource.js';
import { eachCarrier } from '../each.js';
import { replaceValue, turnIpv6Off } from '../fixes.js';
import type { Finding, Rule } from '../rule.js';

export const rule: Rule = {
  id: 'dual-stack-unsupported',
  severity: 'error',
  advice: message('Turn one of the two off'),
  silentWithout: ['ENABLE_IPv6'],
  check: eachCarrier(checkCarrier),
};

function* checkCarrier(settings: CniSettings, cluster: Cluster): Iterable<Finding> {
  // An add-on cannot set the family: EKS sets it from the cluster.
  if (settings.takenBy === 'addon') return;
  const env = carrierEnv(settings, cluster);
  const ipv4 = env.flag('ENABLE_IPv4');
  const ipv6 = env.flag('ENABLE_IPv6');
  if (ipv4.kind !== 'set' || ipv6.kind !== 'set' || !ipv4.value || !ipv6.value) return;
  yield {
    at: ipv6.at,
    message: message('ENABLE_IPv6 and ENABLE_IPv4 are both true: the CNI has no dual stack, and ipamd exits'),
    related: [{ at: ipv4.at, message: message('IPv4 is on here') }],
    fixes: () => [
      ...replaceValue(ipv4.entry, 'false', 'suggested', message('Set ENABLE_IPv4 to "false": IPv6 only')),
      ...turnIpv6Off(settings, message('Set ENABLE_IPv6 to "false": IPv4 only')),
    ],
  };
}
