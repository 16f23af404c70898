import { message } from '../../messages/message.js';
import { refusals } from '../each.js';
import type { Rule } from '../rule.js';
import { fileProblemFindings } from './fileProblems.js';

const id = 'duplicate-key';
const refused = refusals(id);

export const rule: Rule = {
  id,
  severity: 'error',
  advice: message('Keep the one that is meant'),
  silentWithout: ['fileProblems', 'shapeProblems'],
  check: (cluster) => [...fileProblemFindings(cluster, id), ...refused(cluster)],
};
