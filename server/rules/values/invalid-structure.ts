import { findingOf, refusals } from '../each.js';
import type { Rule } from '../rule.js';

const id = 'invalid-structure';
const refused = refusals(id);

export const rule: Rule = {
  id,
  severity: 'error',
  advice: 'inMessage',
  judgesValues: true,
  silentWithout: ['shapeProblems'],
  check: (cluster) => [
    ...cluster.shapeProblems.filter((problem) => problem.fault === 'structure').map(findingOf),
    ...refused(cluster),
  ],
};
