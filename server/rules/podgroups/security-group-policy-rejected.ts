import { message } from '../../messages/message.js';
import { refusals } from '../each.js';
import type { Rule } from '../rule.js';

const id = 'security-group-policy-rejected';

export const rule: Rule = {
  id,
  severity: 'error',
  advice: message('Write a selector as a map, and under securityGroups a list groupIds'),
  reportsAbsence: true,
  silentWithout: ['securityGroupPolicies'],
  check: refusals(id),
};
