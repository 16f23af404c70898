import { fileProblemFindings } from './fileProblems.js';
import type { Rule } from './rule.js';

export const rule: Rule = {
  id: 'not-utf8',
  group: 'file',
  severity: 'error',
  check: (cluster) => fileProblemFindings(cluster, 'not-utf8'),
};
