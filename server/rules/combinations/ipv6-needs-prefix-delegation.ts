import { message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import { carrierEnv, effective, isWritten } from '../../model/env.js';
import type { Fix } from '../../model/fix.js';
import type { CniSettings } from '../../model/resource.js';
import { eachCarrier } from '../each.js';
import { setVariables, turnIpv6Off } from '../fixes.js';
import { lacksWarmTarget } from '../poolTargets.js';
import type { Finding, Rule } from '../rule.js';

export const rule: Rule = {
  id: 'ipv6-needs-prefix-delegation',
  severity: 'error',
  advice: message('Set ENABLE_PREFIX_DELEGATION to "true"'),
  reportsAbsence: true,
  silentWithout: ['ENABLE_IPv6'],
  check: eachCarrier(checkCarrier),
};

function* checkCarrier(settings: CniSettings, cluster: Cluster): Iterable<Finding> {
  // In an add-on EKS sets both, from the family of the cluster.
  if (settings.takenBy === 'addon') return;
  const env = carrierEnv(settings, cluster);
  const ipv6 = env.flag('ENABLE_IPv6');
  const prefixes = env.flag('ENABLE_PREFIX_DELEGATION');
  if (ipv6.kind !== 'set' || !ipv6.value || prefixes.kind === 'invalid' || effective(prefixes) !== false) return;
  yield {
    at: ipv6.at,
    message: message(
      'ENABLE_IPv6 is true but ENABLE_PREFIX_DELEGATION is not: IPv6 addresses come in prefixes only, and ipamd exits',
    ),
    ...(isWritten(prefixes)
      ? { related: [{ at: prefixes.at, message: message('Prefix delegation is off here') }] }
      : {}),
    fixes: () => [
      ...turnPrefixesOn(settings, cluster),
      ...(effective(env.flag('ENABLE_IPv4')) === true
        ? turnIpv6Off(settings, message('Set ENABLE_IPv6 to "false": IPv4 only'))
        : []),
    ],
  };
}

/** With IPv6, too, aws-node refuses prefix delegation without a warm target. */
function turnPrefixesOn(settings: CniSettings, cluster: Cluster): readonly Fix[] {
  const variables = {
    ENABLE_PREFIX_DELEGATION: 'true',
    ...(lacksWarmTarget(settings, cluster) === true ? { WARM_PREFIX_TARGET: '1' } : {}),
  };
  const title = message('Turn on prefix delegation: one /80 prefix for each node');
  return setVariables(settings, variables, 'suggested', title);
}
