import { refusals } from '../each.js';
import type { Rule } from '../rule.js';

const id = 'eksctl-dropped-field';

export const rule: Rule = { id, severity: 'warning', advice: 'inMessage', check: refusals(id) };
