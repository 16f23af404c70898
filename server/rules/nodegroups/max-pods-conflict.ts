import { message } from '../../messages/message.js';
import type { Fact } from '../../model/fact.js';
import { expressionFault } from '../../model/maxPodsExpression.js';
import type { Location } from '../../text/span.js';
import { refusals } from '../each.js';
import type { Finding, Rule } from '../rule.js';
import { type MergedNodeConfig, type UserDataText, userDataTexts } from './nodeConfigs.js';

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
    if (isOverruled(config.maxPods, winner)) yield overruled('kubelet.config.maxPods', config.maxPods, winner);
    const { expression } = config;
    // Without a value it decides nothing at all, and that is said by itself.
    const hasValue = expression.kind === 'known' && expressionFault(expression.value.text) === undefined;
    if (hasValue) yield besideNumber(expression.at, winner);
  }
}

interface Winner {
  readonly by: string;
  readonly pods: number;
  readonly at: Location;
}

function winnerOf({ maxPods, maxPodsFlag }: MergedNodeConfig): Winner | undefined {
  if (maxPodsFlag.kind === 'known') return { by: '--max-pods', pods: maxPodsFlag.value.pods, at: maxPodsFlag.at };
  if (maxPodsFlag.kind === 'unknown' || maxPods.kind !== 'known' || maxPods.value === 0) return undefined;
  return { by: 'kubelet.config.maxPods', pods: maxPods.value, at: maxPods.at };
}

function isOverruled(fact: Fact<number>, { pods }: Winner): fact is Extract<Fact<number>, { readonly kind: 'known' }> {
  return fact.kind === 'known' && fact.value !== pods;
}

function overruled(
  setting: string,
  { value, at }: { readonly value: number; readonly at: Location },
  winner: Winner,
): Finding {
  const { by, pods: winning } = winner;
  return {
    at,
    message: message('{setting} {value} has no effect: {by} {winning} wins', { setting, value, by, winning }),
    related: [{ at: winner.at, message: message('This decides instead') }],
    tags: ['unnecessary'],
  };
}

/** nodeadm reserves memory of the node by what the expression gives, whatever the kubelet then runs. */
function besideNumber(at: Location, { by, pods: winning, at: there }: Winner): Finding {
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
