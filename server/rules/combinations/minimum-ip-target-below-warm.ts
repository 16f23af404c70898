import { type Message, message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import { effective } from '../../model/env.js';
import type { CniSettings } from '../../model/resource.js';
import { eachCarrier } from '../each.js';
import { removeVariable, replaceValue } from '../fixes.js';
import { isTarget, poolTargets } from '../poolTargets.js';
import type { Finding, Rule } from '../rule.js';

export const rule: Rule = {
  id: 'minimum-ip-target-below-warm',
  severity: 'hint',
  advice: message('Raise MINIMUM_IP_TARGET to the pods that a node usually runs'),
  check: eachCarrier(checkCarrier),
};

function* checkCarrier(settings: CniSettings, cluster: Cluster): Iterable<Finding> {
  const targets = poolTargets(settings, cluster);
  if (targets === undefined || !isTarget(targets.warmIp) || !isTarget(targets.minimumIp)) return;
  const { warmIp: warm, minimumIp: minimum } = targets;
  if (minimum.value > warm.value) return;
  const { expected, title } = raisedMinimum(warm.value, cluster.facts.expectedPodsPerNode?.value ?? 10);
  yield {
    at: minimum.at,
    message: message(
      'MINIMUM_IP_TARGET is {minimum} but has no effect: WARM_IP_TARGET keeps {warm} free, so a node never holds fewer',
      { minimum: minimum.value, warm: warm.value },
    ),
    related: [{ at: warm.at, message: message('This decides alone') }],
    fixes: () => [
      ...replaceValue(minimum.entry, String(expected), 'suggested', title),
      // Without prefix delegation a warm target alone is a finding of its own.
      ...(effective(targets.prefixes) === true ? removeVariable(settings, minimum.entry, 'safe') : []),
    ],
    tags: ['unnecessary'],
  };
}

/** The pods a node runs are worth a minimum of their own only where they are more than the free addresses. */
function raisedMinimum(warm: number, pods: number): { readonly expected: number; readonly title: Message } {
  const expected = Math.max(pods, warm + 1);
  const title =
    pods > warm
      ? message('Set MINIMUM_IP_TARGET to "{expected}": the addresses of the pods a node usually runs', { expected })
      : message('Set MINIMUM_IP_TARGET to "{expected}": one more than WARM_IP_TARGET, the least that has an effect', {
          expected,
        });
  return { expected, title };
}
