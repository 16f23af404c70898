import { message } from '../../messages/message.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'invalid-structure',
  severity: 'error',
  advice: message('Write it in the shape that is named'),
  *check({ shapeProblems }) {
    for (const problem of shapeProblems) {
      if (problem.fault === 'structure') yield { at: problem.at, message: problem.message };
    }
  },
};
