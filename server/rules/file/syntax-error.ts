import type { Rule } from '../rule.js';
import { fileProblemFindings } from './fileProblems.js';

export const rule: Rule = {
  id: 'syntax-error',
  severity: 'error',
  check: (cluster) => fileProblemFindings(cluster, 'syntax-error'),
};
