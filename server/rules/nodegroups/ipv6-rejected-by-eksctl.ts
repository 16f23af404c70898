import { message } from '../../messages/message.js';
import { refusals } from '../each.js';
import type { Rule } from '../rule.js';

const id = 'ipv6-rejected-by-eksctl';

export const rule: Rule = {
  id,
  severity: 'error',
  advice: message('Write what eksctl asks for, or take ipFamily out'),
  reportsAbsence: true,
  silentWithout: ['shapeProblems'],
  check: refusals(id),
};
