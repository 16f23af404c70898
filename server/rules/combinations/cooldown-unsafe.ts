import { message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import { carrierEnv } from '../../model/env.js';
import type { CniSettings } from '../../model/resource.js';
import { eachCarrier } from '../each.js';
import { replaceValue } from '../fixes.js';
import type { Finding, Rule } from '../rule.js';

export const rule: Rule = {
  id: 'cooldown-unsafe',
  severity: 'warning',
  advice: message('Leave it at 30 seconds, the default'),
  check: eachCarrier(checkCarrier),
};

const defaultSeconds = 30;
/** Ten minutes: twenty times the default. No source draws a line; so long no pod's traces last on a node. */
const manySeconds = 600;

function* checkCarrier(settings: CniSettings, cluster: Cluster): Iterable<Finding> {
  const cooldown = carrierEnv(settings, cluster).integer('IP_COOLDOWN_PERIOD');
  if (cooldown.kind !== 'set') return;
  const { value, at, entry } = cooldown;
  const fixes = () =>
    replaceValue(
      entry,
      String(defaultSeconds),
      'suggested',
      message('Set IP_COOLDOWN_PERIOD to "{seconds}", the default', { seconds: defaultSeconds }),
    );
  if (value === 0) {
    yield {
      at,
      message: message(
        'IP_COOLDOWN_PERIOD is 0: the address of a pod that ended goes to the next pod at once, while other nodes still send it the traffic of the old one',
      ),
      fixes,
    };
  } else if (value >= manySeconds) {
    yield {
      at,
      severity: 'info',
      message: message(
        'IP_COOLDOWN_PERIOD is {value}: an address rests {value} s after its pod, and a node that restarts many pods asks EC2 for more addresses meanwhile',
        { value },
      ),
      fixes,
    };
  }
}
