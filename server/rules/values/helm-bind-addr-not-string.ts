import { message } from '../../messages/message.js';
import { refusals } from '../each.js';
import type { Rule } from '../rule.js';

const id = 'helm-bind-addr-not-string';

export const rule: Rule = {
  id,
  severity: 'error',
  advice: message('Put the number in quotes'),
  judgesValues: true,
  check: refusals(id),
};
