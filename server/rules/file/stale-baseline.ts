import { message } from '../../messages/message.js';
import type { Rule } from '../rule.js';

/** The linter itself reports it: here it has its severity and its page. */
export const rule: Rule = {
  id: 'stale-baseline',
  severity: 'info',
  advice: message('Run eni-lens baseline --prune'),
  reportsAbsence: true,
  check: () => [],
};
