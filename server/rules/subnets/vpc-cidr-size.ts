import { refusals } from '../each.js';
import type { Rule } from '../rule.js';

const id = 'vpc-cidr-size';

export const rule: Rule = {
  id,
  severity: 'error',
  advice: 'inMessage',
  silentWithout: ['shapeProblems'],
  check: refusals(id),
};
