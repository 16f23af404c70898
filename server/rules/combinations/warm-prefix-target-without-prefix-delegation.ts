import { message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import { effective } from '../../model/env.js';
import type { Fix } from '../../model/fix.js';
import type { CniSettings } from '../../model/resource.js';
import { isShippedAlong } from '../../model/shippedValues.js';
import { eachCarrier } from '../each.js';
import { removeVariable, setVariable } from '../fixes.js';
import { addressTargets, isTarget, poolTargets } from '../poolTargets.js';
import type { Finding, Rule } from '../rule.js';

export const rule: Rule = {
  id: 'warm-prefix-target-without-prefix-delegation',
  severity: 'warning',
  advice: message('Turn on prefix delegation, or remove the target'),
  needsAll: true,
  silentWithout: ['WARM_PREFIX_TARGET'],
  check: eachCarrier(checkCarrier),
};

function* checkCarrier(settings: CniSettings, cluster: Cluster): Iterable<Finding> {
  const targets = poolTargets(settings, cluster);
  if (targets === undefined || !isTarget(targets.warmPrefix)) return;
  const { prefixes, warmPrefix } = targets;
  const { entry, at, value } = warmPrefix;
  // A switch that was meant to be on is reported where it stands.
  if (prefixes.kind === 'invalid' || effective(prefixes) !== false || isShippedAlong(entry, settings)) return;
  yield {
    at,
    message: message(
      'WARM_PREFIX_TARGET is {value} but ENABLE_PREFIX_DELEGATION is not true: it has no effect, and no prefix is attached',
      { value },
    ),
    ...(prefixes.kind === 'set'
      ? { related: [{ at: prefixes.at, message: message('Prefix delegation is off here') }] }
      : {}),
    fixes: () => [
      ...(addressTargets(targets).length === 0 ? turnOn(settings) : []),
      ...removeVariable(settings, entry, 'suggested'),
    ],
    tags: ['unnecessary'],
  };
}

function turnOn(settings: CniSettings): readonly Fix[] {
  const title = message('Turn on prefix delegation: addresses in /28 prefixes, 16 at a time');
  return setVariable(settings, 'ENABLE_PREFIX_DELEGATION', 'true', 'suggested', title);
}
