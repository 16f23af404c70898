import { message } from '../../messages/message.js';
import { refusals } from '../each.js';
import type { Rule } from '../rule.js';

const id = 'override-not-node-config';

export const rule: Rule = {
  id,
  severity: 'error',
  advice: message('Write a NodeConfig there, with apiVersion node.eks.aws/v1alpha1 and kind NodeConfig'),
  reportsAbsence: true,
  check: refusals(id),
};
