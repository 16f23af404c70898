import { refusals } from '../each.js';
import type { Rule } from '../rule.js';

const id = 'max-pods-ignored';

export const rule: Rule = { id, severity: 'warning', needsAll: true, check: refusals(id) };
