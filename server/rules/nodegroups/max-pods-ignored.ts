import { message } from '../../messages/message.js';
import { refusals } from '../each.js';
import type { Rule } from '../rule.js';

const id = 'max-pods-ignored';

export const rule: Rule = {
  id,
  severity: 'warning',
  combines: true,
  advice: message('Pass --max-pods in the script'),
  needsAll: true,
  silentWithout: ['shapeProblems'],
  check: refusals(id),
};
