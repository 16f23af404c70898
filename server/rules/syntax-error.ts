import { fileProblemFindings } from './fileProblems.js';
import type { Rule } from './rule.js';

export const rule: Rule = {
  id: 'syntax-error',
  group: 'file',
  severity: 'error',
  check: (cluster) => fileProblemFindings(cluster, 'syntax-error'),
};
