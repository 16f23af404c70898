import { message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import { carrierEnv, ipFamilyOf, isWritten } from '../../model/env.js';
import type { CniSettings } from '../../model/resource.js';
import { eachCarrier } from '../each.js';
import { replaceValue } from '../fixes.js';
import { usesIpv6 } from '../ipFamily.js';
import type { Finding, Rule } from '../rule.js';

export const rule: Rule = {
  id: 'imds-only-conflict',
  severity: 'warning',
  advice: message('Turn off one of the two'),
  silentWithout: ['ENABLE_IMDS_ONLY_MODE'],
  check: eachCarrier(checkCarrier),
};

function* checkCarrier(settings: CniSettings, cluster: Cluster): Iterable<Finding> {
  const env = carrierEnv(settings, cluster);
  const imdsOnly = env.flag('ENABLE_IMDS_ONLY_MODE');
  if (imdsOnly.kind !== 'set' || !imdsOnly.value) return;
  const { at, entry } = imdsOnly;
  const title = message('Set ENABLE_IMDS_ONLY_MODE to "false": the CNI asks EC2');
  const fixes = () => replaceValue(entry, 'false', 'suggested', title);
  const podEni = env.flag('ENABLE_POD_ENI');
  if (podEni.kind === 'set' && podEni.value) {
    yield {
      at,
      severity: 'error',
      message: message(
        'ENABLE_IMDS_ONLY_MODE is true, and the instance metadata do not tell which ENI is the trunk: pods with security groups of their own never start',
      ),
      related: [{ at: podEni.at, message: message('Security groups for pods are on here') }],
      fixes,
    };
  }
  if (usesIpv6(env) === true || ipFamilyOf(cluster) === 'IPv6') {
    const ipv6 = env.flag('ENABLE_IPv6');
    yield {
      at,
      message: message(
        'ENABLE_IMDS_ONLY_MODE is true, but in IPv6 mode the CNI asks EC2 for the prefix of the node all the same: without access to EC2 no pod gets an address',
      ),
      ...(isWritten(ipv6) ? { related: [{ at: ipv6.at, message: message('IPv6 is on here') }] } : {}),
      fixes,
    };
  }
}
