import { message } from '../../messages/message.js';
import type { Rule } from '../rule.js';

/** The linter itself reports it: here it has its severity and its page. */
export const rule: Rule = {
  id: 'unused-suppression',
  severity: 'warning',
  advice: message('Remove the comment'),
  needsAll: true,
  check: () => [],
};
