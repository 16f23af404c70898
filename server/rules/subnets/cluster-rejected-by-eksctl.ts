import { refusals } from '../each.js';
import type { Rule } from '../rule.js';

const id = 'cluster-rejected-by-eksctl';

export const rule: Rule = { id, severity: 'error', reportsAbsence: true, check: refusals(id) };
