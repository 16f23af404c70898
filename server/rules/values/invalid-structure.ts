import { refusals } from '../each.js';
import type { Finding, Rule } from '../rule.js';

const id = 'invalid-structure';
const refused = refusals(id);

export const rule: Rule = {
  id,
  severity: 'error',
  advice: 'inMessage',
  check: (cluster) => [
    ...cluster.shapeProblems.flatMap((problem): readonly Finding[] =>
      problem.fault === 'structure'
        ? [{ at: problem.at, message: problem.message, fixes: () => problem.fixes ?? [] }]
        : [],
    ),
    ...refused(cluster),
  ],
};
