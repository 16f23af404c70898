import type { Rule } from '../rule.js';
import { fileProblemFindings } from './fileProblems.js';

/** Those of rules and of reports the linter itself tells of; these are of files that could not be read or joined. */
export const rule: Rule = {
  id: 'internal-error',
  severity: 'error',
  advice: 'inMessage',
  silentWithout: ['fileProblems'],
  check: (cluster) => fileProblemFindings(cluster, 'internal-error'),
};
