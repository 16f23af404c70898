import { message } from '../../messages/message.js';
import type { Rule } from '../rule.js';
import { fileProblemFindings } from './fileProblems.js';

export const rule: Rule = {
  id: 'templated-file',
  severity: 'hint',
  advice: message('Lint what the template renders to see all of it'),
  needsAll: true,
  silentWithout: ['fileProblems'],
  check: (cluster) => fileProblemFindings(cluster, 'templated-file'),
};
