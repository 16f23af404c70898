import { message } from '../../messages/message.js';
import { refusals } from '../each.js';
import type { Rule } from '../rule.js';

const id = 'kops-variable-overwritten';

export const rule: Rule = {
  id,
  severity: 'warning',
  advice: message('Take it out of the list'),
  silentWithout: ['shapeProblems'],
  check: refusals(id),
};
