import { message } from '../../messages/message.js';
import { refusals } from '../each.js';
import type { Rule } from '../rule.js';

const id = 'security-group-policy-unknown-field';

export const rule: Rule = {
  id,
  severity: 'error',
  advice: message(
    'Write podSelector or serviceAccountSelector with matchLabels or matchExpressions, and securityGroups with groupIds',
  ),
  silentWithout: ['securityGroupPolicies'],
  check: refusals(id),
};
