import { fileProblemFindings } from './fileProblems.js';
import type { Rule } from './rule.js';

export const rule: Rule = {
  id: 'nesting-too-deep',
  group: 'file',
  severity: 'error',
  check: (cluster) => fileProblemFindings(cluster, 'nesting-too-deep'),
};
