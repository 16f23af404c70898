import { message } from '../../messages/message.js';
import { knowsFlag } from '../../model/agentFlags.js';
import { parseIntBase0 } from '../../model/goValues.js';
import type { CniSettings, Flag } from '../../model/resource.js';
import { agentFlag, setFlag } from '../agentFlags.js';
import { eachCarrier } from '../each.js';
import { imageOf } from '../images.js';
import type { Finding, Rule } from '../rule.js';

export const rule: Rule = {
  id: 'conntrack-table-size',
  severity: 'error',
  advice: message('Write a size between the two'),
  silentWithout: ['settings'],
  check: eachCarrier(checkCarrier),
};

/** Source: pkg/config/controller_config.go:88-94 of aws-network-policy-agent v1.4.2. */
const least = 32_768;
const most = 1_048_576;
/** The default since v1.2.0; 262144 before. */
const usual = 524_288;

function* checkCarrier(settings: CniSettings): Iterable<Finding> {
  const flag = agentFlag(settings, 'conntrack-cache-table-size');
  if (flag === undefined) return;
  // An agent before it exits because of the flag itself: `agent-flag-unknown`.
  if (flag.value.kind !== 'known' || knowsFlag(flag.name, imageOf(settings, 'aws-eks-nodeagent')?.version) === false)
    return;
  const text = flag.value.value;
  const size = parseIntBase0(text);
  if (size === undefined) {
    // What an add-on takes for a number is up to its schema.
    if (settings.takenBy === 'apiServer') yield noNumber(flag, text);
    return;
  }
  if (least <= size && size <= most) return;
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

/** Source: `IntVar` of pflag, which reads whole numbers of any base. */
function noNumber(flag: Flag, text: string): Finding {
  return {
    at: flag.at,
    message: message(
      'conntrack-cache-table-size is "{text}", which is no whole number: the network policy agent exits on every node',
      { text },
    ),
    advice: message('Write a whole number from {least} to {most}', { least, most }),
    fixes: () => [setFlag(flag, String(usual), 'suggested')],
  };
}
