import { message } from '../../messages/message.js';
import type { Rule } from '../rule.js';

/** The linter itself reports it, where the config file asks for reasons: here it has its severity and its page. */
export const rule: Rule = {
  id: 'suppression-without-reason',
  severity: 'warning',
  advice: message('Give the reason behind --'),
  needsAll: true,
  check: () => [],
};
