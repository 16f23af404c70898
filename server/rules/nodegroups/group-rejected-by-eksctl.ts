import { message } from '../../messages/message.js';
import { refusals } from '../each.js';
import type { Rule } from '../rule.js';

const id = 'group-rejected-by-eksctl';

export const rule: Rule = {
  id,
  severity: 'error',
  advice: message('Write it as eksctl takes it'),
  reportsAbsence: true,
  check: refusals(id),
};
