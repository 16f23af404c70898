import { fileProblemFindings } from './fileProblems.js';
import type { Rule } from './rule.js';

export const rule: Rule = {
  id: 'file-too-large',
  group: 'file',
  severity: 'warning',
  check: (cluster) => fileProblemFindings(cluster, 'file-too-large'),
};
