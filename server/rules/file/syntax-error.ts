import { message } from '../../messages/message.js';
import type { Rule } from '../rule.js';
import { fileProblemFindings } from './fileProblems.js';

export const rule: Rule = {
  id: 'syntax-error',
  severity: 'error',
  advice: message('Mend this place first: what stands behind it may be read wrongly'),
  silentWithout: ['fileProblems'],
  check: (cluster) => fileProblemFindings(cluster, 'syntax-error'),
};
