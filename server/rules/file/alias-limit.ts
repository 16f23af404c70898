import { message } from '../../messages/message.js';
import type { Rule } from '../rule.js';
import { fileProblemFindings } from './fileProblems.js';

export const rule: Rule = {
  id: 'alias-limit',
  severity: 'error',
  advice: message('Write the values out where they are needed'),
  silentWithout: ['fileProblems'],
  check: (cluster) => fileProblemFindings(cluster, 'alias-limit'),
};
