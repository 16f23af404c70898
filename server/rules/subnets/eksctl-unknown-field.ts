import { refusals } from '../each.js';
import type { Rule } from '../rule.js';

const id = 'eksctl-unknown-field';

export const rule: Rule = {
  id,
  severity: 'error',
  advice: 'inMessage',
  silentWithout: ['shapeProblems'],
  check: refusals(id),
};
