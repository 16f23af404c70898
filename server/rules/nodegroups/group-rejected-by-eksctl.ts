import { refusals } from '../each.js';
import type { Rule } from '../rule.js';

const id = 'group-rejected-by-eksctl';

export const rule: Rule = {
  id,
  severity: 'error',
  combines: true,
  advice: 'inMessage',
  reportsAbsence: true,
  silentWithout: ['shapeProblems'],
  check: refusals(id),
};
