import { message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import { carrierEnv, clusterEnv } from '../../model/env.js';
import { knownValue } from '../../model/fact.js';
import { isShippedAlong } from '../../model/shippedValues.js';
import { setVariable } from '../fixes.js';
import type { Finding, Rule } from '../rule.js';

export const rule: Rule = {
  id: 'security-group-policy-without-pod-eni',
  severity: 'warning',
  advice: message('Set ENABLE_POD_ENI to "true", on types with a trunk ENI, or remove the policy'),
  needsAll: true,
  silentWithout: ['securityGroupPolicies'],
  *check(cluster) {
    const name = cluster.securityGroupPolicies.map((policy) => policy.name).find(({ kind }) => kind === 'known');
    if (name?.kind !== 'known' || cluster.settings.length === 0 || hasOtherNodes(cluster)) return;
    const setting = clusterEnv(cluster).flag('ENABLE_POD_ENI');
    const fixes = () =>
      cluster.settings.flatMap((settings) => setVariable(settings, 'ENABLE_POD_ENI', 'true', 'suggested')).slice(0, 1);
    if (setting.kind === 'set' && !setting.value && !isOnlyShipped(setting.entry, cluster)) {
      yield {
        at: name.at,
        message: message(
          'SecurityGroupPolicy {name} gives its pods a branch ENI, and ENABLE_POD_ENI is "false": no EC2 node offers any, and the pods stay Pending',
          { name: name.value },
        ),
        related: [{ at: setting.at, message: message('Security groups for pods are off here') }],
        fixes,
      };
    }
    if (setting.kind === 'default' && setting.value === false && isSeen(cluster)) yield unwritten(name, fixes);
  },
};

function unwritten(
  name: { readonly value: string; readonly at: Finding['at'] },
  fixes: NonNullable<Finding['fixes']>,
): Finding {
  return {
    at: name.at,
    severity: 'info',
    message: message(
      'SecurityGroupPolicy {name} gives its pods a branch ENI, and no file here turns on ENABLE_POD_ENI: without it no EC2 node offers any, and the pods stay Pending',
      { name: name.value },
    ),
    fixes,
  };
}

/** Auto Mode and Fargate give pods security groups without the CNI's setting. */
function hasOtherNodes({ declaration }: Cluster): boolean {
  return declaration?.fargate === true || (declaration !== undefined && knownValue(declaration.autoMode) === true);
}

/** True where all that could turn it on is seen. */
function isSeen(cluster: Cluster): boolean {
  return (
    cluster.parsed &&
    cluster.possibleSettings.length === 0 &&
    !cluster.possibleSigns.includes('configured') &&
    cluster.settings.every(
      (settings) => !settings.partlyHidden && carrierEnv(settings, cluster).flag('ENABLE_POD_ENI').kind === 'default',
    )
  );
}

/** A manifest as it is shipped says "false", and another file may well say "true". */
function isOnlyShipped(entry: Parameters<typeof isShippedAlong>[0], { settings, whollyVisible }: Cluster): boolean {
  return !whollyVisible && settings.every((carrier) => isShippedAlong(entry, carrier));
}
