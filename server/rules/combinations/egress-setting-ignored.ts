import { message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import { carrierEnv } from '../../model/env.js';
import type { CniSettings } from '../../model/resource.js';
import { eachCarrier } from '../each.js';
import { removeVariable } from '../fixes.js';
import { usesIpv6 } from '../ipFamily.js';
import type { Finding, Rule } from '../rule.js';

export const rule: Rule = {
  id: 'egress-setting-ignored',
  severity: 'warning',
  advice: message('Remove it'),
  needsAll: true,
  silentWithout: ['ENABLE_V4_EGRESS', 'ENABLE_V6_EGRESS'],
  check: eachCarrier(checkCarrier),
};

function* checkCarrier(settings: CniSettings, cluster: Cluster): Iterable<Finding> {
  const env = carrierEnv(settings, cluster);
  const isIpv6 = usesIpv6(env);
  if (isIpv6 === undefined) return;
  const setting = env.flag(isIpv6 ? 'ENABLE_V6_EGRESS' : 'ENABLE_V4_EGRESS');
  if (setting.kind !== 'set' || (isIpv6 && !setting.value)) return;
  yield {
    at: setting.at,
    // For IPv4 egress true is the default, which a file for both kinds of clusters may spell out.
    severity: !isIpv6 && setting.value ? 'info' : 'warning',
    message: isIpv6
      ? message('ENABLE_V6_EGRESS is true but has no effect in an IPv6 cluster, whose pods have IPv6 addresses anyway')
      : message(
          'ENABLE_V4_EGRESS is {value} but has no effect in an IPv4 cluster, whose pods have IPv4 addresses anyway',
          {
            value: String(setting.value),
          },
        ),
    fixes: () => removeVariable(settings, setting.entry, 'safe'),
    tags: ['unnecessary'],
  };
}
