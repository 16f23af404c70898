import { message } from '../../messages/message.js';
import type { Rule } from '../rule.js';
import { fileProblemFindings } from './fileProblems.js';

export const rule: Rule = {
  id: 'file-too-large',
  severity: 'warning',
  advice: message(
    'Raise the limit with --max-file-size, leave the file out with ignore in eni-lens.yaml, or keep only what is about aws-node',
  ),
  silentWithout: ['fileProblems'],
  check: (cluster) => fileProblemFindings(cluster, 'file-too-large'),
};
