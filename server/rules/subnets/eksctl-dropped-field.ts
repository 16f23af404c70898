import { refusals } from '../each.js';
import type { Rule } from '../rule.js';

const id = 'eksctl-dropped-field';

export const rule: Rule = {
  id,
  severity: 'warning',
  advice: 'inMessage',
  silentWithout: ['shapeProblems'],
  check: refusals(id),
};
