import { message } from '../../messages/message.js';
import { switchedOff, switchOn } from '../podSwitch.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'security-group-policy-without-pod-eni',
  severity: 'warning',
  advice: message('Set ENABLE_POD_ENI to "true", on types with a trunk ENI, or remove the policy'),
  needsAll: true,
  silentWithout: ['securityGroupPolicies'],
  *check(cluster) {
    const name = cluster.securityGroupPolicies.map((policy) => policy.name).find(({ kind }) => kind === 'known');
    if (name?.kind !== 'known') return;
    const off = switchedOff(cluster, 'ENABLE_POD_ENI');
    const fixes = () => switchOn(cluster, 'ENABLE_POD_ENI');
    if (off?.kind === 'written') {
      yield {
        at: name.at,
        message: message(
          'SecurityGroupPolicy {name} gives its pods a branch ENI, and ENABLE_POD_ENI is "false": no EC2 node offers any, and the pods stay Pending',
          { name: name.value },
        ),
        related: [{ at: off.at, message: message('Security groups for pods are off here') }],
        fixes,
      };
    }
    if (off?.kind === 'unwritten') {
      yield {
        at: name.at,
        severity: 'info',
        message: message(
          'SecurityGroupPolicy {name} gives its pods a branch ENI, and no file here turns on ENABLE_POD_ENI: without it no EC2 node offers any, and the pods stay Pending',
          { name: name.value },
        ),
        fixes,
      };
    }
  },
};
