import { message } from '../../messages/message.js';
import { refusals } from '../each.js';
import type { Rule } from '../rule.js';

const id = 'vpc-cidr-size';

export const rule: Rule = {
  id,
  severity: 'error',
  advice: message('Write a range from /16 to /24'),
  check: refusals(id),
};
