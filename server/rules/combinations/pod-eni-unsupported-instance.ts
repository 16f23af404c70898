import { addressesOfEni, isPrefixCapable } from '../../ipam/settings.js';
import { list, message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import { does } from '../../model/cniBehavior.js';
import { versionOf } from '../../model/env.js';
import type { GroupType } from '../../model/groupTypes.js';
import type { EnvEntry } from '../../model/resource.js';
import { settingsInForce } from '../../plan/settings.js';
import type { Finding, Rule } from '../rule.js';
import { linuxTypes, podEniEntry } from './podEniTypes.js';

export const rule: Rule = {
  id: 'pod-eni-unsupported-instance',
  severity: 'warning',
  followsSettings: true,
  advice: message('Take a type with a trunk ENI for these pods, such as m5, c5 or r5'),
  silentWithout: ['ENABLE_POD_ENI'],
  *check(cluster) {
    const entry = podEniEntry(cluster);
    if (entry === undefined) return;
    const groups = cluster.nodeGroups.flatMap((group) => {
      const types = linuxTypes(group, cluster);
      return types ? [{ group, types }] : [];
    });
    const hopeless = groups.filter(({ types }) => types.every(cannotTrunk));
    const losesEni = does(versionOf(cluster), 'trunkSlotOnlyWhereUseful') === false;
    // Beside groups that can, such a group is nothing to worry about unless it pays for the trunk.
    if (groups.some(({ types }) => types.some(canTrunk)) && !losesEni) return;
    const isAll = hopeless.length === cluster.nodeGroups.length && cluster.declaration?.karpenter !== true;
    for (const { types } of hopeless) {
      const lost = losesEni ? lostAddresses(types, cluster) : undefined;
      yield* finding(types, entry, isAll ? 'warning' : 'info', lost);
    }
  },
};

function canTrunk({ limits }: GroupType): boolean {
  return limits.trunking === true;
}

function cannotTrunk({ limits }: GroupType): boolean {
  return limits.trunking === false;
}

/** What the ENI that is kept free would give: so many pods are lost. */
function lostAddresses([first]: readonly GroupType[], cluster: Cluster): number {
  const { prefixDelegation } = settingsInForce(cluster).ipam;
  return first === undefined ? 0 : addressesOfEni(first.limits, prefixDelegation && isPrefixCapable(first.limits));
}

/** `lost`: the addresses of the ENI that the CNI keeps free; undefined where it keeps none. */
function* finding(
  types: readonly GroupType[],
  entry: EnvEntry,
  severity: 'warning' | 'info',
  lost: number | undefined,
): Iterable<Finding> {
  const [first] = types;
  if (first === undefined) return;
  const names = list(types.map(({ name }) => name));
  yield {
    at: first.at,
    severity,
    message:
      lost !== undefined
        ? message(
            'ENABLE_POD_ENI is true, but {names} cannot carry a trunk ENI: pods with security groups never run here, and this CNI keeps an ENI free for it, {lost} addresses less',
            { names, lost },
          )
        : message(
            'ENABLE_POD_ENI is true, but {names} cannot carry a trunk ENI: pods with security groups never run here',
            {
              names,
            },
          ),
    related: [{ at: entry.name.at, message: message('Security groups for pods are on here') }],
  };
}
