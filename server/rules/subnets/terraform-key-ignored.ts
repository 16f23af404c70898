import { message } from '../../messages/message.js';
import { refusals } from '../each.js';
import type { Rule } from '../rule.js';

const id = 'terraform-key-ignored';

export const rule: Rule = {
  id,
  severity: 'warning',
  advice: message('Write the key as the module has it'),
  judgesValues: true,
  silentWithout: ['shapeProblems'],
  check: refusals(id),
};
