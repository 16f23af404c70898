import { message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import { carrierEnv, ipFamilyOf } from '../../model/env.js';
import type { CniSettings } from '../../model/resource.js';
import { eachCarrier } from '../each.js';
import { replaceValue } from '../fixes.js';
import { usesIpv6 } from '../ipFamily.js';
import { isTarget, type WrittenTarget } from '../poolTargets.js';
import type { Finding, Related, Rule } from '../rule.js';

export const rule: Rule = {
  id: 'cooldown-unsafe',
  severity: 'warning',
  advice: message('Leave it at 30 seconds, the default'),
  silentWithout: ['IP_COOLDOWN_PERIOD'],
  check: eachCarrier(checkCarrier),
};

const defaultSeconds = 30;
/** Twice the default: a rolling restart that outlasts it is noticed. */
const longSeconds = 60;
/** Ten minutes: twenty times the default. No source draws a line; so long no pod's traces last on a node. */
const manySeconds = 600;

function* checkCarrier(settings: CniSettings, cluster: Cluster): Iterable<Finding> {
  const cooldown = carrierEnv(settings, cluster).integer('IP_COOLDOWN_PERIOD');
  if (cooldown.kind !== 'set') return;
  const { value, at, entry } = cooldown;
  const fault = value === 0 ? { message: atOnce } : longCooldown(value, settings, cluster);
  if (fault === undefined) return;
  const title = message('Set IP_COOLDOWN_PERIOD to "{seconds}", the default', { seconds: defaultSeconds });
  yield { at, ...fault, fixes: () => replaceValue(entry, String(defaultSeconds), 'suggested', title) };
}

const atOnce = message(
  'IP_COOLDOWN_PERIOD is 0: the address of a pod that ended goes to the next pod at once, while other nodes still send it the traffic of the old one',
);

/**
 * Resting addresses count as free (pkg/ipamd/datastore/data_store.go:911-913 of v1.23.1), so ipamd fetches none for pods that replace
 * others, and gives the resting ones to nobody (line 1503). A pool of a few free addresses, which WARM_IP_TARGET asks for, feels it soon.
 */
function longCooldown(
  value: number,
  settings: CniSettings,
  cluster: Cluster,
): Pick<Finding, 'message' | 'severity' | 'related'> | undefined {
  const env = carrierEnv(settings, cluster);
  // In IPv6 no pod waits for an address.
  if (usesIpv6(env) === true || ipFamilyOf(cluster) === 'IPv6') return undefined;
  const warm = env.integer('WARM_IP_TARGET');
  const small = isTarget(warm) && value > longSeconds ? warm : undefined;
  if (small === undefined && value < manySeconds) return undefined;
  const text = message(
    'IP_COOLDOWN_PERIOD is {value}: the CNI counts resting addresses as free and fetches no others, so of many replaced pods some wait in ContainerCreating for up to {value} s',
    { value },
  );
  return small === undefined ? { message: text, severity: 'info' } : { message: text, related: decidingPool(small) };
}

function decidingPool({ at, value }: WrittenTarget): readonly Related[] {
  return [{ at, message: message('The pool has {value} free addresses, resting ones included', { value }) }];
}
