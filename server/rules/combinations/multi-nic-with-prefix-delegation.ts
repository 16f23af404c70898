import { message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import { carrierEnv, effective } from '../../model/env.js';
import type { CniSettings } from '../../model/resource.js';
import { eachCarrier } from '../each.js';
import { replaceValue } from '../fixes.js';
import { onlyOneCard } from '../networkCards.js';
import type { Finding, Rule } from '../rule.js';

export const rule: Rule = {
  id: 'multi-nic-with-prefix-delegation',
  severity: 'warning',
  advice: message('Turn one of the two off'),
  silentWithout: ['ENABLE_MULTI_NIC'],
  check: eachCarrier(checkCarrier),
};

function* checkCarrier(settings: CniSettings, cluster: Cluster): Iterable<Finding> {
  const env = carrierEnv(settings, cluster);
  const multiNic = env.flag('ENABLE_MULTI_NIC');
  const prefixes = env.flag('ENABLE_PREFIX_DELEGATION');
  if (multiNic.kind !== 'set' || !multiNic.value || prefixes.kind !== 'set' || !prefixes.value) return;
  if (effective(env.flag('ENABLE_IPv6')) === true || onlyOneCard(cluster) !== undefined) return;
  yield {
    at: multiNic.at,
    message: message(
      'ENABLE_MULTI_NIC with ENABLE_PREFIX_DELEGATION: each further network card without pods returns its prefix and takes another every 35 s, about 210 calls an hour',
    ),
    related: [{ at: prefixes.at, message: message('Prefix delegation is turned on here') }],
    fixes: () =>
      replaceValue(
        multiNic.entry,
        'false',
        'suggested',
        message('Set ENABLE_MULTI_NIC to "false": pods use the first network card only'),
      ),
  };
}
