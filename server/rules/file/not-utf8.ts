import type { Rule } from '../rule.js';
import { fileProblemFindings } from './fileProblems.js';

export const rule: Rule = {
  id: 'not-utf8',
  severity: 'error',
  check: (cluster) => fileProblemFindings(cluster, 'not-utf8'),
};
