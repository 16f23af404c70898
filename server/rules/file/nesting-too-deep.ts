import { message } from '../../messages/message.js';
import type { Rule } from '../rule.js';
import { fileProblemFindings } from './fileProblems.js';

export const rule: Rule = {
  id: 'nesting-too-deep',
  severity: 'error',
  advice: message('Look at what wrote the file: no manifest nests so deep'),
  silentWithout: ['fileProblems'],
  check: (cluster) => fileProblemFindings(cluster, 'nesting-too-deep'),
};
