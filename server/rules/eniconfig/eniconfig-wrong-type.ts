import { message } from '../../messages/message.js';
import { refusals } from '../each.js';
import type { Rule } from '../rule.js';

const id = 'eniconfig-wrong-type';

export const rule: Rule = {
  id,
  severity: 'error',
  advice: message('Write the subnet as one id, and securityGroups as a list of ids'),
  silentWithout: ['shapeProblems'],
  check: refusals(id),
};
