import type { Rule } from '../rule.js';
import { fileProblemFindings } from './fileProblems.js';

export const rule: Rule = {
  id: 'alias-limit',
  severity: 'error',
  check: (cluster) => fileProblemFindings(cluster, 'alias-limit'),
};
