import { refusals } from '../each.js';
import type { Rule } from '../rule.js';

const id = 'kubelet-extra-config-on-managed';

export const rule: Rule = { id, severity: 'error', check: refusals(id) };
