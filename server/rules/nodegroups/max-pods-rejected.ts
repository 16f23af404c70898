import { message } from '../../messages/message.js';
import { refusals } from '../each.js';
import type { Rule } from '../rule.js';

const id = 'max-pods-rejected';

export const rule: Rule = {
  id,
  severity: 'error',
  advice: message('Set max pods where the nodes of this group take it: in the launch template or in their user data'),
  check: refusals(id),
};
