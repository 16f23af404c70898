import { refusals } from '../each.js';
import type { Rule } from '../rule.js';

const id = 'version-not-a-string';

export const rule: Rule = { id, severity: 'error', check: refusals(id) };
