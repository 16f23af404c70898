import { fileProblemFindings } from './fileProblems.js';
import type { Rule } from './rule.js';

export const rule: Rule = {
  id: 'alias-limit',
  group: 'file',
  severity: 'error',
  check: (cluster) => fileProblemFindings(cluster, 'alias-limit'),
};
