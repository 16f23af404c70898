import { message } from '../../messages/message.js';
import { refusals } from '../each.js';
import type { Rule } from '../rule.js';

const id = 'addon-values-not-reset';

export const rule: Rule = {
  id,
  severity: 'info',
  advice: message('Leave it out where nothing is to change; write an empty object to get the shipped values back'),
  check: refusals(id),
};
