import { ADDRESSES_PER_PREFIX } from '../../ipam/settings.js';
import { type Message, message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import { effective, isWritten } from '../../model/env.js';
import type { CniSettings } from '../../model/resource.js';
import { hasShippedValue, isShippedAlong } from '../../model/shippedValues.js';
import { eachCarrier } from '../each.js';
import { removeVariable } from '../fixes.js';
import {
  addressTargets,
  decidingPlaces,
  idleAddresses,
  isTarget,
  named,
  type PoolTargets,
  poolTargets,
} from '../poolTargets.js';
import type { Finding, Rule } from '../rule.js';

export const rule: Rule = {
  id: 'warm-eni-target-ignored',
  severity: 'warning',
  advice: message('Remove it'),
  needsAll: true,
  silentWithout: ['WARM_ENI_TARGET'],
  check: eachCarrier(checkCarrier),
};

function* checkCarrier(settings: CniSettings, cluster: Cluster): Iterable<Finding> {
  const targets = poolTargets(settings, cluster);
  if (targets === undefined || !isTarget(targets.warmEni)) return;
  const { entry, at, value } = targets.warmEni;
  const deciding = addressTargets(targets);
  const usesPrefixes = effective(targets.prefixes) === true;
  if (isShippedAlong(entry, settings) || (deciding.length === 0 && !usesPrefixes)) return;
  const places = deciding.length > 0 ? deciding : [targets.prefixes].filter(isWritten);
  yield {
    at,
    severity: hasShippedValue(entry) ? 'info' : 'warning',
    message: message('WARM_ENI_TARGET is {value} but has no effect: {pool}', { value, pool: actualPool(targets) }),
    related: decidingPlaces(places),
    // Removed, it comes to some other number that has no effect either.
    fixes: () => removeVariable(settings, entry, 'safe'),
    tags: ['unnecessary'],
  };
}

/** What the pool goes by instead, with the addresses of a node without pods. */
function actualPool(targets: PoolTargets): Message {
  const deciding = addressTargets(targets);
  if (deciding.length > 0) {
    const addresses = idleAddresses(targets);
    return addresses === undefined
      ? message('the pool goes by {targets}', { targets: named(deciding) })
      : message('the pool goes by {targets}, {addresses} pod addresses on an idle node', {
          targets: named(deciding),
          addresses,
        });
  }
  const prefixes = effective(targets.warmPrefix);
  return prefixes === undefined || prefixes === 0
    ? message('with prefix delegation the pool goes by free prefixes')
    : message(
        'with prefix delegation the pool goes by WARM_PREFIX_TARGET {prefixes}, {addresses} pod addresses on an idle node',
        {
          prefixes,
          addresses: prefixes * ADDRESSES_PER_PREFIX,
        },
      );
}
