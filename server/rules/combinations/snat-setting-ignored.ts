import { type Message, message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import { carrierEnv, effective, isWritten, type Setting } from '../../model/env.js';
import type { CniSettings, EnvEntry } from '../../model/resource.js';
import { hasShippedValue, isShippedAlong } from '../../model/shippedValues.js';
import { eachCarrier } from '../each.js';
import { removeVariable } from '../fixes.js';
import { usesIpv6 } from '../ipFamily.js';
import type { Finding, Rule } from '../rule.js';

export const rule: Rule = {
  id: 'snat-setting-ignored',
  severity: 'warning',
  advice: message('Remove it'),
  silentWithout: ['AWS_VPC_K8S_CNI_EXTERNALSNAT', 'AWS_VPC_K8S_CNI_EXCLUDE_SNAT_CIDRS'],
  check: eachCarrier(checkCarrier),
};

function* checkCarrier(settings: CniSettings, cluster: Cluster): Iterable<Finding> {
  const env = carrierEnv(settings, cluster);
  const external = env.flag('AWS_VPC_K8S_CNI_EXTERNALSNAT');
  const networks = env.text('AWS_VPC_K8S_CNI_EXCLUDE_SNAT_CIDRS');
  const ports = env.text('AWS_VPC_K8S_CNI_RANDOMIZESNAT');
  if (usesIpv6(env) === true) {
    const family = message('in an IPv6 cluster the CNI translates no addresses');
    if (external.kind === 'set' && external.value) yield ignored(settings, external, family, undefined);
    if (isWritten(networks)) yield ignored(settings, networks, family, undefined);
    return;
  }
  if (external.kind !== 'set' || !external.value) return;
  const reason = message('AWS_VPC_K8S_CNI_EXTERNALSNAT is true, so the CNI translates no addresses');
  if (isWritten(networks)) yield ignored(settings, networks, reason, external);
  // The plugin for IPv6 egress gets it all the same.
  const isUnused = effective(env.flag('ENABLE_V6_EGRESS')) === false;
  if (ports.kind === 'set' && isUnused && !isShippedAlong(ports.entry, settings)) {
    yield ignored(settings, ports, reason, external);
  }
}

type Written<T> = Extract<Setting<T>, { readonly entry: EnvEntry }>;

function ignored(
  settings: CniSettings,
  { at, entry }: Written<string> | Written<boolean>,
  reason: Message,
  because: Written<boolean> | undefined,
): Finding {
  return {
    at,
    severity: hasShippedValue(entry) ? 'info' : 'warning',
    message: message('{name} has no effect: {reason}', { name: entry.name.value, reason }),
    ...(because ? { related: [{ at: because.at, message: message('This decides instead') }] } : {}),
    fixes: () => removeVariable(settings, entry, 'safe'),
    tags: ['unnecessary'],
  };
}
