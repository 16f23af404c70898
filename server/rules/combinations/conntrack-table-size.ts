import { message } from '../../messages/message.js';
import { knownValue } from '../../model/fact.js';
import { atoi } from '../../model/goValues.js';
import type { CniSettings } from '../../model/resource.js';
import { agentFlag, setFlag } from '../agentFlags.js';
import { eachCarrier } from '../each.js';
import type { Finding, Rule } from '../rule.js';

export const rule: Rule = {
  id: 'conntrack-table-size',
  severity: 'error',
  advice: message('Write a size between the two'),
  check: eachCarrier(checkCarrier),
};

/** Source: pkg/config/controller_config.go:88-94 of aws-network-policy-agent v1.4.2. */
const least = 32_768;
const most = 1_048_576;

function* checkCarrier(settings: CniSettings): Iterable<Finding> {
  const flag = agentFlag(settings, 'conntrack-cache-table-size');
  const size = atoi((flag && knownValue(flag.value)) ?? '');
  if (flag === undefined || size === undefined || (least <= size && size <= most)) return;
  const nearest = Math.min(most, Math.max(least, size));
  yield {
    at: flag.at,
    message: message(
      'conntrack-cache-table-size is {size}, outside {least} to {most}: the network policy agent exits on every node',
      { size, least, most },
    ),
    fixes: () => [setFlag(flag, String(nearest), 'suggested')],
  };
}
