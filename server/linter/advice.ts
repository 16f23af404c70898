import type { Message } from '../messages/message.js';
import { rules } from '../rules/index.js';
import type { RuleFinding } from './lint.js';

/**
 * What to do about a finding, in words: its own advice, else that of its rule; undefined where its message says it. Fixes are not asked for:
 * to make them costs more than all else about a finding.
 */
export function adviceOf({ rule, advice = adviceOfRules.get(rule) }: RuleFinding): Message | undefined {
  return advice === 'inMessage' ? undefined : advice;
}

const adviceOfRules: ReadonlyMap<string, Message | 'inMessage'> = new Map(rules.map(({ id, advice }) => [id, advice]));
