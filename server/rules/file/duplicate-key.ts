import { message } from '../../messages/message.js';
import type { FileProblem } from '../../model/problem.js';
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
  check: (cluster) => [...fileProblemFindings(cluster, id, withEffect), ...refused(cluster)],
};

/** The fault with what becomes of it: an error where a program refuses the file. */
function withEffect(problem: FileProblem): FileProblem & { readonly severity?: 'warning' } {
  const { message: fault, repeated } = problem;
  if (repeated === undefined) return problem;
  const { by: program = '', effect, refusedBy: other } = repeated;
  switch (effect) {
    case 'refused':
      return { ...problem, message: message('{fault}: {program} refuses the file', { fault, program }) };
    case 'lastCounts': {
      const text =
        other === undefined
          ? message('{fault}: {program} takes the last one', { fault, program })
          : message('{fault}: {program} takes the last one, and {other} refuses the file', { fault, program, other });
      return { ...problem, severity: 'warning', message: text };
    }
    case 'unknown': {
      const text = message('{fault}: programs that do not refuse the file take the last one', { fault });
      return { ...problem, severity: 'warning', message: text };
    }
    default:
      return effect satisfies never;
  }
}
