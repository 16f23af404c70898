import { refusals } from '../each.js';
import type { Rule } from '../rule.js';

const id = 'max-pods-rejected';

export const rule: Rule = {
  id,
  severity: 'error',
  combines: true,
  advice: 'inMessage',
  silentWithout: ['shapeProblems'],
  check: refusals(id),
};
