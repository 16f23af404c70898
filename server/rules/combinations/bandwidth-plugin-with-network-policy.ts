import { message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import { carrierEnv } from '../../model/env.js';
import type { CniSettings } from '../../model/resource.js';
import { agentFlag, switchOf } from '../agentFlags.js';
import { eachCarrier } from '../each.js';
import { replaceValue } from '../fixes.js';
import type { Finding, Rule } from '../rule.js';

export const rule: Rule = {
  id: 'bandwidth-plugin-with-network-policy',
  severity: 'warning',
  advice: message('Turn one of the two off'),
  silentWithout: ['ENABLE_BANDWIDTH_PLUGIN'],
  check: eachCarrier(checkCarrier),
};

function* checkCarrier(settings: CniSettings, cluster: Cluster): Iterable<Finding> {
  const plugin = carrierEnv(settings, cluster).flag('ENABLE_BANDWIDTH_PLUGIN');
  const policy = agentFlag(settings, 'enable-network-policy');
  if (plugin.kind !== 'set' || !plugin.value || policy === undefined || switchOf(policy) !== true) return;
  yield {
    at: plugin.at,
    message: message(
      'ENABLE_BANDWIDTH_PLUGIN is true and network policy is on: both attach to the interfaces of pods, and policies are not enforced',
    ),
    related: [{ at: policy.at, message: message('Network policy is on here') }],
    fixes: () =>
      replaceValue(
        plugin.entry,
        'false',
        'suggested',
        message('Set ENABLE_BANDWIDTH_PLUGIN to "false": network policies are enforced'),
      ),
  };
}
