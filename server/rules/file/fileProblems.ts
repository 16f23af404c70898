import { message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import type { FileProblem } from '../../model/resource.js';
import type { Finding } from '../rule.js';

/** The faults of one kind that reading the files brought up, as findings. */
export function fileProblemFindings({ fileProblems }: Cluster, rule: FileProblem['rule']): readonly Finding[] {
  return fileProblems
    .filter((problem) => problem.rule === rule)
    .map(({ at, message: text, related, advice, fixes = [] }) => ({
      at,
      message: text,
      ...(advice ? { advice } : {}),
      ...(fixes.length > 0 ? { fixes: () => fixes } : {}),
      ...(related ? { related: [{ at: related, message: message('The first one is here') }] } : {}),
    }));
}
