import { message } from '../../messages/message.js';
import type { Rule } from '../rule.js';
import { fileProblemFindings } from './fileProblems.js';

export const rule: Rule = {
  id: 'not-utf8',
  severity: 'error',
  advice: message('Save the file as UTF-8'),
  silentWithout: ['fileProblems'],
  check: (cluster) => fileProblemFindings(cluster, 'not-utf8'),
};
