import { message } from '../../messages/message.js';
import type { Rule } from '../rule.js';
import { fileProblemFindings } from './fileProblems.js';

export const rule: Rule = {
  id: 'duplicate-key',
  severity: 'error',
  advice: message('Keep the one that is meant'),
  check: (cluster) => fileProblemFindings(cluster, 'duplicate-key'),
};
