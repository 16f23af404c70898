import { refusals } from '../each.js';
import type { Rule } from '../rule.js';

const id = 'override-not-node-config';

export const rule: Rule = {
  id,
  severity: 'error',
  advice: 'inMessage',
  reportsAbsence: true,
  silentWithout: ['shapeProblems'],
  check: refusals(id),
};
