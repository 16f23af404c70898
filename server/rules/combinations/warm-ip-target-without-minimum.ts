import { message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import { carrierEnv, effective } from '../../model/env.js';
import { knownValue } from '../../model/fact.js';
import type { Fix } from '../../model/fix.js';
import type { CniSettings } from '../../model/resource.js';
import { addressesOfSmallest, minimumBeside } from '../../plan/minimumTarget.js';
import { kindsInIpv4, podsNeedingAddress } from '../../plan/nodes.js';
import { eachCarrier } from '../each.js';
import { removeVariable, setVariable } from '../fixes.js';
import { isOff, isTarget, poolTargets, type WrittenTarget } from '../poolTargets.js';
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
  silentWithout: ['WARM_IP_TARGET'],
  check: eachCarrier(checkCarrier),
};

function* checkCarrier(settings: CniSettings, cluster: Cluster): Iterable<Finding> {
  const targets = poolTargets(settings, cluster);
  if (targets === undefined || !isTarget(targets.warmIp) || !isOff(targets.minimumIp)) return;
  const { warmIp: warm, prefixes } = targets;
  // With prefix delegation the pool grows by 16 addresses a call, so one more pod seldom costs a call.
  if (prefixes.kind === 'invalid' || effective(prefixes) !== false) return;
  if (holdsAllFromTheStart(cluster, warm.value)) return;
  const nodes = sumOfMaxSizes(cluster);
  const isPressing = warm.value <= smallReserve || nodes >= largeFleet;
  yield {
    at: warm.at,
    severity: isPressing ? 'warning' : 'info',
    message: message(
      'WARM_IP_TARGET is {warm} and MINIMUM_IP_TARGET is not set: every pod that starts or stops costs an EC2 call on its node, and many at once are throttled',
      { warm: warm.value },
    ),
    fixes: () => addMinimum(settings, warm, cluster),
  };
}

/** A target no node can fall below: it has all its addresses at once, and then none comes or goes. */
function holdsAllFromTheStart(cluster: Cluster, warm: number): boolean {
  const kinds = kindsInIpv4(cluster);
  return kinds.length > 0 && kinds.every((kind) => warm >= podsNeedingAddress(kind));
}

/** On nodes too small for a minimum above the warm target, whole ENIs cost fewer calls. */
function addMinimum(settings: CniSettings, warm: WrittenTarget, cluster: Cluster): readonly Fix[] {
  const minimum = minimumBeside(warm.value, cluster);
  if (minimum !== undefined) return setVariable(settings, 'MINIMUM_IP_TARGET', String(minimum), 'suggested');
  const smallest = addressesOfSmallest(cluster);
  // With a target that fills the node nothing is asked for later.
  if (smallest === undefined || warm.value >= smallest) return [];
  if ((effective(carrierEnv(settings, cluster).integer('WARM_ENI_TARGET')) ?? 0) < 1) return [];
  const title = message('Remove WARM_IP_TARGET: nodes as small as these take whole ENIs with fewer calls');
  return removeVariable(settings, warm.entry, 'suggested', title);
}

function sumOfMaxSizes({ nodeGroups }: Cluster): number {
  return nodeGroups.reduce((sum, { maxSize }) => sum + (knownValue(maxSize) ?? 0), 0);
}
