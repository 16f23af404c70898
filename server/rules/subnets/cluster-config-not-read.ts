import { message } from '../../messages/message.js';
import { refusals } from '../each.js';
import type { Rule } from '../rule.js';

const id = 'cluster-config-not-read';

export const rule: Rule = {
  id,
  severity: 'warning',
  advice: message('Put it into a file of its own, and give eksctl one file after the other'),
  silentWithout: ['shapeProblems'],
  check: refusals(id),
};
