import type { Rule } from '../rule.js';
import { fileProblemFindings } from './fileProblems.js';

export const rule: Rule = {
  id: 'templated-file',
  severity: 'hint',
  needsAll: true,
  check: (cluster) => fileProblemFindings(cluster, 'templated-file'),
};
