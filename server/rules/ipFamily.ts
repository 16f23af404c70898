import { type Env, effective } from '../model/env.js';

/**
 * True in an IPv6 cluster, false in one without IPv6; undefined where that cannot be seen, where the switch is misread, and where both
 * families are on, which is a finding of its own.
 */
export function usesIpv6(env: Env): boolean | undefined {
  const ipv6 = env.flag('ENABLE_IPv6');
  const isOn = ipv6.kind === 'invalid' ? undefined : effective(ipv6);
  return isOn && effective(env.flag('ENABLE_IPv4')) === true ? undefined : isOn;
}
