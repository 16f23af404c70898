import { message } from '../../messages/message.js';
import { refusals } from '../each.js';
import type { Rule } from '../rule.js';

const id = 'helm-set-rejected';

export const rule: Rule = {
  id,
  severity: 'error',
  advice: message('Write name=value, several with commas between, and a comma within a value as \\,'),
  check: refusals(id),
};
