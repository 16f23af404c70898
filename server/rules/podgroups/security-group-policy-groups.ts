import { message } from '../../messages/message.js';
import { idFault, securityGroupsPerEni } from '../../model/awsIds.js';
import { type Fact, knownValue } from '../../model/fact.js';
import type { Finding, Rule } from '../rule.js';

export const rule: Rule = {
  id: 'security-group-policy-groups',
  severity: 'error',
  advice: message('Copy the ids from aws ec2 describe-security-groups, at most 5 of them'),
  silentWithout: ['securityGroupPolicies'],
  *check({ securityGroupPolicies }) {
    for (const { groupIds } of securityGroupPolicies) {
      if (groupIds.kind !== 'known') continue;
      yield* checkNumber(groupIds.value, groupIds.at);
      for (const id of groupIds.value) yield* checkId(id);
    }
  },
};

/** The controller takes an id once, however often it is listed. */
function* checkNumber(ids: readonly Fact<string>[], at: Finding['at']): Iterable<Finding> {
  const count = new Set(ids.map((id) => knownValue(id) ?? id)).size;
  const { quota, most } = securityGroupsPerEni;
  if (count <= quota) return;
  yield {
    at,
    severity: count > most ? 'error' : 'warning',
    advice: message('Merge security groups until 5 are left, or raise the quota of the account to at most 16'),
    message:
      count > most
        ? message(
            '{count} security groups are more than the {most} an ENI can have: no branch ENI can be made, and the pods do not start',
            { count, most },
          )
        : message(
            '{count} security groups are above the quota of {quota} per ENI: without a raised quota no branch ENI can be made, and the pods do not start',
            { count, quota },
          ),
  };
}

function* checkId(id: Fact<string>): Iterable<Finding> {
  const fault = id.kind === 'known' ? idFault(id.value, 'sg') : undefined;
  if (id.kind !== 'known' || fault === undefined) return;
  yield {
    at: id.at,
    severity: fault.kind === 'notAnId' ? 'warning' : 'error',
    message: message(
      '{id} is not the id of a security group: EC2 makes no branch ENI with it, and the pods do not start',
      { id: id.value === '' ? '""' : id.value },
    ),
  };
}
