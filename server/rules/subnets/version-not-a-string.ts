import { message } from '../../messages/message.js';
import { refusals } from '../each.js';
import type { Rule } from '../rule.js';

const id = 'version-not-a-string';

export const rule: Rule = {
  id,
  severity: 'error',
  advice: message('Put it in quotes'),
  silentWithout: ['shapeProblems'],
  check: refusals(id),
};
