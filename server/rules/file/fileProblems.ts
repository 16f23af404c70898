import { message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import type { FileProblem } from '../../model/problem.js';
import { findingOf } from '../each.js';
import type { Finding } from '../rule.js';

/** The faults of one kind that reading the files brought up, as findings; `told`: as a rule words them. */
export function fileProblemFindings(
  { fileProblems }: Cluster,
  rule: FileProblem['rule'],
  told: (problem: FileProblem) => FileProblem & Pick<Finding, 'severity'> = (problem) => problem,
): readonly Finding[] {
  return fileProblems
    .filter((problem) => problem.rule === rule)
    .map(told)
    .map(({ related: first, ...fault }) =>
      findingOf({ ...fault, related: first ? [{ at: first, message: message('The first one is here') }] : [] }),
    );
}
