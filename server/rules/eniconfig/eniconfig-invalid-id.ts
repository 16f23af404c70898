import { type Message, message } from '../../messages/message.js';
import { type IdFault, idFault } from '../../model/awsIds.js';
import type { Fact } from '../../model/fact.js';
import type { Finding, Rule } from '../rule.js';

export const rule: Rule = {
  id: 'eniconfig-invalid-id',
  severity: 'error',
  advice: message('Copy the id from aws ec2 describe-subnets or aws ec2 describe-security-groups'),
  silentWithout: ['eniConfigs'],
  *check({ eniConfigs }) {
    for (const { subnetId, securityGroupIds } of eniConfigs) {
      // An empty subnet is a finding of eniconfig-missing-subnet.
      if (subnetId.kind === 'known' && subnetId.value !== '') yield* checkId(subnetId, 'subnet');
      for (const id of securityGroupIds) yield* checkId(id, 'sg');
    }
  },
};

function* checkId(id: Fact<string>, prefix: 'subnet' | 'sg'): Iterable<Finding> {
  if (id.kind !== 'known') return;
  const fault = idFault(id.value, prefix);
  if (fault === undefined) return;
  const resource = prefix === 'subnet' ? message('subnet') : message('security group');
  yield {
    at: id.at,
    severity: fault.kind === 'notAnId' ? 'warning' : 'error',
    message: text(id.value === '' ? '""' : id.value, fault, resource, prefix),
  };
}

function text(id: string, fault: IdFault, resource: Message, prefix: string): Message {
  switch (fault.kind) {
    case 'length':
      return message('{id} is no id of a {resource}: that has 17 digits (or 8) after {prefix}-, not {digits}', {
        id,
        digits: fault.digits,
        prefix,
        resource,
      });
    case 'otherResource':
      return message('{id} is not a {resource}: ids of these begin with {prefix}-', { id, resource, prefix });
    case 'arn':
      return message('EC2 wants the id of the {resource} instead of the ARN {id}', {
        id,
        resource,
      });
    case 'notAnId':
      return message(
        '{id} is not the id of a {resource}, such as {prefix}-0123456789abcdef0: a placeholder or a name?',
        {
          id,
          resource,
          prefix,
        },
      );
    default:
      return fault satisfies never;
  }
}
