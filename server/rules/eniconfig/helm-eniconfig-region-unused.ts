import { message } from '../../messages/message.js';
import { refusals } from '../each.js';
import type { Rule } from '../rule.js';

const id = 'helm-eniconfig-region-unused';

export const rule: Rule = {
  id,
  severity: 'info',
  advice: message('Name each key of eniConfig.subnets after its zone, and leave the region out'),
  check: refusals(id),
};
