import { fileProblemFindings } from './fileProblems.js';
import type { Rule } from './rule.js';

export const rule: Rule = {
  id: 'templated-file',
  group: 'file',
  severity: 'hint',
  check: (cluster) => fileProblemFindings(cluster, 'templated-file'),
};
