import { message } from '../../messages/message.js';
import { atLeast } from '../../model/cniVersion.js';
import { parseIntBase0 } from '../../model/goValues.js';
import type { CniSettings, Flag } from '../../model/resource.js';
import { agentFlag, setFlag } from '../agentFlags.js';
import { eachCarrier } from '../each.js';
import { type Image, imageOf } from '../images.js';
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
/** The first agent that knows the flag; an unknown flag ends the program (pflag.ExitOnError). */
const since = '1.1.3';

function* checkCarrier(settings: CniSettings): Iterable<Finding> {
  const flag = agentFlag(settings, 'conntrack-cache-table-size');
  if (flag === undefined) return;
  const agent = imageOf(settings, 'aws-eks-nodeagent');
  if (agent !== undefined && atLeast(agent.version, since) === false) {
    yield tooNew(flag, agent);
    return;
  }
  if (flag.value.kind !== 'known') return;
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

function tooNew(flag: Flag, agent: Image): Finding {
  return {
    at: flag.at,
    message: message(
      'The network policy agent {agent} does not know conntrack-cache-table-size, which came with v{since}: it exits on every node',
      { agent: agent.tag, since },
    ),
    advice: message('Take the flag out, or raise the agent'),
    related: [{ at: agent.at, message: message('The version of the agent') }],
  };
}
