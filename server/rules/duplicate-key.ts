import { fileProblemFindings } from './fileProblems.js';
import type { Rule } from './rule.js';

export const rule: Rule = {
  id: 'duplicate-key',
  group: 'file',
  severity: 'error',
  check: (cluster) => fileProblemFindings(cluster, 'duplicate-key'),
};
