import { message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import { carrierEnv, isWritten, type Setting } from '../../model/env.js';
import type { CniSettings } from '../../model/resource.js';
import { hasShippedValue, isShippedAlong } from '../../model/shippedValues.js';
import { isAboveZero } from '../../plan/comparedTargets.js';
import { eachCarrier } from '../each.js';
import { removeVariable } from '../fixes.js';
import { usesIpv6 } from '../ipFamily.js';
import { comparedTexts, isTarget } from '../poolTargets.js';
import type { Finding, Related, Rule } from '../rule.js';

const targets = ['WARM_ENI_TARGET', 'WARM_IP_TARGET', 'MINIMUM_IP_TARGET', 'WARM_PREFIX_TARGET'] as const;

export const rule: Rule = {
  id: 'warm-targets-ignored-in-ipv6',
  severity: 'warning',
  advice: message('Remove it'),
  needsAll: true,
  silentWithout: targets,
  check: eachCarrier(checkCarrier),
};

function* checkCarrier(settings: CniSettings, cluster: Cluster): Iterable<Finding> {
  const env = carrierEnv(settings, cluster);
  const ipv6 = env.flag('ENABLE_IPv6');
  if (usesIpv6(env) !== true) return;
  for (const name of targets) {
    const target = env.integer(name);
    if (!isTarget(target) || isShippedAlong(target.entry, settings)) continue;
    const isNeeded = isNeededToStart(name, settings, cluster);
    if (isNeeded && hasShippedValue(target.entry)) continue;
    yield {
      at: target.at,
      severity: hasShippedValue(target.entry) ? 'info' : 'warning',
      message: message(
        '{name} is {value} but has no effect with IPv6: every node gets one /80 prefix, which no target changes',
        { name, value: target.value },
      ),
      related: familyPlace(ipv6, cluster),
      fixes: () => (isNeeded ? [] : removeVariable(settings, target.entry, 'safe')),
      tags: ['unnecessary'],
    };
  }
}

function familyPlace(ipv6: Setting<boolean>, { declaration }: Cluster): readonly Related[] {
  const family = declaration?.ipFamily;
  const at = isWritten(ipv6) ? ipv6.at : family?.kind === 'known' ? family.at : undefined;
  return at ? [{ at, message: message('The cluster uses IPv6') }] : [];
}

/** With prefix delegation aws-node does not start unless some target is above "0", in IPv6 too (`cmd/aws-vpc-cni/main.go:378-387`). */
function isNeededToStart(name: string, settings: CniSettings, cluster: Cluster): boolean {
  if (name === 'WARM_ENI_TARGET') return false;
  // Removed, it is the shipped 1.
  if (name === 'WARM_PREFIX_TARGET' && settings.absent === 'shippedDefault') return false;
  const others = comparedTexts(settings, cluster)?.filter((compared) => compared.name !== name) ?? [];
  return !others.some(({ text }) => isAboveZero(text));
}
