import type { Rule } from '../rule.js';
import { fileProblemFindings } from './fileProblems.js';

export const rule: Rule = {
  id: 'file-too-large',
  severity: 'warning',
  check: (cluster) => fileProblemFindings(cluster, 'file-too-large'),
};
