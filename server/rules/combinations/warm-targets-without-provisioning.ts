import { list, message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import { carrierEnv, isWritten } from '../../model/env.js';
import type { CniSettings } from '../../model/resource.js';
import { isShippedAlong } from '../../model/shippedValues.js';
import { targetNames } from '../../plan/settings.js';
import { eachCarrier } from '../each.js';
import { removeVariable } from '../fixes.js';
import { isTarget } from '../poolTargets.js';
import type { Finding, Rule } from '../rule.js';

export const rule: Rule = {
  id: 'warm-targets-without-provisioning',
  severity: 'warning',
  advice: message('Remove the targets, or DISABLE_NETWORK_RESOURCE_PROVISIONING'),
  needsAll: true,
  silentWithout: ['DISABLE_NETWORK_RESOURCE_PROVISIONING'],
  check: eachCarrier(checkCarrier),
};

function* checkCarrier(settings: CniSettings, cluster: Cluster): Iterable<Finding> {
  const env = carrierEnv(settings, cluster);
  const off = env.flag('DISABLE_NETWORK_RESOURCE_PROVISIONING');
  if (!isWritten(off) || off.kind !== 'set' || !off.value) return;
  const targets = targetNames
    .map((name) => env.integer(name))
    .filter(isTarget)
    .filter(({ entry }) => !isShippedAlong(entry, settings));
  const [first, ...others] = targets;
  if (first === undefined) return;
  yield {
    at: first.at,
    message:
      others.length === 0
        ? message(
            '{target} has no effect: with DISABLE_NETWORK_RESOURCE_PROVISIONING the CNI attaches nothing by itself',
            { target: first.entry.name.value },
          )
        : message(
            '{targets} have no effect: with DISABLE_NETWORK_RESOURCE_PROVISIONING the CNI attaches nothing by itself',
            { targets: list(targets.map(({ entry }) => entry.name.value)) },
          ),
    related: [
      { at: off.at, message: message('This decides instead') },
      ...others.map(({ at }) => ({ at, message: message('This does nothing either') })),
    ],
    fixes: () => {
      const title = message('Remove what has no effect');
      const changes = targets.flatMap(({ entry }) => removeVariable(settings, entry, 'suggested', title));
      return changes.length === targets.length
        ? [{ title, level: 'suggested', changes: changes.flatMap((fix) => fix.changes) }]
        : [];
    },
    tags: ['unnecessary'],
  };
}
