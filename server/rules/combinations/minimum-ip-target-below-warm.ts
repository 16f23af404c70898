import { message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import { effective } from '../../model/env.js';
import type { Fix } from '../../model/fix.js';
import type { CniSettings } from '../../model/resource.js';
import { minimumBeside } from '../../plan/minimumTarget.js';
import { eachCarrier } from '../each.js';
import { removeVariable, replaceValue, setVariables } from '../fixes.js';
import { isTarget, poolTargets, type WrittenTarget } from '../poolTargets.js';
import type { Finding, Rule } from '../rule.js';

export const rule: Rule = {
  id: 'minimum-ip-target-below-warm',
  severity: 'hint',
  advice: message('Raise MINIMUM_IP_TARGET to the pods that a node usually runs'),
  silentWithout: ['MINIMUM_IP_TARGET'],
  check: eachCarrier(checkCarrier),
};

function* checkCarrier(settings: CniSettings, cluster: Cluster): Iterable<Finding> {
  const targets = poolTargets(settings, cluster);
  if (targets === undefined || !isTarget(targets.warmIp) || !isTarget(targets.minimumIp)) return;
  const { warmIp: warm, minimumIp: minimum } = targets;
  if (minimum.value > warm.value) return;
  yield {
    at: minimum.at,
    message: message(
      'MINIMUM_IP_TARGET is {minimum} but has no effect: WARM_IP_TARGET keeps {warm} free, so a node never holds fewer',
      { minimum: minimum.value, warm: warm.value },
    ),
    related: [{ at: warm.at, message: message('This decides alone') }],
    fixes: () => [
      ...swapped(settings, minimum.value, warm.value),
      ...raised(minimum, minimumBeside(warm.value, cluster)),
      // Without prefix delegation a warm target alone is a finding of its own.
      ...(effective(targets.prefixes) === true ? removeVariable(settings, minimum.entry, 'safe') : []),
    ],
    tags: ['unnecessary'],
  };
}

/** With fewer free addresses many pods at once wait for one call after the other. */
const leastWarm = 5;

/** Each with the value of the other: the same addresses without pods, and fewer free ones beside them. */
function swapped(settings: CniSettings, minimum: number, warm: number): readonly Fix[] {
  if (minimum === warm || minimum < leastWarm) return [];
  const title = message('Swap them: WARM_IP_TARGET "{minimum}" and MINIMUM_IP_TARGET "{warm}"', { minimum, warm });
  const variables = { WARM_IP_TARGET: String(minimum), MINIMUM_IP_TARGET: String(warm) };
  return setVariables(settings, variables, 'suggested', title);
}

function raised({ entry }: WrittenTarget, minimum: number | undefined): readonly Fix[] {
  if (minimum === undefined) return [];
  const title = message('Set MINIMUM_IP_TARGET to "{minimum}", above WARM_IP_TARGET', {
    minimum,
  });
  return replaceValue(entry, String(minimum), 'suggested', title);
}
