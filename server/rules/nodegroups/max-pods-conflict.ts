import { message } from '../../messages/message.js';
import { expressionFault } from '../../model/maxPodsExpression.js';
import type { Location } from '../../text/span.js';
import { refusals } from '../each.js';
import type { Finding, Rule } from '../rule.js';
import {
  type MaxPodsWinner,
  overruledText,
  type UserDataText,
  userDataTexts,
  type WrittenNumber,
  winnerOf,
  writtenNumbers,
} from './nodeConfigs.js';

const id = 'max-pods-conflict';
const refused = refusals(id);

export const rule: Rule = {
  id,
  severity: 'warning',
  combines: true,
  advice: message('Keep the one that is meant'),
  silentWithout: ['nodeConfigs', 'shapeProblems'],
  *check(cluster) {
    for (const text of userDataTexts(cluster)) yield* withinUserData(text);
    yield* refused(cluster);
  },
};

/**
 * What the NodeConfigs of one text say of max pods and something else wins over: nodeadm merges them in their order, hands a flag to the
 * kubelet behind its config file, and a number there wins over its own, which an expression gives.
 */
function* withinUserData({ read: configs, merged }: UserDataText): Iterable<Finding> {
  const winner = winnerOf(merged);
  // Karpenter's own number is what wins there.
  if (winner === undefined || configs.some(({ isOverruled, isHybrid }) => isOverruled || isHybrid)) return;
  for (const config of configs) {
    for (const number of writtenNumbers(config)) if (number.value !== winner.pods) yield overruled(number, winner);
    const { expression } = config;
    // Without a value it decides nothing at all, and that is said by itself.
    const hasValue = expression.kind === 'known' && expressionFault(expression.value.text) === undefined;
    if (hasValue) yield besideNumber(expression.at, winner);
  }
}

function overruled(number: WrittenNumber, winner: MaxPodsWinner): Finding {
  return {
    at: number.at,
    message: overruledText(number, winner),
    related: [{ at: winner.at, message: message('This decides instead') }],
    tags: ['unnecessary'],
  };
}

/** nodeadm reserves memory of the node by what the expression gives, whatever the kubelet then runs. */
function besideNumber(at: Location, { by, pods: winning, at: there }: MaxPodsWinner): Finding {
  return {
    at,
    message: message(
      'maxPodsExpression does not decide max pods, only how much memory is reserved: {by} {winning} wins',
      {
        by,
        winning,
      },
    ),
    severity: 'info',
    related: [{ at: there, message: message('This decides instead') }],
  };
}
