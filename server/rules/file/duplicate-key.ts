import type { Rule } from '../rule.js';
import { fileProblemFindings } from './fileProblems.js';

export const rule: Rule = {
  id: 'duplicate-key',
  severity: 'error',
  check: (cluster) => fileProblemFindings(cluster, 'duplicate-key'),
};
