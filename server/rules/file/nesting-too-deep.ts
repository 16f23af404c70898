import type { Rule } from '../rule.js';
import { fileProblemFindings } from './fileProblems.js';

export const rule: Rule = {
  id: 'nesting-too-deep',
  severity: 'error',
  check: (cluster) => fileProblemFindings(cluster, 'nesting-too-deep'),
};
