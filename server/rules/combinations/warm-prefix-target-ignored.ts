import { message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import { effective } from '../../model/env.js';
import type { Fix } from '../../model/fix.js';
import type { CniSettings } from '../../model/resource.js';
import { hasShippedValue, isShippedAlong } from '../../model/shippedValues.js';
import { eachCarrier } from '../each.js';
import { removeVariable } from '../fixes.js';
import { addressTargets, decidingPlaces, idleAddresses, isTarget, named, poolTargets } from '../poolTargets.js';
import type { Finding, Rule } from '../rule.js';

export const rule: Rule = {
  id: 'warm-prefix-target-ignored',
  severity: 'warning',
  advice: message('Remove it'),
  needsAll: true,
  silentWithout: ['WARM_PREFIX_TARGET'],
  check: eachCarrier(checkCarrier),
};

function* checkCarrier(settings: CniSettings, cluster: Cluster): Iterable<Finding> {
  const targets = poolTargets(settings, cluster);
  if (targets === undefined || !isTarget(targets.warmPrefix)) return;
  const { entry, at, value } = targets.warmPrefix;
  const deciding = addressTargets(targets);
  // Without prefix delegation it has no effect for another reason; where that cannot be seen it has none either way.
  if (effective(targets.prefixes) === false || deciding.length === 0 || isShippedAlong(entry, settings)) return;
  const addresses = idleAddresses(targets);
  const decides = named(deciding);
  yield {
    at,
    severity: hasShippedValue(entry) ? 'info' : 'warning',
    message:
      addresses === undefined
        ? message('WARM_PREFIX_TARGET is {value} but does not size the pool, which goes by {decides}', {
            value,
            decides,
          })
        : message(
            'WARM_PREFIX_TARGET is {value} but does not size the pool, which goes by {decides}, {addresses} pod addresses on an idle node; it only keeps empty ENIs attached for longer',
            { value, decides, addresses },
          ),
    related: decidingPlaces(deciding),
    fixes: () => removeVariable(settings, entry, removalLevel(settings, value)),
    tags: ['unnecessary'],
  };
}

/** Where removing it leaves another number, empty ENIs are released sooner or later than before. */
function removalLevel(settings: CniSettings, value: number): Fix['level'] {
  return settings.absent === 'shippedDefault' && value === 1 ? 'safe' : 'suggested';
}
