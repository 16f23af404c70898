import { message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import { effective } from '../../model/env.js';
import { knownValue } from '../../model/fact.js';
import type { CniSettings } from '../../model/resource.js';
import { eachCarrier } from '../each.js';
import { setVariable } from '../fixes.js';
import { isOff, isTarget, poolTargets } from '../poolTargets.js';
import type { Finding, Rule } from '../rule.js';

/** From so many nodes on, calls for single addresses add up to throttling (amazon-vpc-cni-k8s README.md:313 at v1.23.1). */
const largeFleet = 100;
/** So small a reserve is used up by every deployment. */
const smallReserve = 2;

export const rule: Rule = {
  id: 'warm-ip-target-without-minimum',
  severity: 'info',
  advice: message('Set MINIMUM_IP_TARGET to the pods that a node usually runs'),
  reportsAbsence: true,
  check: eachCarrier(checkCarrier),
};

function* checkCarrier(settings: CniSettings, cluster: Cluster): Iterable<Finding> {
  const targets = poolTargets(settings, cluster);
  if (targets === undefined || !isTarget(targets.warmIp) || !isOff(targets.minimumIp)) return;
  const { warmIp: warm, prefixes } = targets;
  // With prefix delegation the pool grows by 16 addresses a call, so one more pod seldom costs a call.
  if (prefixes.kind === 'invalid' || effective(prefixes) !== false) return;
  const nodes = sumOfMaxSizes(cluster);
  const isPressing = warm.value <= smallReserve || nodes >= largeFleet;
  yield {
    at: warm.at,
    severity: isPressing ? 'warning' : 'info',
    message: message(
      'WARM_IP_TARGET is {warm} and MINIMUM_IP_TARGET is not set: every pod that starts or stops costs an EC2 call on its node, and many at once are throttled',
      { warm: warm.value },
    ),
    fixes: () => setVariable(settings, 'MINIMUM_IP_TARGET', String(suggestedMinimum(cluster, warm.value)), 'suggested'),
  };
}

/** Enough for the pods a node usually runs; where nobody says how many, AWS's own example has ten. */
function suggestedMinimum({ facts }: Cluster, warm: number): number {
  return Math.max(facts.expectedPodsPerNode?.value ?? 10, warm + 1);
}

function sumOfMaxSizes({ nodeGroups }: Cluster): number {
  return nodeGroups.reduce((sum, { maxSize }) => sum + (knownValue(maxSize) ?? 0), 0);
}
