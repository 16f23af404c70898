import { HOST_NETWORK_PODS } from '../../ipam/maxPods.js';
import { message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import { effective } from '../../model/env.js';
import type { Fix } from '../../model/fix.js';
import { nameOfGroup } from '../../model/nodeGroup.js';
import type { CniSettings } from '../../model/resource.js';
import { alikeInIpv4, type GroupKind, mostPods, podsNeedingAddress } from '../../plan/nodes.js';
import { addressesAskedFor } from '../../plan/pool.js';
import { eachCarrier } from '../each.js';
import { setVariable } from '../fixes.js';
import { isLeftToOthers } from '../leftToOthers.js';
import { isOff, isTarget, poolTargets, type WrittenTarget } from '../poolTargets.js';
import type { Finding, Rule } from '../rule.js';

/** The kubelet's default, and what EKS recommends for most types: who holds so many addresses has frozen the pool on purpose. */
const commonMaxPods = 110;

export const rule: Rule = {
  id: 'minimum-ip-target-without-warm-ip-target',
  severity: 'warning',
  advice: message('Set WARM_IP_TARGET as well'),
  reportsAbsence: true,
  silentWithout: ['MINIMUM_IP_TARGET'],
  check: eachCarrier(checkCarrier),
};

function* checkCarrier(settings: CniSettings, cluster: Cluster): Iterable<Finding> {
  const targets = poolTargets(settings, cluster);
  if (targets === undefined || !isTarget(targets.minimumIp)) return;
  const { minimumIp, warmIp } = targets;
  if (warmIp.kind === 'unknown' && isLeftToOthers(settings, cluster, 'WARM_IP_TARGET')) {
    yield unlessElsewhere(settings, minimumIp);
    return;
  }
  if (!isOff(warmIp)) return;
  const usesPrefixes = effective(targets.prefixes);
  if (usesPrefixes === undefined) return;
  const pool = addressesAskedFor(0, minimumIp.value, usesPrefixes);
  const nodes = alikeInIpv4(cluster).flatMap(([first]) => first ?? []);
  const short = mostShort(nodes, pool);
  if (short === undefined && (nodes.length > 0 || pool >= commonMaxPods - HOST_NETWORK_PODS)) return;
  const state = warmIp.kind === 'set' ? '0' : message('not set');
  const args = { minimum: minimumIp.value, state, pool };
  yield {
    at: minimumIp.at,
    severity: short?.maxPods !== undefined && settings.absent !== 'unknown' ? 'error' : 'warning',
    message: short
      ? message(
          'MINIMUM_IP_TARGET is {minimum} and WARM_IP_TARGET is {state}: a node never has more than {pool} pod addresses, while {type} of group {group} may run {wanted} pods that need one',
          { ...args, type: short.type.name, group: nameOfGroup(short.group), wanted: podsNeedingAddress(short) },
        )
      : message(
          'MINIMUM_IP_TARGET is {minimum} and WARM_IP_TARGET is {state}: a node never has more than {pool} pod addresses, and further pods wait for ever',
          args,
        ),
    ...(short
      ? {
          related: [
            {
              at: placeOf(short),
              message: message('Max pods is {pods} here', { pods: short.maxPods?.pods ?? mostPods(short) }),
            },
          ],
        }
      : {}),
    fixes: () => keepSomeWarm(settings, minimumIp),
  };
}

/** Without prefix delegation, which a patch leaves open as well, a node never has more addresses than this; with it they come sixteen at a time. */
function unlessElsewhere(settings: CniSettings, minimumIp: WrittenTarget): Finding {
  return {
    at: minimumIp.at,
    severity: 'info',
    message: message(
      'MINIMUM_IP_TARGET is {minimum}, and nothing here sets WARM_IP_TARGET: unless it is set elsewhere, the pool of a node stops there and further pods wait for ever',
      { minimum: minimumIp.value },
    ),
    fixes: () => keepSomeWarm(settings, minimumIp),
  };
}

/** The node that lacks most addresses; those that nobody knows max pods of are judged by what they can serve. */
function mostShort(nodes: readonly GroupKind[], pool: number): GroupKind | undefined {
  const short = nodes.filter((node) => podsNeedingAddress(node) > pool);
  const known = short.filter(({ maxPods }) => maxPods !== undefined);
  return [...(known.length > 0 ? known : short)].sort((a, b) => podsNeedingAddress(b) - podsNeedingAddress(a))[0];
}

function placeOf({ group, type }: GroupKind): Finding['at'] {
  return group.maxPods.kind === 'set' ? group.maxPods.at : type.at;
}

/** Fewer than the minimum, so that both targets have an effect. */
function keepSomeWarm(settings: CniSettings, { value }: WrittenTarget): readonly Fix[] {
  const warm = Math.max(1, Math.min(5, value - 1));
  const title = message(
    'Set WARM_IP_TARGET to "{warm}": the pool grows with the pods and keeps {warm} free addresses',
    { warm },
  );
  return setVariable(settings, 'WARM_IP_TARGET', String(warm), 'suggested', title);
}
